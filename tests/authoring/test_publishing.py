"""`kiosk procedures publish`: without one mistake, or nothing at all, with the reason."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.authoring.cli import main
from kiosk.headquarters.keys.authority import open_authority
from tests.headquarters.laid_tables import lay_down_tables


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of a headquarters that was started once."""
    lay_down_tables(tmp_path / "hq")
    open_authority(tmp_path / "hq" / "keys", "姫路市", lambda: datetime(2026, 11, 21, tzinfo=UTC))
    return tmp_path / "hq"


def publish(folder: Path, data: Path, *more: str) -> int:
    return main(["publish", "--folder", str(folder), "--data", str(data), "--lang", "ja", *more])


def test_each_publication_has_the_next_number(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(folder, data) == 0
    assert "第1版を公開しました（1手続き" in capsys.readouterr().out
    assert publish(folder, data, "--json", "--number", "9") == 0
    assert json.loads(capsys.readouterr().out)["number"] == 9
    assert publish(folder, data, "--number", "9") == 2
    assert "the newest bundle has number 9" in capsys.readouterr().err


def test_one_mistake_publishes_nothing_and_is_told_with_its_place(
    copy_of_folder: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("status: published", "status: live"), encoding="utf-8")
    assert publish(copy_of_folder, data) == 1
    said = capsys.readouterr().err
    assert f"{path}:5:9" in said
    assert "公開しませんでした。今の版がそのまま使われます" in said
    path.write_text(good, encoding="utf-8")
    assert publish(copy_of_folder, data, "--json") == 0
    assert json.loads(capsys.readouterr().out)["number"] == 1


def test_nothing_for_residents_is_not_published(
    copy_of_folder: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in copy_of_folder.glob("*/*.form.yml"):
        path.write_text(path.read_text("utf-8").replace("status: published", "status: draft"), encoding="utf-8")
    assert publish(copy_of_folder, data) == 1
    assert "公開しませんでした" in capsys.readouterr().err


def test_without_headquarters_data_or_procedures_it_says_so(
    folder: Path, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(folder, tmp_path / "empty") == 2
    assert "no data of a headquarters" in capsys.readouterr().err
    assert publish(tmp_path / "nowhere", data) == 2
    assert "手続きのフォルダーでもファイルでもありません" in capsys.readouterr().err
    assert not (tmp_path / "empty").exists(), "no new keys are made beside those of the town"
