"""The booth's words: one TOML file a locale, for Python by key and for QML through Qt's translator.

A language is read when somebody first chooses it: the first picture waits for Japanese, and for what the others are
called.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from kiosk.booth.views import translations
from kiosk.booth.views.qt_words import compiled
from kiosk.booth.visit.languages import JAPANESE, RUBY
from kiosk.procedures.words import in_sentence
from kiosk.reviewed import ORIGINALS, Wording, read, wording

ORDER: Final = (JAPANESE, RUBY, "en", "vi", "zh-Hans", "ko", "pt-BR", "tl", "id", "ne")
"""As the menu shows them: Japanese, then the town's largest groups; any other language after these."""
_OWN_NAME: Final = "language-own-name"


class WordsNotUsable(Exception):
    """Qt could not read a language's words."""


class Words:
    """Every word of the booth in every language; Japanese stands in for what a language has not got."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._read: dict[str, Wording] = {}
        self._own_names = {locale: _own_name(path) for locale, path in files.items()}

    @classmethod
    def load(cls, folder: Path = translations.FOLDER, offered: Collection[str] = ()) -> "Words":
        """The words of every ``booth.<locale>.toml`` of `folder`, or of those `offered` and Japanese."""
        files = translations.files(folder)
        return cls({locale: path for locale, path in files.items() if not offered or locale in {JAPANESE, *offered}})

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The languages there are, in the order of the menu."""
        return tuple(sorted(self._files, key=lambda locale: ((*ORDER, locale).index(locale), locale)))

    def own_name(self, locale: str) -> str:
        """What those who speak it call it."""
        return self._own_names[locale]

    def is_draft(self, locale: str) -> bool:
        """Whether any word of the language still wants checking by somebody who speaks it."""
        return locale not in ORIGINALS and locale in self._files and self._of(locale).drafts > 0

    def keys(self, locale: str) -> frozenset[str]:
        """Every key of one language."""
        return frozenset(self._of(locale).texts)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._of(JAPANESE).texts

    def text(self, locale: str, key: str, **values: object) -> str:
        """The text with its values in place; raise `KeyError` for a key nobody wrote."""
        words = self._of(locale).texts if locale in self._files else {}
        text = words.get(key) or self._of(JAPANESE).texts[key]
        return text.format(**in_sentence(values)) if values else text

    def _of(self, locale: str) -> Wording:
        if locale not in self._read:
            self._read[locale] = read(self._files[locale])
        return self._read[locale]


def _own_name(path: Path) -> str:
    """What a language calls itself, from that line alone; its file's name where nobody said."""
    with path.open(encoding="utf-8") as lines:
        line = next((line for line in lines if line.startswith(_OWN_NAME)), "")
    return wording(tomllib.loads(line)).texts.get(_OWN_NAME, path.name)


class Translator:
    """Gives QML's ``qsTrId`` the words of the language chosen now.

    WORKAROUND until PySide6-Essentials 6.12 (no issue): a translator written in Python is asked by QML's loader thread,
    which then waits for Python while Python may be waiting for that thread, and the screen stands still for good. So
    the words are put into Qt's own form first.
    """

    def __init__(self, words: Words, locale: str = JAPANESE) -> None:
        self._words = words
        self._locale = locale
        self._made: dict[str, tuple[QTranslator, bytes]] = {}  # Qt reads the bytes where they are
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
        self._installed = self._made_for(self._locale)
        QCoreApplication.installTranslator(self._installed)

    def remove(self) -> None:
        """Take the words away before the views go."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
            self._installed = None

    def _made_for(self, locale: str) -> QTranslator:
        if locale not in self._made:
            words, translator = self._words, QTranslator()
            content = compiled({key: words.text(locale, key) for key in words.keys(JAPANESE)})
            if not translator.load(content):
                raise WordsNotUsable(locale)
            self._made[locale] = translator, content
        return self._made[locale][0]
