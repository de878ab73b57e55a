"""An invented procedure in which several people are entered and something is computed, for tests only."""

from datetime import date
from pathlib import Path
from typing import Any

from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.conftest import AT
from tests.procedures.laid_down import laid_down

FILE = Path(__file__).with_name("moving.v1.form.yml").read_text(encoding="utf-8")
BIRTH = {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
HANAKO: dict[str, Any] = {"m_name": "葛\U000e0102西　花子", "m_birth": BIRTH, "m_relation": "head", "m_same": True}
TARO: dict[str, Any] = {
    "m_name": "葛\U000e0102西　太郎", "m_birth": {"year": 2019, "month": 5, "day": 6, "as_written": "令和元年5月6日"},
    "m_relation": "child", "m_same": False, "m_addr": "神戸市中央区",
}  # fmt: skip


def group_procedure() -> Procedure:
    """The procedure."""
    return laid_down("moving", FILE)


def moving_form(**answers: Any) -> SharedForm:
    """Its form with these answers."""
    form = SharedForm.begin(group_procedure(), date(2026, 11, 21), AT)
    for name, value in answers.items():
        after = form.apply(FieldEdited(field=name, value=value, source=Source.RESIDENT, at=AT))
        assert isinstance(after, SharedForm), after
        form = after
    return form
