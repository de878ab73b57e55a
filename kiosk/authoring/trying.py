"""The tests inside a procedure file in words: what was answered, what was expected, what came."""

from collections.abc import Iterator
from datetime import date

from kiosk.authoring.wording import say
from kiosk.procedures.files.mistakes import Language
from kiosk.procedures.files.trial import filled, outcome
from kiosk.procedures.kinds.table import fits, kind_of
from kiosk.procedures.procedure import Procedure, Trial
from kiosk.values import dataclass


@dataclass(frozen=True)
class Tried:
    """One test; `lines` say what was expected and what came, `passed` whether that is the same."""

    number: int
    given: str
    lines: tuple[str, ...]
    passed: bool


def tried(procedure: Procedure, today: date, language: Language) -> tuple[Tried, ...]:
    """Every test of a file, numbered from 1 as they stand there."""
    return tuple(_tried(procedure, number, trial, today, language) for number, trial in enumerate(procedure.tests, 1))


def _tried(procedure: Procedure, number: int, trial: Trial, today: date, language: Language) -> Tried:
    form, refused = filled(procedure, trial, today)
    came = outcome(form)
    expected = {what: value for what, value in trial.expect if value is not None}
    lines = [say(language, "refused", name=name) for name in refused]
    for what, value in expected.items():
        facts = {"what": say(language, what), "came": _told(procedure, what, came[what], language)}
        if value == came[what]:
            lines.append(say(language, "as_expected", **facts))
        else:
            lines.append(say(language, "otherwise", expected=_told(procedure, what, value, language), **facts))
    given = " / ".join(_given(procedure, trial, language))
    passed = not refused and all(value == came[what] for what, value in expected.items())
    return Tried(number, given, tuple(lines), passed)


def _given(procedure: Procedure, trial: Trial, language: Language) -> Iterator[str]:
    for name, value in trial.given.items():
        field = procedure.field(name)
        if field is None or value is None or not fits(field, value):
            yield f"{name}: {value}"
        else:
            yield f"{field.label.in_(language)}: {kind_of(field).text(field, value, language)}"


def _told(procedure: Procedure, what: str, value: object, language: Language) -> str:
    """An outcome in words: yen, and the ids of the file with the beginning of what they say."""
    if isinstance(value, int):
        return say(language, "yen", count=f"{value:,}")
    ids = [value] if isinstance(value, str) and value else list(value) if isinstance(value, tuple) else []
    if not ids:
        return say(language, "none")
    parts = {
        "stop": {one.id: one.say for one in procedure.stops},
        "notices": {one.id: one.say for one in procedure.notices},
        "documents": {one.id: one.label for one in procedure.documents},
        "pages": {one.id: one.title for one in procedure.pages},
    }[what]
    return ", ".join(f"{one} ({parts[one].in_(language)})" if one in parts else str(one) for one in ids)
