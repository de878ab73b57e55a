import json
from pathlib import Path

import pytest

from kiosk.procedures.cli import main


def test_check_passes_the_real_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--folder", str(folder)]) == 0
    assert "juminhyo 3.1.0 published" in capsys.readouterr().out


def test_check_names_file_line_and_reason(copy_of_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: live"), encoding="utf-8")
    assert main(["check", "--folder", str(copy_of_folder)]) == 1
    assert f"{path}:5: status:" in capsys.readouterr().err
    assert main(["check", "--json", "--folder", str(copy_of_folder)]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["line"] == 5


def test_list_tells_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json", "--folder", str(folder)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["status"]) for one in report["procedures"]] == [("juminhyo", "published")]
    assert report["problems"] == []


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
    assert main(["schema", "--of", "groups"]) == 0
    assert "groups" in json.loads(capsys.readouterr().out)["properties"]


def test_a_missing_folder_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--folder", str(tmp_path / "nowhere")]) == 1
    assert "no procedure files" in capsys.readouterr().err
