"""Trials: the tests inside a procedure file, run as a resident would answer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from kiosk.procedures.files.mistakes import Finding, mistake
from kiosk.procedures.navigation import documents, fee, notices, stop, visible_pages
from kiosk.procedures.procedure import Expected, Procedure, Trial
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass


def failures(procedure: Procedure, today: date) -> Iterator[Finding]:
    """What came instead of what was expected, for each test that fails."""
    for number, trial in enumerate(procedure.tests):
        form, refused = filled(procedure, trial, today)
        for name in refused:
            yield Finding(("tests", number, "given", name), mistake("trial_refused", number=number + 1, name=name))
        found = differences(form, trial.expect)
        if found:
            yield from _half_entered(number, form)
        for difference in found:
            wrong = mistake(
                "trial_failed", number=number + 1, what=difference.what,
                expected=_told(difference.expected), came=_told(difference.came),
            )  # fmt: skip
            yield Finding(("tests", number, "expect", difference.what), wrong)


def _half_entered(number: int, form: SharedForm) -> Iterator[Finding]:
    """Who is entered by half and therefore counted nowhere, which is mostly why a test fails."""
    for name, entered in standing(form).entered.items():
        for at, entry in enumerate(entered.entries, 1):
            stands = standing(entry)
            asked = (item for _, fields in stands.pages for item in fields)
            missing = [item.id for item in asked if item.required and item.id not in stands.answers]
            if missing:
                told = mistake("trial_half_entered", number=number + 1, name=name, entry=at, missing=", ".join(missing))
                yield Finding(("tests", number, "given", name), told)


def filled(procedure: Procedure, trial: Trial, today: date) -> tuple[SharedForm, tuple[str, ...]]:
    """The form with what a test gives, and the fields that did not take it."""
    at = datetime.combine(today, time(3), UTC)
    form, refused = SharedForm.begin(procedure, today, at), []
    for name, value in trial.given.items():
        item = procedure.field(name)
        source = Source.STAFF if item and item.by_staff else Source.RESIDENT
        changed = form.apply(FieldEdited(field=name, value=value, source=source, at=at))
        if isinstance(changed, Refused):
            refused.append(name)
        else:
            form = changed
    return form, tuple(refused)


@dataclass(frozen=True)
class Difference:
    """One thing a test expects and what came instead."""

    what: str
    expected: object
    came: object


def outcome(form: SharedForm) -> dict[str, object]:
    """What a form leads to, by the names that a test may expect."""
    end = stop(form)
    return {
        "fee": fee(form),
        "stop": end.id if end else "",
        "notices": tuple(item.id for item in notices(form)),
        "documents": tuple(item.id for item in documents(form)),
        "pages": tuple(page.id for page in visible_pages(form)),
    }


def differences(form: SharedForm, expect: Expected) -> tuple[Difference, ...]:
    """What is not as expected; what is not named is not looked at."""
    came = outcome(form)
    wanted = {name: value for name, value in expect if value is not None}
    return tuple(Difference(name, value, came[name]) for name, value in wanted.items() if value != came[name])


def _told(value: object) -> str:
    """A value as the file writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return f"'{value}'" if isinstance(value, str) else str(value)
