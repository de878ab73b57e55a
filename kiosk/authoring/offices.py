"""Offices that procedures name: counters and calendars that the town has; one that is not there serves nobody."""

import difflib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from kiosk.headquarters.bookings.calendars import Calendars, load_calendars
from kiosk.headquarters.calls.counters import load_counters
from kiosk.procedures.fields import FormField
from kiosk.procedures.files.mistakes import Finding, Mistake, Place, mistake
from kiosk.procedures.procedure import FieldType, ProcedureFile
from kiosk.settings import SettingsError
from kiosk.values import dataclass


@dataclass(frozen=True)
class Offices:
    """The ids in ``counters.toml`` and ``bookings.toml``; None where nobody knows them, and then nothing is told."""

    counters: frozenset[str] | None = None
    calendars: frozenset[str] | None = None

    @classmethod
    def beside(cls, folder: Path, counters: Path | None = None, bookings: Path | None = None) -> "Offices":
        """Those of the two files given, else of those beside a folder of procedures.

        A file that cannot be read is headquarters' own mistake, told when it starts.
        """
        return cls(
            _counters(counters or folder.parent / "counters.toml"),
            _calendars(bookings or folder.parent / "bookings.toml"),
        )

    def unknown(self, file: object) -> Iterator[Finding]:
        """Every office that a file names and that is not there."""
        for place, name in _named(file, "counter"):
            if self.counters is not None and name not in self.counters:
                yield Finding(place, _missing("counter", name, self.counters), name)
        for place, name in _named(file, "calendar"):
            if self.calendars is not None and name not in self.calendars:
                yield Finding(place, _missing("calendar", name, self.calendars), name)
        if isinstance(file, ProcedureFile) and self.calendars is not None and file.office.counter not in self.calendars:
            for place, slot in _slots(file):
                told = mistake("no_own_calendar", name=slot.id, counter=file.office.counter)
                yield Finding((*place, "type"), told)


def _counters(path: Path) -> frozenset[str] | None:
    try:
        return frozenset(one.id for one in load_counters(path).counter) if path.is_file() else None
    except SettingsError:
        return None


def calendars_beside(folder: Path) -> Calendars:
    """What ``bookings.toml`` beside a folder of procedures offers; nothing where it is not there or cannot be read."""
    path = folder.parent / "bookings.toml"
    try:
        return load_calendars(path) if path.is_file() else Calendars()
    except SettingsError:
        return Calendars()


def _calendars(path: Path) -> frozenset[str] | None:
    try:
        return frozenset(one.id for one in load_calendars(path).calendar) if path.is_file() else None
    except SettingsError:
        return None


def _missing(kind: str, name: str, known: frozenset[str]) -> Mistake:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    ids = ", ".join(sorted(known))
    if kind == "counter":
        return mistake("no_counter", name=name, near=near[0] if near else ids)
    return mistake("no_calendar", name=name, near=near[0] if near else ids)


def _named(part: object, key: str, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every value of a key in a part, with its place."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == key and isinstance(value, str):
                yield (*place, name), value
            else:
                yield from _named(value, key, (*place, name))
    elif isinstance(part, dict | tuple):
        for at, item in part.items() if isinstance(part, dict) else enumerate(part):
            yield from _named(item, key, (*place, at))


def _slots(part: object, place: Place = ()) -> Iterator[tuple[Place, FormField]]:
    """Every time to be booked of a part for which no calendar is named."""
    if isinstance(part, FormField):
        if part.type is FieldType.SLOT and part.calendar is None:
            yield place, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _slots(getattr(part, name), (*place, name))
    elif isinstance(part, tuple):
        for at, item in enumerate(part):
            yield from _slots(item, (*place, at))
