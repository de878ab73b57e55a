"""Standing: what counts of a form now, decided in one pass from the first question to the last.

Answers are kept as they were written, also those to questions that no longer stand; here is said which of them count.
What does not count has no part in conditions, fee, notices, papers, review, shared form or application, and is there
again as soon as its question is asked again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.answers import Answer, Answers
from kiosk.procedures.expressions import Unanswered, evaluate, holds
from kiosk.procedures.kinds.table import fits, kind_of
from kiosk.procedures.procedure import FieldType, FormField, Page, tick_of
from kiosk.procedures.shared_form import Outside, SharedForm
from kiosk.protocol.forms import Source
from kiosk.values import dataclass

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entered:
    """The entries of a group that is asked, each a form of its own, and what all of them see around them."""

    entries: tuple[SharedForm, ...]
    outside: Outside


@dataclass(frozen=True)
class Standing:
    """What counts of a form now.

    Attributes:
        pages: the pages that stand, each with the fields asked on it.
        following: the fields that take the answer of another one and are not asked.
        of_staff: the fields that staff write, filled or not; the resident is never asked for them.
        computed: the fields whose value comes from other answers.
        answers: the answers that count: of the fields asked, copies for the fields that follow, and what is computed.
            Of a group it has what counts of each entry.
        values: the bare values of `answers`; where several may be chosen and need not, none are until they are. Of a
            group only the entries in which nothing is missing: who is half entered is counted nowhere.
        entered: the groups that are asked.
    """

    pages: tuple[tuple[Page, tuple[FormField, ...]], ...] = ()
    following: tuple[FormField, ...] = ()
    of_staff: tuple[FormField, ...] = ()
    computed: tuple[FormField, ...] = ()
    answers: Answers = field(default_factory=Answers)
    values: dict[str, JsonValue] = field(default_factory=dict, repr=False)
    entered: Mapping[str, Entered] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def fields(self, page_id: str) -> tuple[FormField, ...]:
        """The fields asked on one page; empty when the page does not stand."""
        return next((fields for page, fields in self.pages if page.id == page_id), ())

    @property
    def owed(self) -> tuple[FormField, ...]:
        """What staff still have to write."""
        return tuple(item for item in self.of_staff if item.required and item.id not in self.answers)

    @property
    def whole(self) -> bool:
        """Whether every answer that is required is there, right or not."""
        asked = (item for _, fields in self.pages for item in fields)
        return all(item.id in self.answers or not item.required for item in asked)


def standing(form: SharedForm) -> Standing:
    """What counts now; conditions look only at answers before them, so one pass decides all, once for each form.

    A field follows only a leader that is asked itself. Where its condition to follow holds but nobody asks the leader,
    the value is needed and the field itself is asked, whatever its page says.

    Example:
        `target_name` follows `ap_name` while `who == 'self'`, and its page stands while `who != 'self'`. For oneself
        it takes the applicant's name; for somebody else it is asked, and a name written there before is there again.
    """
    found: Standing | None = form.found.get("standing")
    if found is None:
        found = form.found["standing"] = _standing(form)
    return found


def _standing(form: SharedForm) -> Standing:
    counting = _Pass(form)
    pages = tuple((page, asked) for page in form.procedure.pages if (asked := counting.page(page)))
    counting.ticks()
    outside = form.outside.answers
    return Standing(
        pages,
        tuple(counting.following),
        tuple(counting.of_staff),
        tuple(counting.computed),
        Answers(MappingProxyType({name: one for name, one in counting.counted.items() if name not in outside})),
        counting.values,
        MappingProxyType(counting.entered),
    )


class _Pass:
    """One pass over a form; it begins with what counts around it."""

    def __init__(self, form: SharedForm) -> None:
        self._form = form
        self._asked: dict[str, FormField] = dict(form.outside.asked)
        self.counted: dict[str, Answer] = dict(form.outside.answers)
        self.values: dict[str, JsonValue] = dict(form.outside.values)
        self.following: list[FormField] = []
        self.of_staff: list[FormField] = []
        self.computed: list[FormField] = []
        self.entered: dict[str, Entered] = {}

    def page(self, page: Page) -> tuple[FormField, ...]:
        """The fields asked on this page; they and those that are not are taken note of."""
        stands = self._holds(page.show_if)
        return tuple(item for item in page.fields if self._asks(item, page_stands=stands))

    def ticks(self) -> None:
        """The papers to be shown, as what staff tick; no condition looks at a tick."""
        for item in [tick_of(one) for one in self._form.procedure.documents if self._holds(one.when)]:
            self.of_staff.append(item)
            self._count(item, item, self._form.answers.get(item.id))

    def _asks(self, item: FormField, *, page_stands: bool) -> bool:
        leads = self._asked.get(item.follows.field) if item.follows else None
        needed = item.follows is not None and self._holds(item.follows.when)
        if needed and leads is not None and _can_follow(item, leads, self.counted):
            self.following.append(item)
            self._count(item, leads, _copy(item, self.counted))
            return False
        if not needed and not (page_stands and self._holds(item.show_if)):
            return False
        if item.type is FieldType.COMPUTED:
            self._compute(item)
            return False
        self._asked[item.id] = item
        self._count(item, item, self._form.answers.get(item.id))
        if item.by_staff:
            self.of_staff.append(item)
            return False
        if item.type is FieldType.GROUP:
            self._enter(item)
        return True

    def _holds(self, condition: str | None) -> bool:
        return holds(condition, self.values, self._form.today)

    def _count(self, item: FormField, written_in: FormField, answer: Answer | None) -> None:
        if answer is not None:
            self.counted[item.id] = answer
            self.values[item.id] = answer.value
        elif not written_in.required and (nothing := kind_of(item).unanswered(item)) is not None:
            self.values[item.id] = nothing

    def _compute(self, item: FormField) -> None:
        assert item.formula is not None
        value = evaluate(item.formula, self.values, self._form.today)
        if isinstance(value, Unanswered) or value is None or not fits(item, value):
            return
        at = max((answer.at for answer in self.counted.values()), default=_NEVER)
        self.computed.append(item)
        self._count(item, item, Answer(value, Source.PRESET, at))

    def _enter(self, group: FormField) -> None:
        """Count of each entry what counts of it, seen with all that was asked before the group."""
        answer = self.counted.get(group.id)
        before = {name: one for name, one in self._asked.items() if name != group.id}
        counted = {name: one for name, one in self.counted.items() if name != group.id}
        values = {name: one for name, one in self.values.items() if name != group.id}
        outside = Outside(MappingProxyType(before), MappingProxyType(counted), MappingProxyType(values))
        entries = tuple(_entry(self._form, group, one, answer, outside) for one in _written(answer)) if answer else ()
        self.entered[group.id] = Entered(entries, outside)
        if answer is None:
            return
        stand = [standing(entry) for entry in entries]
        told: JsonValue = [dict(one.answers.values()) for one in stand]
        if not fits(group, told):  # with copies and what is computed too much for one answer
            told = [_own(one) for one in stand]
        self.counted[group.id] = replace(answer, value=told)
        own = [inner.id for inner in group.fields]
        self.values[group.id] = [
            {name: one.values[name] for name in own if name in one.values} for one in stand if one.whole
        ]


def _entry(
    form: SharedForm, group: FormField, written: Mapping[str, JsonValue], answer: Answer, outside: Outside
) -> SharedForm:
    """One entry as a form; what it took from the applicant's answers, and still has, is a copy of those."""
    answers: dict[str, Answer] = {}
    for name, value in written.items():
        outer = outside.answers.get(group.first.get(name, ""))
        same = outer is not None and outer.value == value
        answers[name] = Answer(value, answer.source, answer.at, group.first[name] if same else "")
    procedure = form.procedure.of_entry(group)
    return SharedForm(procedure, form.today, Answers(MappingProxyType(answers)), doubted=form.doubted, outside=outside)


def _own(stand: Standing) -> dict[str, JsonValue]:
    """What was answered itself and counts."""
    values = stand.answers.values()
    return {item.id: values[item.id] for _, asked in stand.pages for item in asked if item.id in values}


def _written(answer: Answer) -> Iterable[Mapping[str, JsonValue]]:
    entries = answer.value if isinstance(answer.value, list) else ()
    return (entry for entry in entries if isinstance(entry, dict))


def _can_follow(item: FormField, leader: FormField, counted: Mapping[str, Answer]) -> bool:
    """Whether the leader, which is asked, gives an answer where one is required."""
    return leader.id in counted or leader.required or not item.required


def _copy(item: FormField, counted: Mapping[str, Answer]) -> Answer | None:
    assert item.follows is not None
    answer = counted.get(item.follows.field)
    return replace(answer, copied_from=item.follows.field) if answer else None
