import re
from pathlib import Path

import pytest

from kiosk.procedures import words as module
from kiosk.procedures.japanese import ruby
from kiosk.procedures.words import Count, in_sentence, unit_for, words

LOCALES = [path.stem for path in (Path(module.__file__).parent / "words").glob("*.json")]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_sentence_with_the_same_gaps(locale: str) -> None:
    assert {key: set(re.findall(r"\{(\w+)", text)) for key, text in words(locale).items()} == {
        key: set(re.findall(r"\{(\w+)", text)) for key, text in words("ja").items()
    }


def test_the_three_first_languages_are_there() -> None:
    assert {"ja", "easy", "en"} <= set(LOCALES)


def test_easy_japanese_has_a_reading_over_every_kanji() -> None:
    assert [unread for text in words("easy").values() for unread in ruby.unread(text)] == []


@pytest.mark.parametrize("locale", ["fr", "../ja", "zz-ZZ", ""])
def test_an_unknown_language_falls_back_to_japanese(locale: str) -> None:
    assert words(locale) == words("ja")


@pytest.mark.parametrize(("number", "word"), [(-1, " sheets"), (0, " sheets"), (1, " sheet"), (2, " sheets")])
def test_one_is_told_from_many_where_a_language_does(number: int, word: str) -> None:
    assert unit_for(number, " sheet| sheets") == word
    assert unit_for(number, "通") == "通"


def test_a_sentence_tells_one_from_many_too() -> None:
    sentence = words("en")["digits_at_most"]
    assert [sentence.format(**in_sentence({"count": number})) for number in (1, 4)] == [
        "Please enter up to 1 digit",
        "Please enter up to 4 digits",
    ]
    assert in_sentence({"name": "x", "sure": True}) == {"name": "x", "sure": True}
    assert f"{Count(7):03d}, {Count(7)}" == "007, 7"


def test_no_language_leaves_one_and_many_to_the_reader() -> None:
    """As in "1 sheet(s)"."""
    config = Path(__file__).parents[2] / "config" / "procedures"
    texts = [*config.rglob("*.yml"), *(Path(module.__file__).parent / "words").glob("*.json")]
    texts += (Path(__file__).parents[2] / "assets").rglob("*.toml")
    assert not [path.name for path in texts if re.search(r"\w\(\w?s\)", path.read_text(encoding="utf-8"))]
