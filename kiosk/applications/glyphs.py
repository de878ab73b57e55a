"""The IVS guard: which font draws each character exactly as written, and which characters no font here can draw.

A kanji with a variation selector that a font does not know is silently drawn as the plain kanji, by every renderer
tried. So the choice is made here, from each font's own table of pairs (cmap format 14, OpenType 1.9).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TypedDict

from typing_extensions import override

from kiosk.values import dataclass

GETA: Final = "〓"
"""What printers have always put where a character is missing."""

_EACH_BY_ITSELF: Final = re.compile("[0-9ぁ-ゖァ-ヺー一-鿿、。・（）「」：０-９\u3000]+")
"""Most of what stands on a paper: characters that nothing hangs on, and that form no run of Latin letters."""
_DEBIAN: Final = Path("/usr/share/fonts")


@dataclass(frozen=True)
class FontFile:
    """One font: file, number inside a collection, and the family name typesetting knows it by."""

    path: Path
    family: str
    index: int = 0


def _noto(script: str) -> tuple[FontFile, FontFile]:
    folder = _DEBIAN / "truetype/noto"
    suffix, end = (f"-{script}" if script else "").replace("-", ""), f" {script}" if script else ""
    return (
        FontFile(path=folder / f"NotoSerif{suffix}-Regular.ttf", family=f"Noto Serif{end}"),
        FontFile(path=folder / f"NotoSans{suffix}-Regular.ttf", family=f"Noto Sans{end}"),
    )


_WORLD: Final = tuple(_noto(script) for script in ("", "Thai", "Devanagari", "Myanmar", "Khmer"))
_CJK: Final = _DEBIAN / "opentype/noto"


@dataclass(frozen=True)
class FontLists:
    """Fonts in the order they are asked; `extra` (as the add-on of 行政事務標準文字) is asked first.

    Files that are not on this machine are skipped.
    """

    extra: tuple[FontFile, ...] = ()
    mincho: tuple[FontFile, ...] = (
        FontFile(path=_DEBIAN / "truetype/ipamj/ipamjm.ttf", family="IPAmjMincho"),
        FontFile(path=_CJK / "NotoSerifCJK-Regular.ttc", family="Noto Serif CJK JP"),
        FontFile(path=_DEBIAN / "truetype/bizud-mincho/BIZUDMincho-Regular.ttf", family="BIZ UDMincho"),
        *(serif for serif, _ in _WORLD),
    )
    gothic: tuple[FontFile, ...] = (
        FontFile(path=_DEBIAN / "truetype/bizud-gothic/BIZUDPGothic-Regular.ttf", family="BIZ UDPGothic"),
        FontFile(path=_CJK / "NotoSansCJK-Regular.ttc", family="Noto Sans CJK JP"),
        *(sans for _, sans in _WORLD),
    )


class Span(TypedDict):
    """A run of text (`t`) to be set in one font family (`f`)."""

    t: str
    f: str


@dataclass(frozen=True)
class Written:
    """A text ready for typesetting; `uncertain` when some character could not be chosen exactly as written."""

    spans: tuple[Span, ...]
    uncertain: bool

    @override
    def __repr__(self) -> str:
        return f"Written({len(self.spans)} spans, uncertain={self.uncertain})"


class FontsMissing(Exception):
    """None of the fonts of a list is on this machine; the text names the packages to install."""


class Face:
    """What one font can draw; its tables are read when first asked for and kept, the file is not kept open."""

    def __init__(self, font: FontFile) -> None:
        self.font = font

    def has(self, base: int, selector: int | None) -> bool:
        """Whether the font draws exactly this character, or exactly this pair."""
        if selector is None:
            return base in self._tables[0]
        return (base, selector) in self._tables[1]

    def has_every(self, text: str) -> bool:
        """Whether the font draws every character of a text in which nothing hangs on another."""
        return self._tables[0].issuperset(map(ord, text))

    @cached_property
    def _tables(self) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
        from fontTools.ttLib import TTFont, TTLibError

        try:
            with self.font.path.open("rb") as file, TTFont(file, fontNumber=self.font.index, lazy=True) as font:
                pairs = (
                    (base, selector)
                    for table in font["cmap"].tables
                    if table.format == 14
                    for selector, listed in table.uvsDict.items()
                    for base, _ in listed
                )
                return frozenset(font.getBestCmap() or ()), frozenset(pairs)
        except (OSError, TTLibError) as error:
            raise FontsMissing(f"{self.font.path}: cannot be read as a font") from error


class Guard:
    """Chooses fonts for texts from one list of fonts; keeps fonts, never texts."""

    def __init__(self, fonts: Sequence[FontFile]) -> None:
        self._faces = [Face(font) for font in fonts if font.path.is_file()]
        if not self._faces:
            raise FontsMissing("no font found; install fonts-ipamj-mincho, fonts-noto-cjk and fonts-morisawa-bizud-*")

    @property
    def fonts(self) -> tuple[FontFile, ...]:
        """The fonts that are on this machine, in order."""
        return tuple(face.font for face in self._faces)

    def write(self, text: str) -> Written:
        """Choose a font for every character of `text`; neighbours in one font share a span.

        Uncertain: characters of private use (外字), pairs no font has (the plain kanji is drawn, the selector stays in
        the text), and characters no font has (drawn as 〓). Control characters other than a line break are left out.
        """
        first = self._faces[0]
        if _EACH_BY_ITSELF.fullmatch(text) and first.has_every(text):
            return Written((Span(t=text, f=first.font.family),), uncertain=False)
        spans: list[Span] = []
        uncertain = False
        for cluster in _clusters(text):
            drawn, face, sure = self._choose(cluster)
            uncertain |= not sure
            if spans and spans[-1]["f"] == face.font.family:
                spans[-1]["t"] += drawn
            elif drawn:
                spans.append(Span(t=drawn, f=face.font.family))
        return Written(tuple(spans), uncertain)

    def _choose(self, cluster: str) -> tuple[str, Face, bool]:
        first = self._faces[0]
        category = unicodedata.category(cluster[0])
        if category in ("Cc", "Cf", "Zl", "Zp"):
            alone = len(cluster) == 1  # a mark on a control character is left out with it, which is worth a look
            return ("\n" if cluster in "\n\u2028\u2029" else ""), first, category != "Cf" and alone
        if category == "Co":
            return GETA, first, False
        signs = list(_signs(cluster))
        if not signs:  # a selector or a joiner that belongs to nothing
            return "", first, False
        for face in self._faces:
            if all(face.has(*sign) for sign in signs):
                return cluster, face, True
        for face in self._faces:
            if all(face.has(base, None) for base, _ in signs):
                return cluster, face, False
        return GETA, first, False


def _is_selector(character: str) -> bool:
    return "\U000e0100" <= character <= "\U000e01ef" or "\ufe00" <= character <= "\ufe0f"


def _hangs_on(character: str) -> bool:
    return (
        _is_selector(character) or character in "\u200c\u200d" or unicodedata.category(character) in ("Mn", "Mc", "Me")
    )


def _is_latin(character: str) -> bool:
    return character.isalpha() and (character < "\u0250" or "\u1e00" <= character <= "\u1eff")


def _in_latin_run(character: str) -> bool:
    return _is_latin(character) or character in " -.'’"


def _stays(cluster: str, character: str) -> bool:
    return _hangs_on(character) or (_is_latin(cluster[0]) and _in_latin_run(character))


def _clusters(text: str) -> Iterator[str]:
    """Base characters with the marks and selectors that belong to them, and runs of Latin letters as a whole.

    A Vietnamese name whose letters came from two fonts would look torn.
    """
    cluster = ""
    for character in text:
        if cluster and cluster != "\n" and _stays(cluster, character):
            cluster += character
        else:
            if cluster:
                yield cluster
            cluster = character
    if cluster:
        yield cluster


def _signs(cluster: str) -> Iterator[tuple[int, int | None]]:
    """Each character of a cluster with its selector; joiners need no glyph."""
    visible = [character for character in cluster if character not in "\u200c\u200d"]
    for character, after in zip(visible, [*visible[1:], ""], strict=True):
        if not _is_selector(character):
            yield ord(character), ord(after) if after and _is_selector(after) else None
