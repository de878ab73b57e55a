"""Forms of names, and names that Mozc has not."""

import unicodedata

import pytest

from kiosk.booth.typing import name_forms
from kiosk.booth.typing.name_forms import with_forms
from kiosk.procedures.japanese import letters, names


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("高橋", ("高橋", "高𣘺", "髙橋", "髙𣘺")),
        ("吉田", ("吉田", "𠮷田")),
        ("辻", ("辻", "辻\U000e0102")),
        ("辻\U000e0102", ("辻\U000e0102",)),
        ("神田", ("神田", "\ufa19田")),
        ("髙橋", ("髙橋", "髙𣘺")),
        ("中村", ("中村",)),
        ("", ("",)),
    ],
)
def test_a_word_comes_first_and_its_forms_behind_it(word: str, forms: tuple[str, ...]) -> None:
    assert with_forms(word) == forms


def test_a_word_of_many_forms_has_no_more_than_the_row_bears() -> None:
    assert len(with_forms("高島崎浜")) == name_forms.MOST


def test_every_form_is_another_character_that_names_are_written_with() -> None:
    for plain, others in name_forms._FORMS.items():
        assert names.chars(plain) == 1
        assert len({plain, *others}) == len(others) + 1
        for other in others:
            assert names.chars(other) == 1
            assert letters.not_of_names(other) == ()
            assert unicodedata.normalize("NFC", other) in (plain, other)


def test_names_of_today_are_kanji_for_a_reading_in_hiragana() -> None:
    for reading, words in name_forms.NEWER.items():
        assert all("ぁ" <= letter <= "ゖ" for letter in reading)
        assert all("一" <= letter <= "鿿" for word in words for letter in word)
