"""An invented procedure that books a time, for tests only."""

from pathlib import Path

from kiosk.procedures.procedure import Procedure
from tests.procedures.laid_down import laid_down

FILE = Path(__file__).with_name("visit.v1.form.yml").read_text(encoding="utf-8")


def visit_procedure() -> Procedure:
    """The procedure."""
    return laid_down("visit", FILE)
