"""Blank forms are written where asked: one file, or one for each procedure that can be used."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.authoring import blanks
from kiosk.authoring.cli import main
from tests.town import TOWN

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_one_form_goes_into_one_file_addressed_to_the_towns_mayor(tmp_path: Path) -> None:
    assert blanks.write(TOWN, ["juminhyo"], "宍粟市", tmp_path / "a" / "form.pdf", AT) == (tmp_path / "a" / "form.pdf",)
    assert "宍粟市長" in text_of(tmp_path / "a" / "form.pdf")


def test_all_forms_go_into_a_folder(tmp_path: Path) -> None:
    assert blanks.write(TOWN, [], "姫路市", tmp_path, AT) == (tmp_path / "juminhyo.pdf",)
    assert "手書き用" in text_of(tmp_path / "juminhyo.pdf")


def test_the_command_line_takes_the_towns_name_from_its_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hq.toml").write_text('[municipality]\nname = "宍粟市"\n', encoding="utf-8")
    form = tmp_path / "form.pdf"
    asked = ["blank", "juminhyo", "--folder", str(TOWN), "--out", str(form)]
    assert main([*asked, "--config", str(tmp_path / "hq.toml")]) == 0
    assert capsys.readouterr().out == f"{form}\n"
    assert "宍粟市長" in text_of(form)
    assert main([*asked, "--config", str(tmp_path / "none.toml")]) == 2
    assert main(["blank", "jumin", "--folder", str(TOWN), "--out", str(form), "--lang", "ja"]) == 2
    assert "「jumin」はありません。あるもの: juminhyo" in capsys.readouterr().err
