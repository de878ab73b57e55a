"""The pages offer what can be taken along; what is given is tried in `handover/test_desk.py`."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[4] / "kiosk/headquarters/web/console/templates"


def test_both_pages_lead_to_the_downloads() -> None:
    case = (TEMPLATES / "case.html").read_text(encoding="utf-8")
    assert "/handover.json" in case
    assert "/handover.csv" in case
    assert 'href="/cases.csv?state=' in (TEMPLATES / "cases.html").read_text(encoding="utf-8")
