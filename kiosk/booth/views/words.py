"""The booth's words: one TOML file a locale, for Python by key and for QML through Qt's translator."""

import subprocess
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import PySide6
from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.booth.views import translations
from kiosk.booth.visit.languages import JAPANESE, RUBY
from kiosk.procedures.words import in_sentence
from kiosk.reviewed import ORIGINALS, read

LRELEASE: Final = Path(PySide6.__file__).parent / "lrelease"
ORDER: Final = (JAPANESE, RUBY, "en", "vi", "zh-Hans", "ko", "pt-BR", "tl", "id", "ne")
"""As the menu shows them: Japanese, then the town's largest groups; any other language after these."""


class WordsNotCompiled(Exception):
    """Qt's tool made nothing usable of a language's words."""


class Words:
    """Every word of the booth in every language; Japanese stands in for what a language has not got."""

    def __init__(self, by_locale: Mapping[str, Mapping[str, str]], drafts: Collection[str] = ()) -> None:
        self._by_locale = by_locale
        self._drafts = frozenset(drafts)

    @classmethod
    def load(cls, folder: Path = translations.FOLDER, offered: Collection[str] = ()) -> "Words":
        """Read every ``booth.<locale>.toml`` of `folder`, or those `offered` and Japanese."""
        read_now = {
            locale: read(path)
            for locale, path in translations.files(folder).items()
            if not offered or locale in {JAPANESE, *offered}
        }
        drafts = {locale for locale, wording in read_now.items() if locale not in ORIGINALS and wording.drafts}
        return cls({locale: wording.texts for locale, wording in read_now.items()}, drafts)

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages there are, in the order of the menu."""
        return tuple(sorted(self._by_locale, key=lambda locale: ((*ORDER, locale).index(locale), locale)))

    def is_draft(self, locale: str) -> bool:
        """Whether any word of the language still wants checking by somebody who speaks it."""
        return locale in self._drafts

    def keys(self, locale: str) -> frozenset[str]:
        """Every key of one language."""
        return frozenset(self._by_locale[locale])

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._by_locale[JAPANESE]

    def text(self, locale: str, key: str, **values: object) -> str:
        """The text with its values in place; raise `KeyError` for a key nobody wrote."""
        words = self._by_locale.get(locale, {})
        text = words.get(key) or self._by_locale[JAPANESE][key]
        return text.format(**in_sentence(values)) if values else text


class Translator:
    """Gives QML's ``qsTrId`` the words of the language chosen now.

    WORKAROUND until PySide6-Essentials 6.12 (no issue): a translator written in Python is asked by QML's loader thread,
    which then waits for Python while Python may be waiting for that thread, and the screen stands still for good. So
    the words are compiled to Qt's own form first.
    """

    def __init__(self, words: Words, locale: str = JAPANESE) -> None:
        self._words = words
        self._locale = locale
        self._compiled: dict[str, QTranslator] = {}
        self._installed: QTranslator | None = None

    @property
    def locale(self) -> str:
        """The language chosen."""
        return self._locale

    @locale.setter
    def locale(self, locale: str) -> None:
        if locale == self._locale:
            return
        self._locale = locale
        if self._installed is not None:
            self.install()

    def install(self) -> None:
        """Let the application speak the chosen language; the QML engine then has to look again (`retranslate`)."""
        self.remove()
        self._installed = self._compiled_for(self._locale)
        QCoreApplication.installTranslator(self._installed)

    def remove(self) -> None:
        """Take the words away before the views go."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None

    def _compiled_for(self, locale: str) -> QTranslator:
        if locale not in self._compiled:
            self._compiled[locale] = _compile(self._words, locale)
        return self._compiled[locale]


def _compile(words: Words, locale: str) -> QTranslator:
    """The words of one language as Qt reads them, made by Qt's own tool."""
    root = ElementTree.Element("TS", version="2.1", language=locale)
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name")
    for key in sorted(words.keys(JAPANESE)):
        message = ElementTree.SubElement(context, "message", id=key)
        ElementTree.SubElement(message, "source")
        ElementTree.SubElement(message, "translation").text = words.text(locale, key)
    translator = QTranslator()
    with tempfile.TemporaryDirectory(prefix="kiosk-words-") as folder:
        source, compiled = Path(folder) / "booth.ts", Path(folder) / "booth.qm"
        ElementTree.ElementTree(root).write(source, encoding="utf-8", xml_declaration=True)
        subprocess.run(  # noqa: S603 -- Qt's own tool on our own words
            [LRELEASE, "-silent", "-idbased", source, "-qm", compiled], check=True, capture_output=True, timeout=30
        )
        loaded = translator.load(str(compiled))
    if not loaded:
        raise WordsNotCompiled(locale)
    return translator
