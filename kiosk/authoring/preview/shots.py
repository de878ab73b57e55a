"""Which screens of a procedure are shown, in which order, with which answers: decided before anything is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from pydantic import JsonValue

from kiosk.authoring.at_booth import NO_CALENDARS, Resident, usual
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    Answering,
    Handed,
    HandedIn,
    HandingIn,
    Preparing,
    Reviewing,
    Signing,
    Stopped,
    WaitingForCard,
)
from kiosk.headquarters.bookings.calendars import Calendars
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import FieldType, Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass

_MOST: Final = 200
STOP: Final = "stop-"
"""Begins the subject of a screen on which it ends, before the stop's id."""
REFERENCE: Final = "IE-4731-08K"
RECEIPT: Final = "2026-001234"


@dataclass(frozen=True)
class Shot:
    """One screen.

    Attributes:
        name: of its picture; in the order of the screens.
        subject: page, field or stop by its id; what else it is otherwise.
        trial: the number of the test whose answers lead here, 0 for the usual ones.
        said: the sentence that lets nobody go on, where there is one.
    """

    name: str
    subject: str
    resident: Resident
    trial: int = 0
    said: str = ""


@dataclass(frozen=True)
class Shots:
    """Every screen, and the form that is handed in at the end, with what the resident takes home about it; None where
    the answers lead to a stop.
    """

    shots: tuple[Shot, ...]
    form: SharedForm | None
    handed: Handed | None
    pages: frozenset[str]
    """Pages that are on some screen."""


def shots(
    procedure: Procedure, answers: Mapping[str, JsonValue], locale: str, calendars: Calendars = NO_CALENDARS
) -> Shots:
    """The screens of a resident who gives `answers`, the usual ones otherwise; then those that the tests lead to."""
    taken: list[Shot] = []
    main = _Walk(procedure, answers, locale, calendars)
    taken += main.shots()
    met = {one.subject for one in taken}
    for number, trial in enumerate(procedure.tests, 1):
        for shot in _Walk(procedure, trial.given, locale, calendars).shots():
            if shot.subject not in met and isinstance(shot.resident.stage, Answering | Stopped):
                met.add(shot.subject)
                taken.append(replace(shot, trial=number))
    numbered = tuple(replace(one, name=f"{number:02}-{one.subject}") for number, one in enumerate(taken, 1))
    on_screen = {page.id for field in met if (page := procedure.page_of(field)) is not None}
    return Shots(numbered, main.form, main.handed, frozenset(on_screen))


class _Walk:
    """One resident's way; `form` is what is handed in once `shots` came to the review, `handed` what is left of it."""

    def __init__(
        self, procedure: Procedure, answers: Mapping[str, JsonValue], locale: str, calendars: Calendars
    ) -> None:
        self._calendars = calendars
        self._procedure = procedure
        self._answers = answers
        self._locale = locale
        self.form: SharedForm | None = None
        self.handed: Handed | None = None

    def shots(self) -> Iterator[Shot]:
        """Every screen from the papers to the number."""
        *before, here = Resident.before(self._procedure, self._locale, self._calendars).to_first_question()
        for one in before:
            if isinstance(one.stage, Preparing | WaitingForCard):
                yield Shot("", "preparing" if isinstance(one.stage, Preparing) else "card", one)
        for _ in range(_MOST):
            if not isinstance(here.stage, Answering):
                break
            answered = here.choosing_a_time().answering(dict(self._given(here)))
            after = answered.forward()
            stuck = isinstance(after.stage, Answering) and after.stage.field == here.stage.field
            said = after.stage.problems[0].text if stuck and isinstance(after.stage, Answering) else ""
            yield Shot("", here.stage.field, after if stuck else answered, said=said)
            yield from _about_one(answered)
            if stuck:
                return
            here = after
        yield from self._end(here)

    def _given(self, here: Resident) -> Iterator[tuple[str, JsonValue]]:
        for field in here.fields():
            given = self._answers.get(field.id)
            if given is not None and fits(field, given):
                yield field.id, given
            elif field.type is FieldType.SLOT:
                continue  # chosen from those that are free
            elif field.required or field.default is not None:
                yield field.id, usual(self._procedure, field)

    def _end(self, here: Resident) -> Iterator[Shot]:
        if isinstance(here.stage, Stopped):
            yield Shot("", f"{STOP}{here.stage.stop}", here)
        if not isinstance(here.stage, Reviewing):
            return
        self.form = here.visit.form
        yield Shot("", "review", here)
        here = here.forward()
        if isinstance(here.stage, Signing):
            yield Shot("", "sign", here)
            here = here.after(ev.SignatureChanged(b"png"), ev.ForwardPressed())
        if isinstance(here.stage, HandingIn):
            done = here.after(ev.Stored(REFERENCE), ev.SlipPrinted(), ev.Received(REFERENCE, RECEIPT))
            if isinstance(done.stage, HandedIn):
                (self.handed,) = done.stage.applications
            yield Shot("", "handed-in", done)


def _about_one(resident: Resident) -> Iterator[Shot]:
    """The questions about the first one who is entered into the group on the screen; none where it is no group."""
    seen: set[str] = set()
    here = resident.after(ev.EntryPressed(0))
    while isinstance(here.stage, Answering) and here.stage.within and here.stage.field not in seen:
        seen.add(here.stage.field)
        yield Shot("", here.stage.field, here)
        here = here.forward()
