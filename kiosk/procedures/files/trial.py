"""Trials: the tests inside a procedure file, run as a resident would answer."""

from datetime import UTC, date, datetime, time

from kiosk.procedures.navigation import documents, fee, notices, stop, visible_pages
from kiosk.procedures.procedure import Expected, Procedure
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.protocol.forms import FieldEdited, Source


def failures(procedure: Procedure, today: date) -> tuple[tuple[int, str], ...]:
    """(number of the test, what came instead) for each test that fails; numbers count from 0."""
    found = []
    for number, trial in enumerate(procedure.tests):
        at = datetime.combine(today, time(3), UTC)
        form = SharedForm.begin(procedure, today, at)
        for name, value in trial.given.items():
            item = procedure.field(name)
            source = Source.STAFF if item and item.by_staff else Source.RESIDENT
            changed = form.apply(FieldEdited(field=name, value=value, source=source, at=at))
            if isinstance(changed, Refused):
                found.append((number, f"'{name}' was refused: {changed.why}"))
            else:
                form = changed
        found += [(number, difference) for difference in _differences(form, trial.expect)]
    return tuple(found)


def _differences(form: SharedForm, expect: Expected) -> list[str]:
    end = stop(form)
    outcome: dict[str, object] = {
        "fee": fee(form),
        "stop": end.id if end else "",
        "notices": tuple(item.id for item in notices(form)),
        "documents": tuple(item.id for item in documents(form)),
        "pages": tuple(page.id for page in visible_pages(form)),
    }
    wanted = {name: value for name, value in expect if value is not None}
    return [
        f"{name}: expected {value!r}, got {outcome[name]!r}" for name, value in wanted.items() if value != outcome[name]
    ]
