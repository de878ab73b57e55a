"""What an installer is told of the languages offered: drafts by their numbers, and words that are not there."""

import shutil
from pathlib import Path

import pytest

from kiosk.booth.check import languages
from kiosk.booth.check.findings import Mark, Subject
from kiosk.booth.settings import BoothSettings
from kiosk.booth.speech import speech
from kiosk.booth.views.translations import wordings
from kiosk.procedures.files import translations
from kiosk.reviewed import ORIGINALS, read
from kiosk.settings import load
from tests.booth.conftest import FOLDER

CONFIG = Path(__file__).parents[3] / "config"
DELIVERED = load(CONFIG / "booth.toml", BoothSettings).beside(CONFIG)


def offering(*locales: str, procedures: Path = FOLDER) -> BoothSettings:
    return DELIVERED.model_copy(update={"languages": locales, "procedures": procedures})


def test_the_delivered_settings_offer_no_draft() -> None:
    (found,) = languages.languages(DELIVERED)
    assert (found.subject, found.mark) == (Subject.LANGUAGES, Mark.OK)
    assert found.found == ("日本語、やさしい日本語、英語", "ja, easy, en")


def test_a_draft_that_is_offered_is_told_with_how_much_of_it_was_checked() -> None:
    (found,) = languages.languages(offering("en", "vi"))
    assert found.mark is Mark.WARN
    count = languages.counted("vi", FOLDER)
    assert count.texts > len(wordings()["vi"].texts) + len(read(speech.FOLDER / "vi.toml").texts)
    assert found.found.en == f"checked by a native reader: vi {count.checked} of {count.texts} texts"
    assert "languages" in found.advice.ja


def test_who_offers_everything_is_told_of_every_draft() -> None:
    (found,) = languages.languages(offering())
    assert all(f"{locale} 0 of" in found.found.en for locale in wordings() if locale not in ("ja", "easy", "en"))


def test_a_language_of_the_screens_is_one_of_everything_else_a_resident_reads_or_hears() -> None:
    for locale in wordings():
        counts = [len(one.texts) for one in languages.ours(locale)]
        assert len(counts) == (6 if locale not in ORIGINALS else 5), locale
        assert min(counts) > 0
    further = set(wordings()) - set(ORIGINALS)
    assert further == set(translations.read(FOLDER)[0])


def test_a_language_without_words_is_told() -> None:
    (found,) = languages.languages(offering("en", "xx"))
    assert (found.mark, found.found.en) == (Mark.WARN, "no words for xx")
    assert "vi" in found.advice.ja


def test_what_a_native_reader_of_the_town_checked_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "procedures"))
    before = languages.counted("vi", folder)
    path = folder / "words" / "vi.yml"
    text = path.read_text(encoding="utf-8")
    plain = "わたし: Của tôi\n"
    assert plain in text
    checked = 'わたし: {text: "Của tôi", reviewed_by: "Nguyen 2026-11-20"}\n'
    path.write_text(text.replace(plain, checked), encoding="utf-8")
    assert languages.counted("vi", folder) == languages.Counted(before.texts, before.checked + 1)
    monkeypatch.setattr(languages, "counted", lambda _locale, _folder: languages.Counted(9, 9))
    assert languages.languages(offering("vi"))[0].mark is Mark.OK
