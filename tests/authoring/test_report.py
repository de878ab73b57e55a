from pathlib import Path

import pytest

from kiosk.authoring import report
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.broken import BrokenFile
from kiosk.procedures.files.mistakes import Spot, mistake

PATH = Path("gomi/gomi.v1.form.yml")


def test_a_mistake_is_told_with_its_line_and_a_mark_under_the_place() -> None:
    broken = BrokenFile(PATH, Spot(2, 9), mistake("full_width_digits", written="３", plain="3"), "minutes")
    assert report.told(broken, ["a: 1", "  minut: ３"], "ja").split("\n") == [
        "gomi/gomi.v1.form.yml:2:9",
        "    minut: ３",
        "          ^"[:10] + "^",
        "    まちがい: minutes: 数字が全角（３）になっています",
        "    直し方:   半角で 3 と書いてください。",
    ]


def test_the_mark_stands_under_its_letter_also_behind_wide_ones() -> None:
    broken = BrokenFile(PATH, Spot(1, 8), mistake("tab"))
    shown = report.told(broken, ["ja: 品目, easy: x"], "en").split("\n")
    assert shown[1].index(",") == 10
    assert shown[2] == "    " + " " * 9 + "^", "two letters as wide as four stand before the comma"


@pytest.mark.parametrize("line", [1, 9])
def test_where_there_is_no_line_only_the_sentence_is_told(line: int) -> None:
    shown = report.told(BrokenFile(PATH, Spot(line, 1), mistake("empty_file")), [""], "en").split("\n")
    assert [one.strip().split(":")[0] for one in shown] == ["gomi/gomi.v1.form.yml", "wrong", "to mend"]


def test_programs_are_told_the_same() -> None:
    found = report.as_json(BrokenFile(PATH, Spot(2, 5), mistake("tab"), "pages"), "en")
    assert (found["path"], found["line"], found["column"], found["kind"]) == (str(PATH), 2, 5, "tab")
    assert str(found["reason"]).startswith("pages: a tab")
    assert str(found["mend"]).startswith("Replace the tab")


@pytest.mark.parametrize(("mistakes", "said"), [(0, "まちがいはありません"), (3, "直す所が3か所")])
def test_the_last_line_counts(mistakes: int, said: str) -> None:
    assert said in report.summed_up(mistakes, 2, "ja")


def test_lines_are_read_whatever_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa: \xff\nb")
    assert report.lines_of(tmp_path / "a") == ["a: \ufffd", "b"]
    assert report.lines_of(tmp_path / "nowhere") == []


def test_every_procedure_is_listed(folder: Path) -> None:
    found = report.listed(Catalog(folder).load().procedures)
    assert any(isinstance(one, dict) and (one["id"], one["pages"]) == ("juminhyo", 17) for one in found)


def test_of_each_language_is_said_how_much_a_native_reader_has_checked(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "vi.yml").write_text("い: {text: i, reviewed_by: Nguyen}\nろ: ro\n", encoding="utf-8")
    assert report.languages(tmp_path) == {"vi": {"texts": 2, "checked": 1}}
