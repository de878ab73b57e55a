import re

import pytest

from kiosk.card.card import CardKind, Code
from kiosk.card.faults import Language, resident_sentence, staff_sentence

_SENTENCE_END = re.compile(r"[。？]|[.?](?:\s|$)")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", list(Code))
def test_what_the_resident_reads_is_short_and_without_codes(code: Code, language: Language) -> None:
    text = resident_sentence(code, language, left=2, kind=CardKind.LICENCE)
    sentences = [one for one in _SENTENCE_END.split(text.replace("「終わりました」", "")) if one.strip()]
    assert 1 <= len(sentences) <= 3
    longest = 100 if language is Language.EN else 60
    assert all(len(one) <= longest for one in sentences)
    assert not re.search(r"C-\d|0x|[{}?]|\b[69][0-9A-F]{3}\b", text)


@pytest.mark.parametrize("code", list(Code))
def test_staff_get_a_sentence_for_every_code(code: Code) -> None:
    text = staff_sentence(code, left=2, kind=CardKind.RESIDENCE)
    assert text.endswith("。")
    assert not re.search(r"[{}?]", text)


def test_the_cards_own_counter_is_told() -> None:
    assert "あと2回" in resident_sentence(Code.WRONG_PIN, left=2)
    assert "残り2回" in staff_sentence(Code.WRONG_PIN, left=2)


def test_another_card_is_called_by_its_name_where_it_is_known() -> None:
    assert "運転免許証" in resident_sentence(Code.OTHER_CARD, Language.EASY, kind=CardKind.LICENCE)
    assert "a residence card" in resident_sentence(Code.OTHER_CARD, Language.EN, kind=CardKind.RESIDENCE)
    assert "別のカード" in resident_sentence(Code.OTHER_CARD, kind=CardKind.OTHER)


def test_the_reason_of_a_revocation_is_not_told_to_the_resident() -> None:
    assert not [word for word in ("失効", "盗難", "死亡") if word in resident_sentence(Code.REVOKED)]


@pytest.mark.parametrize("code", list(Code))
def test_plain_japanese_has_spaces_between_its_words(code: Code) -> None:
    assert " " in resident_sentence(code, Language.EASY)
