"""What an installer may choose about paper, read without what makes papers."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from kiosk.applications.settings import SlipSettings


def test_a_slip_comes_on_a_roll_unless_somebody_says_otherwise() -> None:
    assert SlipSettings().paper == "roll80"
    with pytest.raises(ValidationError):
        SlipSettings.model_validate({"paper": "letter"})


def test_the_settings_of_a_booth_are_read_without_what_makes_papers() -> None:
    """A booth reads them before its first picture; documents and fonts took a tenth of the time until then."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, kiosk.booth.settings; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "kiosk.booth.settings" in loaded
    assert not loaded & {"kiosk.applications.slip", "kiosk.applications.document", "kiosk.applications.glyphs", "yaml"}
