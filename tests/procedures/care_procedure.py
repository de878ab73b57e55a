"""An invented procedure with fields that only staff write, for tests only."""

from datetime import date
from pathlib import Path
from typing import Any

from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.conftest import AT
from tests.procedures.laid_down import laid_down

FILE = Path(__file__).with_name("care.v1.form.yml").read_text(encoding="utf-8")


def care_procedure() -> Procedure:
    """The procedure."""
    return laid_down("care", FILE)


def care_form(by_staff: dict[str, Any] | None = None, **answers: Any) -> SharedForm:
    """Its form with these answers of the resident, and what staff wrote."""
    form = SharedForm.begin(care_procedure(), date(2026, 11, 21), AT)
    for source, given in ((Source.RESIDENT, answers), (Source.STAFF, by_staff or {})):
        for name, value in given.items():
            after = form.apply(FieldEdited(field=name, value=value, source=source, at=AT))
            assert isinstance(after, SharedForm), after
            form = after
    return form
