"""Word lists: what they add, what they leave, what is wrong with one, and that the shipped ones are whole."""

import re
from pathlib import Path

import pytest
import yaml

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files import translations
from kiosk.procedures.files.lint import texts
from kiosk.procedures.procedure import Procedure
from kiosk.reviewed import Wording
from tests.town import DELIVERED, read_once

SHIPPED = tuple(sorted(path.stem for path in (DELIVERED / "words").glob("*.yml")))


def write(folder: Path, name: str, text: str) -> None:
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / name).write_text(text, encoding="utf-8")


def test_the_shipped_lists_say_every_text_of_what_is_published(delivered: Path) -> None:
    lists, problems = translations.read(delivered)
    assert problems == ()
    assert tuple(lists) == SHIPPED
    catalog = read_once(delivered)
    for procedure in (one for one in catalog.procedures if one.status == "published"):
        untold = {locale: translations.missing(procedure, words, locale) for locale, words in lists.items()}
        assert untold == dict.fromkeys(SHIPPED, ())
        assert set(SHIPPED) <= set(procedure.languages)
    for _, text in texts(catalog.groups):
        assert set(SHIPPED) <= set(text.root), text
    for event in (one for one in catalog.events if one.status == "published"):
        assert set(SHIPPED) <= set(event.form.languages)


def test_a_shipped_list_has_nothing_nobody_says_and_is_marked_as_a_draft(delivered: Path) -> None:
    catalog = read_once(delivered)
    everywhere = {text.root["ja"] for _, text in texts((*catalog.procedures, *catalog.groups, *catalog.events))}
    for path in translations.paths(delivered):
        words = path.read_text(encoding="utf-8")
        assert set(yaml.load(words, Loader=yaml.CSafeLoader)) <= everywhere, path
        assert "a native reader must check every line" in words, path


@pytest.mark.parametrize("locale", SHIPPED)
def test_numbers_stay_the_same_in_every_language(delivered: Path, locale: str) -> None:
    lists, _ = translations.read(delivered)
    for japanese, said in lists[locale].items():
        numbers = [number for number in re.findall(r"\d+", japanese) if number not in ("1", "2")]
        assert all(number in said for number in numbers), said


def test_what_a_file_says_itself_stays(juminhyo: Procedure) -> None:
    found = translations.translated(juminhyo, {"en": {"住民票の写し": "something else"}})
    assert found.title.in_("en") == "Copy of residence record"


def test_a_list_with_gaps_is_used_but_the_procedure_is_not_in_that_language(juminhyo: Procedure) -> None:
    words = {"住民票の写し": "Extrait du registre"}
    found = translations.translated(juminhyo, {"fr": words})
    assert found.title.in_("fr") == "Extrait du registre"
    assert "fr" not in found.languages
    assert "世帯全員" in translations.missing(juminhyo, words, "fr")
    assert found.sha256 == juminhyo.sha256


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("fr.yml", "a: [1]", "a word list is"),
        ("fr.yml", "a: ''", "the translation is empty"),
        ("fr.yml", "a: b\n a: c", "does not begin where its neighbours do"),
        ("french!.yml", "a: b", "is not a language"),
    ],
)
def test_a_broken_list_is_named_and_the_others_are_used(
    copy_of_folder: Path, name: str, text: str, reason: str
) -> None:
    write(copy_of_folder, name, text)
    catalog = Catalog(copy_of_folder).load()
    assert [problem.path.name for problem in catalog.problems] == [name]
    assert re.search(reason, catalog.problems[0].reason)
    assert "vi" in catalog.procedures[0].languages


def test_a_list_that_cannot_be_read_is_named(copy_of_folder: Path) -> None:
    write(copy_of_folder, "fr.yml", "")
    (copy_of_folder / "words" / "fr.yml").write_bytes(b"\xff\xfe")
    assert "cannot be read" in Catalog(copy_of_folder).load().problems[0].reason


def test_without_lists_all_is_as_written(copy_of_folder: Path) -> None:
    for path in (copy_of_folder / "words").iterdir():
        path.unlink()
    assert Catalog(copy_of_folder).load().procedures[0].languages == ("ja", "easy", "en")


def test_a_procedure_has_lists_of_its_own_and_says_nothing_otherwise(copy_of_folder: Path) -> None:
    write(copy_of_folder / "juminhyo", "fr.yml", "住民票の写し: Extrait\n")
    lists, problems = translations.read(copy_of_folder)
    assert problems == ()
    assert lists["fr"] == {"住民票の写し": "Extrait"}
    write(copy_of_folder, "fr.yml", "住民票の写し: Registre\n")
    lists, problems = translations.read(copy_of_folder)
    assert lists["fr"] == {"住民票の写し": "Registre"}
    assert [(one.path, one.reason) for one in problems] == [
        (copy_of_folder / "juminhyo" / "words" / "fr.yml", "'住民票の写し' is said otherwise in another list")
    ]


def test_every_line_that_cannot_be_used_is_told(copy_of_folder: Path) -> None:
    write(copy_of_folder, "fr.yml", "通数: ''\n住民票の写し: 3\n")
    assert [one.at.line for one in translations.read(copy_of_folder)[1]] == [1, 2]


def test_a_word_may_say_who_of_its_language_has_checked_it(copy_of_folder: Path) -> None:
    write(copy_of_folder, "fr.yml", "住民票の写し: {text: Extrait, reviewed_by: Dupont 2026-11-20}\n通数: Copies\n")
    lists, problems = translations.read(copy_of_folder)
    assert (lists["fr"], problems) == ({"住民票の写し": "Extrait", "通数": "Copies"}, ())
    assert translations.reviewers(copy_of_folder)["fr"] == {"住民票の写し": "Dupont 2026-11-20"}
    assert translations.reviewers(copy_of_folder)["vi"] == {}, "drafts"


def test_one_language_is_counted_without_reading_the_others(copy_of_folder: Path) -> None:
    write(copy_of_folder, "fr.yml", "住民票の写し: {text: Extrait, reviewed_by: Dupont 2026-11-20}\n通数: Copies\n")
    write(copy_of_folder / "juminhyo", "fr.yml", "わたし: Moi\n")
    write(copy_of_folder / "juminhyo", "de.yml", "わたし: [broken\n")
    found = translations.wording(copy_of_folder, "fr")
    assert found.texts == {"住民票の写し": "Extrait", "通数": "Copies", "わたし": "Moi"}
    assert found.reviewed_by == {"住民票の写し": "Dupont 2026-11-20"}
    assert translations.wording(copy_of_folder, "de") == translations.wording(copy_of_folder, "xx") == Wording({}, {})


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("{text: x}", "key_missing"),
        ("{reviewed_by: y}", "key_missing"),
        ("{text: x, review_by: y}", "unknown_key"),
        ("{text: x, zzz: y}", "unknown_key"),
        ("{text: ' ', reviewed_by: y}", "no_word_list"),
        ("[x]", "no_word_list"),
        ("3", "value_needs_quotes"),
        ("''", "word_empty"),
        ("' '", "word_empty"),
        ("", "word_empty"),
    ],
)
def test_a_word_of_another_shape_is_told_where_it_stands(copy_of_folder: Path, word: str, kind: str) -> None:
    write(copy_of_folder, "fr.yml", f"通数: Copies\n住民票の写し: {word}\n")
    (problem,) = translations.read(copy_of_folder)[1]
    assert (problem.at.line, problem.mistake.kind) == (2, kind)
    assert "fr" not in translations.reviewers(copy_of_folder)
