"""The booth's words: one TOML file a locale, for Python by key and for QML through Qt's translator."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTranslator
from typing_extensions import override

FOLDER: Final = Path(__file__).parents[3] / "assets" / "translations"
JAPANESE: Final = "ja"
RUBY: Final = "easy"
"""The locale whose words carry ruby: 漢字(かんじ)."""


class Words:
    """Every word of the booth in every language; Japanese stands in for what a language has not got."""

    def __init__(self, by_locale: Mapping[str, Mapping[str, str]]) -> None:
        self._by_locale = by_locale

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Words":
        """Read every ``booth.<locale>.toml`` of `folder`."""
        files = sorted(folder.glob("booth.*.toml"))
        return cls({path.name.split(".")[1]: tomllib.loads(path.read_text(encoding="utf-8")) for path in files})

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages there are, Japanese first, then やさしい日本語."""
        return tuple(sorted(self._by_locale, key=lambda locale: ((JAPANESE, RUBY, locale).index(locale), locale)))

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
        return text.format(**values) if values else text


class Translator(QTranslator):
    """Gives QML's ``qsTrId`` the words of the language chosen now."""

    def __init__(self, words: Words, locale: str = JAPANESE) -> None:
        super().__init__()
        self._words = words
        self.locale = locale

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: Any,
        sourceText: Any,
        disambiguation: Any = None,
        n: int = -1,
    ) -> str | None:
        """The text of `sourceText`, None for Qt's own sentences: an empty text would stand in their place."""
        key = sourceText if isinstance(sourceText, str) else bytes(sourceText).decode()
        return self._words.text(self.locale, key) if self._words.has(key) else None
