from pathlib import Path

import pytest

from kiosk.card.settings import CardSettings
from kiosk.settings import SettingsError, load


def test_a_counter_takes_no_virtual_card_unless_it_is_told_to(tmp_path: Path) -> None:
    file = tmp_path / "card.toml"
    file.write_text('reader = "ACS"\nflow_s = 12.5\n')
    found = load(file, CardSettings)
    assert (found.reader, found.flow_s, found.allow_virtual) == ("ACS", 12.5, False)


def test_a_key_that_was_renamed_is_named_as_it_is_called_now(tmp_path: Path) -> None:
    file = tmp_path / "card.toml"
    file.write_text("flow_seconds = 12.5\n")
    with pytest.raises(SettingsError, match="'flow_seconds'; it is called 'flow_s' now"):
        load(file, CardSettings)
