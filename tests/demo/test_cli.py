"""The demo's folder: an earlier demo's is made anew, anything else is left alone."""

import json
from pathlib import Path

import pytest

from kiosk.demo import cli
from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed


def test_an_earlier_demo_is_made_room_for(tmp_path: Path) -> None:
    out = tmp_path / "demo-out"
    cli.make_room(out)
    (out / "summary.json").write_text("{}")
    (out / "01-booth-welcome.png").write_text("")
    cli.make_room(out)
    assert list(out.iterdir()) == []


def test_what_is_not_a_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(ProgramFailed, match="holds other things"):
        cli.make_room(tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProgramFailed, match="cannot be written"):
        cli.make_room(tmp_path / "file")


def test_parts_that_are_missing_are_named_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "missing_parts", lambda: ["pcscd", "vsmartcard-vpcd"])
    assert cli.main(["--play", "--out", str(tmp_path / "out")]) == 2
    assert "pcscd vsmartcard-vpcd" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_demo_that_does_not_get_far_is_not_ok(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def refuse(_counter: Counter) -> None:
        raise ProgramFailed("headquarters ended with 1")

    monkeypatch.setattr(cli, "missing_parts", list)
    monkeypatch.setattr(Counter, "open", refuse)
    out, kept = tmp_path / "out", tmp_path / "kept"
    assert cli.main(["--play", "--out", str(out), "--keep", str(kept)]) == 1
    printed = capsys.readouterr()
    assert "✗ headquarters ended with 1" in printed.err
    summary = json.loads((out / "summary.json").read_text())
    assert summary["ok"] is False
    assert "a reference" in summary["missing"]
    assert kept.is_dir()
