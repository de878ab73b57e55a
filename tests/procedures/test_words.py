import re
from pathlib import Path

import pytest

from kiosk.procedures import words as module
from kiosk.procedures.japanese import ruby
from kiosk.procedures.words import words

LOCALES = [path.stem for path in (Path(module.__file__).parent / "words").glob("*.json")]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_has_every_sentence_with_the_same_gaps(locale: str) -> None:
    assert {key: re.findall(r"\{\w+\}", text)[:1] for key, text in words(locale).items()} == {
        key: re.findall(r"\{\w+\}", text)[:1] for key, text in words("ja").items()
    }


def test_the_three_first_languages_are_there() -> None:
    assert {"ja", "easy", "en"} <= set(LOCALES)


def test_easy_japanese_has_a_reading_over_every_kanji() -> None:
    assert [unread for text in words("easy").values() for unread in ruby.unread(text)] == []


@pytest.mark.parametrize("locale", ["fr", "../ja", "zz-ZZ", ""])
def test_an_unknown_language_falls_back_to_japanese(locale: str) -> None:
    assert words(locale) == words("ja")
