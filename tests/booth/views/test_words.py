"""The words: same keys in every language, values in place, QML's translator."""

import re
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator, qtTrId
from PySide6.QtWidgets import QApplication

import kiosk.booth
from kiosk.booth.trouble import Trouble
from kiosk.booth.views.letters.ruby import bare
from kiosk.booth.views.translations import FOLDER, wordings
from kiosk.booth.views.words import Translator, Words
from kiosk.booth.visit.stages import Errand

WORDS = Words.load()
BOOTH = Path(kiosk.booth.__file__).parent


OTHERS = [locale for locale in WORDS.locales if locale != "ja"]
TRANSLATED = [locale for locale in OTHERS if locale not in ("easy", "en")]


def test_the_languages_stand_in_the_order_of_the_menu() -> None:
    assert WORDS.locales == ("ja", "easy", "en", "vi", "zh-Hans", "ko", "pt-BR", "tl", "id", "ne")


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert {one: WORDS.own_name(one) for one in WORDS.locales} == {
        one: WORDS.text(one, "language-own-name") for one in WORDS.locales
    }


def test_a_language_is_read_when_somebody_chooses_it(tmp_path: Path) -> None:
    """The first picture waits for no language that it does not show."""
    name = 'language-own-name = "{}"\n'
    (tmp_path / "booth.ja.toml").write_text(name.format("日本語") + 'back = "もどる"\n', encoding="utf-8")
    (tmp_path / "booth.en.toml").write_text(name.format("English"), encoding="utf-8")
    words = Words.load(tmp_path)
    assert (words.own_name("en"), words.text("ja", "back")) == ("English", "もどる")
    (tmp_path / "booth.en.toml").write_text(name.format("English") + 'back = "Back"\n', encoding="utf-8")
    assert words.text("en", "back") == "Back"


def test_a_town_offers_the_languages_it_has_had_checked() -> None:
    assert Words.load(offered=("easy", "vi")).locales == ("ja", "easy", "vi")


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_has_the_same_keys(locale: str) -> None:
    assert WORDS.keys(locale) == WORDS.keys("ja")


@pytest.mark.parametrize("locale", OTHERS)
def test_no_text_is_empty_or_left_in_japanese(locale: str) -> None:
    same = {"counter-name", "typing-board-kana", "typing-board-latin", "typing-board-digits"}
    texts = {key: WORDS.text(locale, key) for key in WORDS.keys("ja") - same}
    assert not {key for key, text in texts.items() if not text.strip()}
    if locale != "easy":
        assert not {key for key, text in texts.items() if re.search(r"[\u3041-\u30ff]", text)}


@pytest.mark.parametrize("locale", OTHERS)
def test_a_text_names_only_buttons_that_are_there(locale: str) -> None:
    """What stands in quotation marks is the word on a button, letter for letter."""
    texts = {WORDS.text(locale, key) for key in WORDS.keys("ja")}
    wrong = {
        (key, named)
        for key in WORDS.keys("ja") - {"card-keep"}
        for named in re.findall(r"[「“‘](.+?)[」”’]", WORDS.text(locale, key))
        if named not in texts
    }
    assert not wrong


def test_every_text_is_shown_somewhere() -> None:
    """A text nobody shows is still translated, checked and paid for."""
    sources = "".join(file.read_text() for kind in ("*.py", "*.qml") for file in sorted(BOOTH.rglob(kind)))
    named = set(re.findall(r'"([a-zA-Z][\w-]*)"', sources))
    begun = tuple(re.findall(r'f"([a-z][\w-]*-)\{', sources))  # f"size-{size}"
    waiting = {f"{what}-{part}" for what in ("reading", "counting", "asking") for part in ("title", "text")}
    errands = re.compile("-(?:" + "|".join(Errand) + ")$")  # the words for one errand, beside the usual ones
    keys = WORDS.keys("ja") - named - waiting
    assert not {key for key in keys if not key.startswith(begun) and errands.sub("", key) not in named | waiting}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_language_is_a_draft_until_every_text_was_checked(locale: str) -> None:
    drafts = wordings()[locale].drafts
    head = (FOLDER / f"booth.{locale}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert WORDS.is_draft(locale) == ("a native reader must check every line" in head) == (drafts > 0)


def test_what_was_written_with_the_program_is_no_draft() -> None:
    assert not [locale for locale in ("ja", "easy", "en") if WORDS.is_draft(locale)]


def test_one_text_nobody_has_checked_makes_a_draft(tmp_path: Path) -> None:
    (tmp_path / "booth.ja.toml").write_text('back = "もどる"\nclose = "とじる"\n', encoding="utf-8")
    checked = 'back = {text = "Kembali", reviewed_by = "Siti 2026-12-01"}\n'
    for last, draft in (
        ('close = "Tutup"', True),
        ('close = {text = "Tutup", reviewed_by = "Siti 2026-12-01"}', False),
    ):
        (tmp_path / "booth.id.toml").write_text(checked + last, encoding="utf-8")
        words = Words.load(tmp_path)
        assert (words.text("id", "back"), words.text("id", "close")) == ("Kembali", "Tutup")
        assert words.is_draft("id") == draft


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_takes_the_same_values(locale: str) -> None:
    def values(text: str) -> list[str]:
        return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name}) + re.findall(r"%\d", text)

    different = {key for key in WORDS.keys("ja") if values(WORDS.text(locale, key)) != values(WORDS.text("ja", key))}
    assert not different


def test_every_stopping_trouble_has_words() -> None:
    assert all(WORDS.has(f"trouble-{code}") for code in (Trouble.DISK_FULL, Trouble.STORE_BROKEN, Trouble.NOT_ENROLLED))


def test_easy_japanese_gives_readings_to_its_kanji() -> None:
    without = {}
    for key in WORDS.keys("easy") - {"counter-name"}:
        text = WORDS.text("easy", key)
        left = [part for part in text.replace("）", ")").replace("（", "(").split("(") if part]
        naked = sum("一" <= letter <= "鿿" for letter in bare(text))
        if naked and len(left) < 2:
            without[key] = text
    assert not without


def test_easy_japanese_sentences_are_short() -> None:
    long = {
        key: sentence
        for key in WORDS.keys("easy")
        for sentence in bare(WORDS.text("easy", key)).replace("。", "。\n").splitlines()
        if len(sentence.replace(" ", "")) > 40
    }
    assert not long


def test_values_are_put_in_place() -> None:
    assert WORDS.text("en", "staff-waiting", count=2) == "People waiting: 2"


def test_one_is_told_from_many() -> None:
    assert [WORDS.text("en", "idle-text", count=count)[:13] for count in (1, 2)] == ["In 1 second t", "In 2 seconds "]


def test_a_language_nobody_wrote_speaks_japanese() -> None:
    assert WORDS.text("xx", "back") == "もどる"


def test_a_key_nobody_wrote_is_a_bug() -> None:
    with pytest.raises(KeyError):
        WORDS.text("ja", "no-such-words")


def test_qml_is_told_the_words_of_the_language_chosen(qapp: QApplication) -> None:
    translator = Translator(WORDS)
    translator.install()
    try:
        assert qtTrId("back") == "もどる"
        translator.locale = "en"
        assert qtTrId("back") == "Back"
        for key in WORDS.keys("ja"):
            assert qtTrId(key) == WORDS.text("en", key)
        assert QCoreApplication.translate("QObject", "Cannot open %1: %2") == "Cannot open %1: %2"
    finally:
        translator.remove()
    assert qtTrId("back") == "back"


def test_every_language_is_compiled_whole(qapp: QApplication) -> None:
    for locale in WORDS.locales:
        translator = Translator(WORDS, locale)
        translator.install()
        try:
            assert {key: qtTrId(key) for key in WORDS.keys("ja")} == {
                key: WORDS.text(locale, key) for key in WORDS.keys("ja")
            }
        finally:
            translator.remove()


def test_the_words_are_never_asked_of_python(qapp: QApplication) -> None:
    """QML's loader thread asks while Python may wait for that thread; only Qt's own code may answer it."""
    translator = Translator(WORDS)
    translator.install()
    try:
        assert type(translator._installed) is QTranslator
    finally:
        translator.remove()
