"""A resident at a booth, as events through the booth's own rules: what a touch leads to, with nothing drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from pydantic import JsonValue

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import slots
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.stages import Answering, Preparing, Reviewing, Stage, WaitingForCard
from kiosk.headquarters.bookings.calendars import Calendars, offered
from kiosk.procedures import navigation
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds.table import fits, kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure
from kiosk.values import dataclass

DAY: Final = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
"""The day on which everything is tried, so that it means the same on every day."""
_MINUTES: Final = 30
FREE: Final = tuple(
    datetime(2026, 11, day, 9, tzinfo=JAPAN) + timedelta(minutes=_MINUTES * number)
    for day in (24, 25, 26, 27)
    for number in range(14)
)
"""The times that headquarters would tell to be free, where nobody knows the calendar."""
COUNTER: Final = "市役所 1階 3番窓口"
NO_CALENDARS: Final = Calendars()
"""Nobody knows what the town offers."""
_GROUP: Final = "authoring"
_FOREIGN: Final = "NGUYEN THI HOA"
"""What is asked only of people whose name is in Latin letters is walked through, too."""


@dataclass(frozen=True)
class Resident:
    """Where a resident is in one procedure; each touch gives another."""

    procedure: Procedure
    visit: Visit
    calendars: Calendars = NO_CALENDARS

    @classmethod
    def before(cls, procedure: Procedure, locale: str = "ja", calendars: Calendars = NO_CALENDARS) -> "Resident":
        """In front of the welcome screen; times are offered as `calendars` say."""
        arrived = cls(procedure, Visit(locale=locale), calendars)
        return arrived.after(ev.Ticked(1.0, DAY, in_call=False), ev.GroupChosen(_GROUP))

    @property
    def rules(self) -> Rules:
        """A booth that offers this procedure, whatever its status is."""
        return Rules({self.procedure.id: self.procedure})

    @property
    def stage(self) -> Stage:
        """What the screen shows."""
        return self.visit.stage

    def after(self, *events: ev.Event) -> "Resident":
        """After these touches."""
        visit = self.visit
        for event in events:
            visit, _ = decide(visit, event, self.rules)
        return replace(self, visit=visit)

    def to_first_question(self) -> Iterator["Resident"]:
        """Every screen before the first question, without a card; the last is the first question."""
        here = self.after(ev.ProcedureChosen(self.procedure.id))
        yield here
        while isinstance(here.stage, Preparing):
            here = here.after(ev.ForwardPressed())
            yield here
        if isinstance(here.stage, WaitingForCard):
            yield here.after(ev.WithoutCardChosen())

    def fields(self) -> tuple[FormField, ...]:
        """The fields on the screen."""
        if self.visit.form is None or not isinstance(self.stage, Answering):
            return ()
        step = navigation.step_at(self.visit.form, self.stage.field)
        return step.fields if step else ()

    def answering(self, answers: dict[str, JsonValue]) -> "Resident":
        """The same screen after these answers."""
        return self.after(*(ev.AnswerGiven(field, value) for field, value in answers.items()))

    def choosing_a_time(self) -> "Resident":
        """The first free time is chosen and kept, as with headquarters on the line; nothing where none is asked for."""
        field = slots.slot_field(self.visit)
        if field is None:
            return self
        name = slots.calendar_of(self.visit, field)
        calendar = self.calendars.get(name)
        free = (offered(calendar, DAY) if calendar else ()) or FREE
        minutes, place = (calendar.slot_minutes, calendar.place) if calendar else (_MINUTES, COUNTER)
        told = self.after(ev.SlotsTold(name, free, place))
        day, start = free[0].date().isoformat(), free[0].isoformat()
        asking = told.after(ev.OptionTouched(field.id, day), ev.OptionTouched(field.id, start))
        return asking.after(ev.SlotHeld(asking.visit.diary.hold, free[0], minutes, DAY + timedelta(hours=1)))

    def forward(self) -> "Resident":
        """After つぎへ."""
        return self.after(ev.ForwardPressed())

    def can_sign(self) -> bool:
        """Whether the review lets the resident go on."""
        after = self.forward()
        return isinstance(self.stage, Reviewing) and not isinstance(after.stage, Answering | Reviewing)


def candidates(procedure: Procedure, field: FormField) -> list[JsonValue]:
    """Values to answer a field with: all there are, else those of the file's tests, its example, its bounds."""
    possible = kind_of(field).possible(field)
    if possible:
        return [one for one in possible if one != []]
    tried = [trial.given[field.id] for trial in procedure.tests if field.id in trial.given]
    bounds = [field.minimum, field.maximum] if field.type in (FieldType.INTEGER, FieldType.AMOUNT) else []
    example = [field.example.in_("ja")] if field.example else []
    foreign = [_FOREIGN] if field.type is FieldType.NAME else []
    found = [*tried, *example, field.default, *bounds, kind_of(field).sample(field), *foreign]
    return [
        one for number, one in enumerate(found) if one is not None and fits(field, one) and one not in found[:number]
    ]


def usual(procedure: Procedure, field: FormField) -> JsonValue:
    """The usual answer: the preset, the first option, a no; else the first that fits."""
    if field.default is not None:
        return field.default
    if field.type is FieldType.BOOLEAN:
        return False
    return candidates(procedure, field)[0]
