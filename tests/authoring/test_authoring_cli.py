import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.authoring.cli import main


def test_the_real_files_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(folder), "--lang", "ja"]) == 0
    assert "まちがいはありません" in capsys.readouterr().out


def test_a_mistake_is_told_with_file_line_column_and_how_to_mend_it(
    copy_of_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: live"), encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert main(["lint", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"{path}:5:9\n    status: live " in said
    assert "「live」は使えません" in said
    assert "使えるのは 'draft', 'published', 'retired' です。" in said
    assert main(["lint", "--json", "--lang", "en", str(path)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["mistakes"]
    assert (found["line"], found["column"], found["kind"]) == (5, 9, "one_of")


def test_a_path_that_is_no_procedure_is_no_mistake_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "--lang", "ja", str(tmp_path / "nowhere")]) == 2
    assert "手続きのフォルダーでもファイルでもありません" in capsys.readouterr().err


def test_the_list_tells_people_and_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--folder", str(folder), "--lang", "ja"]) == 0
    said = capsys.readouterr().out
    assert "juminhyo 3.1.0 published  住民票の写し" in said
    assert "母語の人が確認したもの 0" in said
    assert main(["list", "--json", "--folder", str(folder)]) == 0
    assert "juminhyo" in {one["id"] for one in json.loads(capsys.readouterr().out)["procedures"]}


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
    assert main(["schema", "--of", "groups"]) == 0
    assert "groups" in json.loads(capsys.readouterr().out)["properties"]


def test_the_tests_of_a_procedure_are_told_and_it_is_walked_through(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", "juminhyo", "--folder", str(folder), "--walks", "2", "--lang", "ja"]) == 0
    assert "○ 手数料: 300円" in capsys.readouterr().out
    assert main(["test", "--json", "--folder", str(folder), "--walks", "1"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["passed"] is True


def test_a_test_that_fails_is_no_mistake_that_stops_the_trying(
    copy_of_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("fee: 300", "fee: 400"), encoding="utf-8")
    assert main(["test", "juminhyo", "--folder", str(copy_of_folder), "--walks", "1", "--lang", "ja"]) == 1
    assert "× 手数料: 400円 のはずが、300円 になりました" in capsys.readouterr().out


def test_what_cannot_be_read_is_to_be_mended_first(copy_of_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: live"), encoding="utf-8")
    assert main(["test", "--folder", str(copy_of_folder), "--lang", "ja"]) == 1
    assert "先に直してください" in capsys.readouterr().err
    assert main(["test", "gomi", "--folder", str(copy_of_folder), "--lang", "ja"]) == 2
    assert "あるもの: juminhyo" in capsys.readouterr().err


def test_a_preview_is_made_of_a_procedure_and_given_answers(
    qapp: QApplication, copy_of_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "answers.yml"
    told.write_text("who: third\n", encoding="utf-8")
    form = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    form.write_text(form.read_text(encoding="utf-8").split("\ntests:")[0] + "\n", encoding="utf-8")
    asked = ["preview", "juminhyo", "--folder", str(copy_of_folder), "--out", str(tmp_path / "out"), "--width", "320"]
    assert main([*asked, "--answers", str(told)]) == 0
    assert "index.html" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "out").glob("*.png"))[-1].endswith("stop-third.png")
    told.write_text("who: nobody\n", encoding="utf-8")
    assert main([*asked, "--answers", str(told)]) == 1
    assert main(["preview", "gomi", "--folder", str(copy_of_folder), "--out", str(tmp_path)]) == 2


def test_a_procedure_is_begun_and_looked_at(copy_of_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--folder", str(copy_of_folder), "--lang", "ja"]
    assert main(["new", "gomi", "--group", "talk", *where]) == 0
    said = capsys.readouterr().out
    assert "gomi.v1.form.yml を作りました" in said
    assert "ボタン「talk」に入れました" in said
    assert main(["lint", str(copy_of_folder)]) == 0
    assert main(["new", "gomi", *where]) == 2
    assert "がもうあります" in capsys.readouterr().err
    (copy_of_folder / "groups.yml").write_text("groups：", encoding="utf-8")
    assert main(["new", "inu", *where]) == 1


def test_texts_go_out_as_a_table_and_come_back(copy_of_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy_of_folder.parent / "texts.csv"
    where = ["--folder", str(copy_of_folder), "--lang", "ja"]
    assert main(["texts", "export", str(path), *where]) == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"わたし","わたし","Mine"', '"わたし","わたし","My own"'), encoding="utf-8", newline=""
    )
    assert main(["texts", "import", str(path), *where]) == 0
    assert "1 か所を、1 のファイルに書きました" in capsys.readouterr().out
    assert "en: My own}" in (copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml").read_text(encoding="utf-8")
    path.write_text(text.replace('"わたし","わたし","Mine"', '"わたし","私","Mine"'), encoding="utf-8", newline="")
    assert main(["texts", "import", str(path), *where]) == 1
    said = capsys.readouterr().err
    assert "行目: やさしい日本語の「私」によみがながありません" in said
    assert "何も書きませんでした" in said


@pytest.mark.parametrize(("content", "said"), [(b"\x83\x65", "CSV UTF-8"), (None, "No such file")])
def test_what_is_no_table_is_refused(
    copy_of_folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    path = copy_of_folder.parent / "texts.csv"
    if content is not None:
        path.write_bytes(content)
    assert main(["texts", "import", str(path), "--folder", str(copy_of_folder), "--lang", "ja"]) == 2
    assert said in capsys.readouterr().err


def test_a_table_is_not_taken_into_a_folder_with_mistakes(
    copy_of_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = copy_of_folder.parent / "texts.csv"
    where = ["--folder", str(copy_of_folder), "--lang", "ja"]
    main(["texts", "export", str(path), *where])
    form = copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml"
    form.write_text(form.read_text(encoding="utf-8").replace("status: published", "status: live"), encoding="utf-8")
    assert main(["texts", "import", str(path), *where]) == 1
    assert "juminhyo.v3.form.yml:5:9" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["new", "gomi"], ["test"], ["preview", "gomi", "--out", "out"], ["texts", "export", "all.csv"]]
)
def test_where_no_procedures_lie_nothing_is_made_and_it_is_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert main(command) == 2
    assert "命令は config のあるフォルダーで打ちます" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
