"""An invented procedure that pays money out: an account of one's own, and one for refunds, for tests only."""

from datetime import date
from pathlib import Path
from typing import Any

from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.conftest import AT
from tests.procedures.laid_down import laid_down

FILE = Path(__file__).with_name("allowance.v1.form.yml").read_text(encoding="utf-8")


def account_procedure() -> Procedure:
    """The procedure."""
    return laid_down("allowance", FILE)


def account_form(**answers: Any) -> SharedForm:
    """Its form with these answers."""
    form = SharedForm.begin(account_procedure(), date(2026, 11, 21), AT)
    for name, value in answers.items():
        after = form.apply(FieldEdited(field=name, value=value, source=Source.RESIDENT, at=AT))
        assert isinstance(after, SharedForm), after
        form = after
    return form
