"""Walks through a procedure by chance: where somebody gets stuck, and what nobody ever comes to.

Each walk is a resident who answers anything that can be answered, goes back now and then, and leaves what need not be
answered. A walk is the same again for the same seed.
"""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from pydantic import JsonValue

from kiosk.authoring.at_booth import Resident, candidates
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, Reviewing, Stopped
from kiosk.procedures import navigation, review
from kiosk.procedures.procedure import FormField, Procedure
from kiosk.values import dataclass

_MOST_TOUCHES: Final = 400
"""More than any form needs, also for somebody who often goes back."""
_TRIES: Final = 12
_BACK: Final = 0.08
_LEFT: Final = 0.3


Why: TypeAlias = Literal["no_answer", "no_end", "no_signing", "no_beginning"]


@dataclass(frozen=True)
class Stuck:
    """A resident who came no further: at which field, what the screen says, and the answers so far.

    `why`: no answer that is known goes through; the form never ends; the review lets nobody sign; no question comes.
    """

    why: Why
    field: str
    said: str
    answers: tuple[tuple[str, str], ...]
    seed: int


@dataclass(frozen=True)
class Walked:
    """What some walks met: pages, stops, notices and papers by id, and everybody who got stuck."""

    walks: int
    pages: frozenset[str]
    stops: frozenset[str]
    notices: frozenset[str]
    documents: frozenset[str]
    stuck: tuple[Stuck, ...]


def walk(procedure: Procedure, walks: int) -> Walked:
    """Walk through a procedure so many times."""
    met: set[tuple[str, str]] = set()
    given: Counter[tuple[str, str]] = Counter()
    stuck: list[Stuck] = []
    for seed in range(walks):
        end = _Walk(procedure, seed, met, given).end()
        if isinstance(end, Stuck) and (end.why, end.field) not in {(one.why, one.field) for one in stuck}:
            stuck.append(end)

    def of(kind: str) -> frozenset[str]:
        return frozenset(name for what, name in met if what == kind)

    return Walked(walks, of("page"), of("stop"), of("notice"), of("document"), tuple(stuck))


class _Walk:
    """One walk; what it meets goes into `met`, and what was answered how often into `given`."""

    def __init__(
        self, procedure: Procedure, seed: int, met: set[tuple[str, str]], given: Counter[tuple[str, str]]
    ) -> None:
        self._procedure = procedure
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311 -- the same walk again, nothing secret
        self._met = met
        self._given = given

    def end(self) -> Stuck | None:
        """Walk to the review or a stop; who got stuck, if so."""
        *_, here = Resident.before(self._procedure).to_first_question()
        for _ in range(_MOST_TOUCHES):
            match here.stage:
                case Answering():
                    after = self._answered(here)
                    if isinstance(after, Stuck):
                        return after
                    here = after
                case Reviewing():
                    self._look(here)
                    return None if here.can_sign() else self._stuck("no_signing", here)
                case Stopped() as stage:
                    self._look(here)
                    self._met.add(("stop", stage.stop))
                    return None
                case _:
                    return self._stuck("no_beginning", here)
        return self._stuck("no_end", here)

    def _answered(self, here: Resident) -> Resident | Stuck:
        """The next screen; several answers are tried where one is not accepted."""
        if isinstance(here.stage, Answering) and (page := self._procedure.page_of(here.stage.field)):
            self._met.add(("page", page.id))
        if self._chance.random() < _BACK:
            return here.after(ev.BackPressed()) if self._may_go_back(here) else here
        before, after = here.stage, here
        for attempt in range(_TRIES):
            answered = here.answering(dict(self._some_answers(here, attempt)))
            after = answered.forward()
            if not _same_question(before, after):
                return after
        return self._stuck("no_answer", after)

    def _may_go_back(self, here: Resident) -> bool:
        return isinstance(here.after(ev.BackPressed()).stage, Answering)

    def _some_answers(self, here: Resident, attempt: int) -> Iterator[tuple[str, JsonValue]]:
        for field in here.fields():
            if not field.required and attempt == 0 and self._chance.random() < _LEFT:
                yield field.id, None
            else:
                yield field.id, self._some_answer(field)

    def _some_answer(self, field: FormField) -> JsonValue:
        """Any, those more likely that were given less often: rare ways are walked, too."""
        some = candidates(self._procedure, field)
        weights = [1 / (1 + self._given[field.id, repr(one)]) ** 2 for one in some]
        (answer,) = self._chance.choices(some, weights)
        self._given[field.id, repr(answer)] += 1
        return answer

    def _look(self, here: Resident) -> None:
        if (form := here.visit.form) is not None:
            self._met.update(("notice", one.id) for one in navigation.notices(form))
            self._met.update(("document", one.id) for one in navigation.documents(form))

    def _stuck(self, why: Why, here: Resident) -> Stuck:
        stage = here.stage
        field = stage.field if isinstance(stage, Answering) else ""
        problems = stage.problems if isinstance(stage, Answering | Reviewing) else ()
        said = problems[0].text if problems else ""
        answers = tuple(told(here))
        return Stuck(why, field or (problems[0].field if problems else ""), said, answers, self._seed)


def told(here: Resident) -> Iterator[tuple[str, str]]:
    """The answers so far in Japanese words: label and answer."""
    rows = review.rows(here.visit.form, "ja") if here.visit.form else ()
    yield from ((row.label, row.text) for row in rows if row.source is not None)


def _same_question(before: Answering | object, after: Resident) -> bool:
    stage = after.stage
    return isinstance(before, Answering) and isinstance(stage, Answering) and stage.field == before.field
