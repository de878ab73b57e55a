"""The lint over whole folders and single files, and over what a town's staff get wrong (`tests/procedures/broken`)."""

import re
from pathlib import Path

import pytest

from kiosk.authoring.linting import Linted, NoProcedures, lint, newest
from kiosk.authoring.offices import Offices
from tests.authoring.conftest import BROKEN

FORM = "juminhyo/juminhyo.v3.form.yml"
EXPECTED = re.compile(r"# (\d+)行目 (\w+): ")
"""The first line of a broken procedure: where its one mistake stands, and of which kind it is."""


def change(folder: Path, file: str, old: str, new: str) -> int:
    """Change one text of a file; gives the line (from 1) of the change."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def told(linted: Linted) -> list[tuple[str, str]]:
    return [(one.path.name, one.mistake.kind) for one in linted.mistakes]


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.yml")))
def test_the_one_mistake_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    text = (BROKEN / f"{name}.yml").read_text(encoding="utf-8")
    path = tmp_path / "gomi" / "gomi.v1.form.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    expected = EXPECTED.match(text)
    assert expected is not None
    (found,) = lint(path).mistakes
    assert (found.at.line, found.mistake.kind) == (int(expected[1]), expected[2])
    line = text.split("\n")[found.at.line - 1]
    assert 1 <= found.at.column <= len(line)
    assert line[found.at.column - 1] != " "


def test_the_delivered_files_are_without_a_mistake(delivered: Path) -> None:
    assert lint(delivered).mistakes == ()


def test_every_kind_of_file_is_looked_at(folder: Path) -> None:
    linted = lint(folder)
    assert linted.mistakes == ()
    assert {folder / FORM, folder / "groups.yml", folder / "blocks.yml", folder / "words" / "vi.yml"} <= {*linted.files}


def test_of_one_file_only_its_own_mistakes_are_told(copy_of_folder: Path) -> None:
    change(copy_of_folder, FORM, "status: published", "status: live")
    change(copy_of_folder, "words/vi.yml", "わたし:", "あなた:")
    assert [name for name, _ in told(lint(copy_of_folder))] == ["juminhyo.v3.form.yml"]
    assert lint(copy_of_folder / "words" / "vi.yml").files == (copy_of_folder / "words" / "vi.yml",)
    assert lint(copy_of_folder / "words" / "vi.yml").mistakes == ()
    for part in (FORM, "juminhyo"):
        linted = lint(copy_of_folder / part)
        assert copy_of_folder / FORM in linted.files
        assert told(linted) == [("juminhyo.v3.form.yml", "one_of")]


def test_blocks_that_cannot_be_read_are_told_with_every_file_that_needs_them(copy_of_folder: Path) -> None:
    change(copy_of_folder, "blocks.yml", "type: tel", "type: phone")
    assert told(lint(copy_of_folder / FORM)) == [("blocks.yml", "one_of")]


def test_papers_are_looked_at_once_the_blocks_can_be_read(copy_of_folder: Path) -> None:
    change(copy_of_folder, "blocks.yml", "      title:", "      titel:")
    assert told(lint(copy_of_folder)) == [("blocks.yml", "unknown_key")]


def test_a_text_missing_in_a_block_is_told_in_the_block(copy_of_folder: Path) -> None:
    line = change(copy_of_folder, "blocks.yml", "easy: 名前(なまえ), en: Name", "easy: 名前")
    blocks = [one for one in lint(copy_of_folder).mistakes if one.path.name == "blocks.yml"]
    assert [(one.at.line, one.mistake.kind) for one in blocks] == [(line, "text_missing"), (line, "no_reading")]


def test_words_nobody_says_any_more_and_words_that_are_missing_are_told(copy_of_folder: Path) -> None:
    line = change(copy_of_folder, FORM, "ja: 世帯全員,", "ja: 家族の全員,")
    mistakes = [one for one in lint(copy_of_folder).mistakes if "全員" in str(one.mistake.facts)]
    missing, *stale = mistakes
    assert (missing.path.name, missing.at.line, missing.mistake.kind) == ("juminhyo.v3.form.yml", line, "word_missing")
    languages = sorted(path.stem for path in (copy_of_folder / "words").iterdir())
    assert dict(missing.mistake.facts)["languages"] == ", ".join(languages)
    assert [(one.path.stem, one.mistake.kind) for one in stale] == [(name, "word_stale") for name in languages]
    text = (copy_of_folder / "words" / "vi.yml").read_text(encoding="utf-8").split("\n")
    assert text[stale[languages.index("vi")].at.line - 1].startswith("世帯全員")


def test_nobody_translates_what_no_resident_is_shown(copy_of_folder: Path) -> None:
    change(copy_of_folder, FORM, "status: published", "status: draft")
    change(copy_of_folder, FORM, "ja: 世帯全員,", "ja: 家族の全員,")
    assert {kind for _, kind in told(lint(copy_of_folder))} == {"word_stale"}


def test_a_telephone_number_needs_no_translation(copy_of_folder: Path) -> None:
    change(copy_of_folder, "blocks.yml", "example: {ja: 079-221-0000", "example: {ja: 079-221-9999")
    assert lint(copy_of_folder).mistakes == ()


@pytest.mark.parametrize("name", ["groups.yml", "blocks.yml"])
def test_the_files_beside_can_be_looked_at_alone(folder: Path, name: str) -> None:
    assert lint(folder / name) == Linted((folder / name,), ())


@pytest.mark.parametrize("name", ["nowhere", "schema/groups.schema.json", "README.md"])
def test_what_is_no_procedure_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(NoProcedures):
        lint(folder / name)


def test_an_empty_folder_has_no_procedures(tmp_path: Path) -> None:
    assert told(lint(tmp_path)) == [(tmp_path.name, "no_files")]


def test_a_mistake_of_a_paper_is_told_once_its_questions_are_right(copy_of_folder: Path) -> None:
    paper = "juminhyo/juminhyo.v3.paper.yml"
    line = change(copy_of_folder, paper, "field: copies", "field: copeis")
    found = [(one.at.line, one.mistake.kind) for one in lint(copy_of_folder / paper).mistakes]
    assert found == [(line, "near_field")], "the field that was meant is not told to be missing, too"
    change(copy_of_folder, FORM, "status: published", "status: live")
    assert told(lint(copy_of_folder)) == [("juminhyo.v3.form.yml", "one_of")]


def test_a_copy_that_was_left_lying_about_is_told(copy_of_folder: Path) -> None:
    copy = copy_of_folder / "juminhyo" / "juminhyo.v3.form のコピー.yml"
    copy.write_bytes((copy_of_folder / FORM).read_bytes())
    assert told(lint(copy_of_folder)) == [(copy.name, "never_read")]


def test_a_language_under_the_name_of_its_country_is_told_once(copy_of_folder: Path) -> None:
    (copy_of_folder / "words" / "vn.yml").write_text("通数: Copies\n", encoding="utf-8")
    assert told(lint(copy_of_folder)) == [("vn.yml", "near_language")]


def test_a_version_that_was_not_raised_is_told_where_it_stands(copy_of_folder: Path) -> None:
    copy = copy_of_folder / "juminhyo" / "juminhyo.v4.form.yml"
    copy.write_bytes((copy_of_folder / FORM).read_bytes())
    lines = copy.read_text(encoding="utf-8").split("\n")
    line = next(number for number, one in enumerate(lines, 1) if one.startswith("version: "))
    (found,) = lint(copy_of_folder).mistakes
    assert (found.at.line, found.mistake.kind) == (line, "version_twice")
    change(copy_of_folder, "juminhyo/juminhyo.v4.form.yml", "version: 3.1.0", "version: 3.2.0")
    (found,) = lint(copy_of_folder).mistakes
    assert (found.at.line, found.mistake.kind) == (line, "other_number")


def test_an_option_written_twice_is_told_once(copy_of_folder: Path) -> None:
    change(copy_of_folder, FORM, "- id: household", "- id: self")
    assert [kind for _, kind in told(lint(copy_of_folder))].count("near_option") == 0


def test_offices_are_those_of_the_town(copy_of_folder: Path) -> None:
    assert told(lint(copy_of_folder, Offices(counters=frozenset({"shimin"})))) == [("groups.yml", "no_counter")]
    (copy_of_folder.parent / "counters.toml").write_text(
        '[[counter]]\nid = "fukushi"\nname = "福祉"\n', encoding="utf-8"
    )
    assert told(lint(copy_of_folder)) == [("juminhyo.v3.form.yml", "no_counter")]


def test_the_newest_file_of_each_procedure_is_found(copy_of_folder: Path) -> None:
    old = (copy_of_folder / FORM).read_text(encoding="utf-8")
    for name in ("juminhyo.v10.form.yml", "juminhyo.form.yml"):
        (copy_of_folder / "juminhyo" / name).write_text(old, encoding="utf-8")
    newest_one = (copy_of_folder / "juminhyo" / "juminhyo.v10.form.yml",)
    assert newest(copy_of_folder, None) == newest(copy_of_folder, "juminhyo") == newest_one
    assert newest(copy_of_folder, "gomi") == ()


@pytest.mark.parametrize("file", [FORM, "groups.yml", "blocks.yml"])
def test_a_picture_no_booth_has_is_told_with_those_that_are_like_it(copy_of_folder: Path, file: str) -> None:
    line = change(copy_of_folder, file, "icon: ", "icon: x")
    text = (copy_of_folder / file).read_text(encoding="utf-8").split("\n")[line - 1]
    (found,) = lint(copy_of_folder / file).mistakes
    assert (found.at.line, found.mistake.kind) == (line, "no_icon")
    assert text[found.at.column - 1 :].startswith("x")
    assert text.split("icon: x")[1].split(",")[0] in found.mistake.mend()


def test_a_list_that_cannot_be_read_lacks_nothing_else(copy_of_folder: Path) -> None:
    change(copy_of_folder, "words/vi.yml", "わたし:", "わたし：")
    assert told(lint(copy_of_folder)) == [("vi.yml", "full_width_colon")]
    assert lint(copy_of_folder / FORM).mistakes == ()
