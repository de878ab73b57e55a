"""A table goes back into the files without touching anything else of them, or not at all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.authoring.linting import lint
from kiosk.authoring.texts.importing import Imported, Refused, take_in
from kiosk.authoring.texts.rows import Row, rows
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files import translations

FORM = "juminhyo/juminhyo.v3.form.yml"
MINE = f"{FORM} pages.who.fields.who.options.self.label"


def table(folder: Path, place: str, **changes: dict[str, str]) -> list[tuple[int, Row]]:
    """The folder's table with one row changed."""
    found = []
    for number, row in enumerate(rows(folder), 2):
        more: dict[str, Any] = {name: {**getattr(row, name), **new} for name, new in changes.items()}
        found.append((number, replace(row, **more) if row.place == place else row))
    return found


def texts_of(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}


def test_an_unchanged_table_changes_nothing(copy_of_folder: Path) -> None:
    before = texts_of(copy_of_folder)
    assert take_in(copy_of_folder, table(copy_of_folder, "")) == Imported((), 0)
    assert texts_of(copy_of_folder) == before


def test_only_the_text_that_changed_is_written(copy_of_folder: Path) -> None:
    before = texts_of(copy_of_folder)
    done = take_in(copy_of_folder, table(copy_of_folder, MINE, own={"en": "For me: mine", "easy": "自分(じぶん)"}))
    assert done == Imported((copy_of_folder / FORM,), 2)
    after = texts_of(copy_of_folder)
    expected = before[FORM].replace(
        "label: {ja: わたし, easy: わたし, en: Mine}", 'label: {ja: わたし, easy: 自分(じぶん), en: "For me: mine"}'
    )
    assert after[FORM] == expected != before[FORM]
    assert {name for name in after if after[name] != before[name]} == {FORM}


def test_a_new_translation_and_its_reader_are_written_as_data(copy_of_folder: Path) -> None:
    changed = table(copy_of_folder, MINE, words={"vi": "Tôi"}, reviewed_by={"vi": "Nguyễn Thị Hoa 2026-11-20"})
    done = take_in(copy_of_folder, changed)
    assert done == Imported((copy_of_folder / "words" / "vi.yml",), 1)
    written = (copy_of_folder / "words" / "vi.yml").read_text(encoding="utf-8")
    assert 'わたし: {text: "Tôi", reviewed_by: "Nguyễn Thị Hoa 2026-11-20"}' in written
    lists, problems = translations.read(copy_of_folder)
    assert (lists["vi"]["わたし"], problems) == ("Tôi", ())
    assert translations.reviewers(copy_of_folder)["vi"] == {"わたし": "Nguyễn Thị Hoa 2026-11-20"}
    assert take_in(copy_of_folder, table(copy_of_folder, "")) == Imported((), 0)


def test_a_reader_whose_column_is_not_in_the_table_stays(copy_of_folder: Path) -> None:
    take_in(copy_of_folder, table(copy_of_folder, MINE, words={"vi": "Tôi"}, reviewed_by={"vi": "Nguyen"}))
    without = [(number, replace(row, reviewed_by={})) for number, row in table(copy_of_folder, "")]
    assert take_in(copy_of_folder, without) == Imported((), 0)


def test_other_japanese_takes_its_words_along(copy_of_folder: Path) -> None:
    done = take_in(copy_of_folder, table(copy_of_folder, MINE, own={"ja": "わたくし"}))
    assert isinstance(done, Imported)
    lists, _ = translations.read(copy_of_folder)
    assert done.changed == 1 + len(lists), "the text, and its key in every list"
    assert (lists["vi"]["わたくし"], "わたし" in lists["vi"]) == ("Của tôi", False)
    assert lint(copy_of_folder).mistakes == ()


def test_words_stay_for_whoever_else_says_the_same(copy_of_folder: Path) -> None:
    place = f"{FORM} pages.family.fields.show_head.off"
    lists, _ = translations.read(copy_of_folder)
    changed = table(copy_of_folder, place, own={"ja": "けす"}, words=dict.fromkeys(lists, "x"))
    assert isinstance(take_in(copy_of_folder, changed), Imported)
    lists, _ = translations.read(copy_of_folder)
    assert {"けす", "のせない"} <= set(lists["vi"])


def test_a_new_language_begins_a_list_that_says_it_is_a_draft(copy_of_folder: Path) -> None:
    every = [(number, replace(row, words={"fr": f"x{number}"})) for number, row in table(copy_of_folder, "")]
    once = {row.own["ja"]: row.words["fr"] for _, row in reversed(every)}
    same = [(number, replace(row, words={"fr": once[row.own["ja"]]})) for number, row in every]
    done = take_in(copy_of_folder, same)
    assert isinstance(done, Imported)
    assert set(done.files) == {copy_of_folder / "words" / "fr.yml", copy_of_folder / "juminhyo" / "words" / "fr.yml"}
    assert all("DRAFT" in one.read_text(encoding="utf-8") for one in done.files)
    assert "fr" in Catalog(copy_of_folder).load().procedures[0].languages


def test_a_row_that_does_not_fit_keeps_everything_as_it_was(copy_of_folder: Path) -> None:
    before = texts_of(copy_of_folder)
    refused = take_in(copy_of_folder, table(copy_of_folder, MINE, own={"easy": "私"}))
    assert isinstance(refused, Refused)
    assert [one.mistake.kind for one in refused.rows] == ["no_reading"]
    assert texts_of(copy_of_folder) == before


def test_a_table_that_would_bring_a_mistake_into_the_folder_is_refused(copy_of_folder: Path) -> None:
    before = texts_of(copy_of_folder)
    refused = take_in(copy_of_folder, table(copy_of_folder, MINE, words={"vi": "  "}))
    assert isinstance(refused, Imported), "an empty cell takes nothing away"
    half = [(number, replace(row, words={"fr": "x"})) for number, row in table(copy_of_folder, "")[:1]]
    refused = take_in(copy_of_folder, half)
    assert isinstance(refused, Refused)
    assert {one.mistake.kind for one in refused.mistakes} == {"word_missing"}
    assert all(one.path.is_file() for one in refused.mistakes), "named where the town has them"
    assert texts_of(copy_of_folder) == before


def test_a_folder_with_mistakes_is_mended_first(copy_of_folder: Path) -> None:
    numbered = table(copy_of_folder, "")
    path = copy_of_folder / FORM
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: live"), encoding="utf-8")
    refused = take_in(copy_of_folder, numbered)
    assert isinstance(refused, Refused)
    assert [one.mistake.kind for one in refused.mistakes] == ["one_of"]


def test_words_of_one_procedure_stay_in_its_own_list(copy_of_folder: Path) -> None:
    own = copy_of_folder / "juminhyo" / "words"
    own.mkdir()
    shared = copy_of_folder / "words" / "vi.yml"
    kept = [line for line in shared.read_text(encoding="utf-8").splitlines() if not line.startswith("わたし:")]
    shared.write_text("\n".join(kept) + "\n", encoding="utf-8")
    (own / "vi.yml").write_text("わたし: Của tôi\n", encoding="utf-8")
    done = take_in(copy_of_folder, table(copy_of_folder, MINE, words={"vi": "Tôi"}))
    assert done == Imported((own / "vi.yml",), 1)
    assert (own / "vi.yml").read_text(encoding="utf-8") == 'わたし: "Tôi"\n'


@pytest.mark.parametrize("name", [FORM, "blocks.yml", "groups.yml"])
def test_texts_of_every_file_can_be_changed(copy_of_folder: Path, name: str) -> None:
    place = next(row.place for row in rows(copy_of_folder) if row.place.startswith(name))
    done = take_in(copy_of_folder, table(copy_of_folder, place, own={"en": 'Changed: "x", here'}))
    assert done == Imported((copy_of_folder / name,), 1)
    after = {row.place: row for row in rows(copy_of_folder)}
    assert after[place].own["en"] == 'Changed: "x", here'


def test_a_word_that_one_procedure_alone_says_goes_into_its_own_list(copy_of_folder: Path) -> None:
    place = f"{FORM} summary"
    (japanese,) = (row.own["ja"] for row in rows(copy_of_folder) if row.place == place)
    done = take_in(copy_of_folder, table(copy_of_folder, place, words={"xx": "x"}))
    assert isinstance(done, Refused), "a language of one text is not whole"
    lists, _ = translations.read(copy_of_folder)
    changed = table(copy_of_folder, place, own={"ja": japanese + "。"}, words=dict.fromkeys(lists, "new"))
    fresh = [(number, replace(row, words={**row.words, "fr": "x"})) for number, row in changed]
    done = take_in(copy_of_folder, fresh)
    assert isinstance(done, Imported)
    assert copy_of_folder / "juminhyo" / "words" / "fr.yml" in done.files
    assert lint(copy_of_folder).mistakes == ()
