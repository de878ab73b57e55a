import json
import re
from datetime import date

import pytest

from kiosk.booth.views.words import Words
from kiosk.card import card, faults
from kiosk.card.card import CardKind
from kiosk.card.faults import cautions, locales, resident_sentence, staff_sentence
from kiosk.protocol.faults import Code
from kiosk.reviewed import read

_SENTENCE_END = re.compile(r"[。？।]|[.?](?:\s|$)")
_RUBY = re.compile(r"([一-鿿々]+)\(([ぁ-ゖァ-ヶー]+)\)")
_SQUARE = {"ja", "easy", "zh-Hans", "ko"}
"""Written in full squares: a sentence of 60 is long; Latin letters are half as wide."""
_TELLS_WHAT_NEXT = {
    "ja": ("ください", "案内します", "続けられます"),
    "easy": ("ください", "そのままに します", "職員(しょくいん)が 話(はな)します", "できます"),
    "en": ("lease ", "he staff will "),
    "vi": ("ãy ", "Xin ", "hân viên sẽ "),
    "zh-Hans": ("请", "工作人员会"),
    "ko": ("세요", "직원이"),
    "pt-BR": (
        "oloque", "ente de novo", "toque", "ale com", "Pode continuar", "atendente mostra", "atendente vai", "Digite",
        "Escreva", "Preencha", "Espere", "Renove",
    ),
    "tl": (
        "lagay", "huwag", "ituloy", "indutin", "subukan", "ng staff", "sa staff", "Isulat", "Punan", "Magpatuloy",
        "Maghintay", "Ipa-renew",
    ),
    "id": ("ilakan ", "etugas akan ", "ilanjutkan"),
    "ne": ("ोस्", "कर्मचारी"),
}  # fmt: skip
_BLAME = re.compile(
    r"あなたの(せい|まちがい)|間違えました|your (fault|mistake)|lỗi của bạn|您的错|sua culpa|kasalanan"
    r"|salah Anda|तपाईंको गल्ती"
)
_HARD = re.compile("失効|偽造|応答|検出|異常|該当|発行者|券面|複製")
"""Words of staff and engineers, never in a resident's sentence."""

SPOKEN_FOR = [(code, signing) for code in Code for signing in (False, True)]


def bare(text: str) -> str:
    return _RUBY.sub(r"\1", text)


def sentences(text: str) -> list[str]:
    return [one.strip() for one in _SENTENCE_END.split(bare(text)) if one.strip()]


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(("code", "signing"), SPOKEN_FOR)
def test_what_the_resident_reads_is_short_and_without_codes(code: Code, signing: bool, locale: str) -> None:
    text = resident_sentence(code, locale, left=2, kind=CardKind.LICENCE, signing=signing)
    said = sentences(text)
    assert 1 <= len(said) <= 3
    longest = 60 if locale in _SQUARE else 90
    assert all(len(one) <= longest for one in said), said
    assert not re.search(r"C-\d|0x|[{}?_]|\b[69][0-9A-F]{3}\b|PIN2|APDU|VERIFY|hresult", text)
    assert not _BLAME.search(text)
    assert not _HARD.search(text)


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(("code", "signing"), SPOKEN_FOR)
def test_the_resident_is_told_what_comes_next(code: Code, signing: bool, locale: str) -> None:
    text = resident_sentence(code, locale, left=2, kind=CardKind.LICENCE, signing=signing)
    assert any(word in text for word in _TELLS_WHAT_NEXT[locale]), text


@pytest.mark.parametrize(("code", "signing"), SPOKEN_FOR)
def test_a_clerk_reading_only_the_staff_sentence_is_told_one_thing_to_do(code: Code, signing: bool) -> None:
    text = staff_sentence(code, left=2, kind=CardKind.RESIDENCE, signing=signing)
    assert text.endswith(("てください。", "でください。")), text
    assert text.count("ください") == 1, "one action, and it stands last"
    assert not re.search(r"[{}?]|0x|\b[69][0-9A-F]{3}\b", text)


def test_the_cards_own_counter_is_told() -> None:
    assert "あと2回" in resident_sentence(Code.WRONG_PIN, left=2)
    assert "残り2回" in staff_sentence(Code.WRONG_PIN, left=2)
    for locale in locales():
        assert "2" in resident_sentence(Code.WRONG_PIN, locale, left=2)


def test_the_signing_password_is_not_called_a_pin() -> None:
    assert "パスワード" in resident_sentence(Code.WRONG_PIN, left=4, signing=True)
    assert "6文字から16文字" in resident_sentence(Code.BAD_FORM, signing=True)
    assert "署名用パスワード" in staff_sentence(Code.LOCKED, signing=True)
    assert resident_sentence(Code.MUTE, signing=True) == resident_sentence(Code.MUTE)


def test_another_card_is_called_by_its_name_where_it_is_known() -> None:
    assert "運転免許証" in resident_sentence(Code.OTHER_CARD, kind=CardKind.LICENCE)
    assert "免許証" in resident_sentence(Code.OTHER_CARD, "easy", kind=CardKind.LICENCE)
    assert "a residence card" in resident_sentence(Code.OTHER_CARD, "en", kind=CardKind.RESIDENCE)
    assert "thẻ lưu trú" in resident_sentence(Code.OTHER_CARD, "vi", kind=CardKind.RESIDENCE)
    assert "在留卡" in resident_sentence(Code.OTHER_CARD, "zh-Hans", kind=CardKind.RESIDENCE)
    assert "別のカード" in resident_sentence(Code.OTHER_CARD, kind=CardKind.OTHER)


def test_the_reason_of_a_revocation_is_not_told_to_the_resident() -> None:
    assert not [word for word in ("失効", "盗難", "死亡") if word in resident_sentence(Code.REVOKED)]
    assert not [word for word in ("revoked", "stolen", "died") if word in resident_sentence(Code.REVOKED, "en")]


def test_a_copied_card_is_told_to_staff_only() -> None:
    for locale in locales():
        assert resident_sentence(Code.COPIED, locale) == resident_sentence(Code.UNKNOWN_ISSUER, locale)
    assert staff_sentence(Code.COPIED) != staff_sentence(Code.UNKNOWN_ISSUER)


@pytest.mark.parametrize(("code", "signing"), SPOKEN_FOR)
def test_plain_japanese_has_spaces_and_a_reading_over_every_kanji(code: Code, signing: bool) -> None:
    text = resident_sentence(code, "easy", left=2, kind=CardKind.OLD_JUKI, signing=signing)
    assert " " in text
    assert not re.search(r"[一-鿿]", _RUBY.sub("", text)), text
    assert all(len(one.replace(" ", "")) <= 40 for one in sentences(text)), sentences(text)


@pytest.mark.parametrize("locale", [one for one in locales() if one not in ("ja", "easy", "en")])
def test_a_further_language_is_whole_and_a_draft_until_every_sentence_was_checked(locale: str) -> None:
    wording = read(faults.FOLDER / f"{locale}.json")
    words = wording.texts
    table = json.loads((faults.FOLDER.parent / "faults.json").read_text(encoding="utf-8"))
    assert set(words) == {"note", "licence", "residence", "old_juki", "other", *table}
    assert ("a native reader must check" in words["note"]) == (wording.drafts > 0)
    for key, texts in table.items():
        gaps = sorted(re.findall(r"\{\w+\}", texts["ja"]))
        assert all(sorted(re.findall(r"\{\w+\}", text)) == gaps for text in (words[key], texts["easy"], texts["en"]))


def test_every_language_of_the_screens_has_its_sentences_and_any_other_reads_japanese() -> None:
    assert set(Words.load().locales) == set(locales())
    assert resident_sentence(Code.MUTE, "xx") == resident_sentence(Code.MUTE, "ja")


def test_cautions_are_told_beside_a_usable_card() -> None:
    present = card.CardPresent(
        kind=card.CardKind.MY_NUMBER,
        insertion=1,
        expiry="20261231",
        certificates=card.Certificates(sign=False, auth=True),
    )
    assert cautions(present, date(2026, 11, 1)) == (Code.CARD_EXPIRING, Code.NO_SIGNING_CERTIFICATE)
    assert cautions(present, date(2026, 1, 1)) == (Code.NO_SIGNING_CERTIFICATE,)
    assert cautions(card.CardPresent(kind=card.CardKind.MY_NUMBER, insertion=1), date(2026, 1, 1)) == ()
