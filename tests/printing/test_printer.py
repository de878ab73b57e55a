"""Choosing the printer from settings."""

from pathlib import Path

import pytest

from kiosk.printing.cups import CupsPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.printer import PrinterSettings, choose
from kiosk.settings import SettingsError, load


def test_a_folder_is_the_default() -> None:
    assert isinstance(choose(PrinterSettings()), FolderPrinter)


def test_cups_is_one_setting_away() -> None:
    assert isinstance(choose(PrinterSettings(kind="cups", queue="slip")), CupsPrinter)


def test_cups_without_a_queue_says_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"printer\.queue"):
        choose(PrinterSettings(kind="cups"))


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "printer.toml").write_text('kind = "cups"\nqueu = "slip"\n')
    with pytest.raises(SettingsError, match="did you mean 'queue'"):
        load(tmp_path / "printer.toml", PrinterSettings)
