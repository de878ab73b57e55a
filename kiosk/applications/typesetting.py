"""Typesetting: templates and data become PDF/A-2 through one typst compiler that is kept alive.

The compiler and what draws codes are loaded with the first paper, or by `Typesetter.warm_up`: no screen waits for them.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from typing_extensions import override

from kiosk.applications.glyphs import FontFile, FontLists, Guard
from kiosk.values import dataclass

if TYPE_CHECKING:
    import typst

TEMPLATES: Final = Path(__file__).parent / "templates"
Standard = Literal["a-2b", "a-2a", "ua-1"]
FOR_THE_RECORD: Final[tuple[Standard, ...]] = ("a-2b",)
"""PDF/A-2b: drawn the same for as long as papers are kept."""
FOR_READERS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
"""PDF/A-2a that is PDF/UA-1 too: for whoever has it read aloud."""
_JAPANESE: Final = ("ja", "easy")
_OF_MANY_LANGUAGES: Final = "Noto Sans CJK"
"""Draws Chinese and Korean in their own forms where the text says its language."""
_QR_MASK: Final = 3
"""Trying all eight for the prettiest takes longer than all the rest; readers take any in so small a code."""


class TypesettingFailed(Exception):
    """A template could not be set; the text names the template, never what should have stood in it."""


@dataclass(frozen=True)
class PdfDocument:
    """A finished PDF."""

    content: bytes

    @override
    def __repr__(self) -> str:
        return f"PdfDocument({len(self.content)} bytes)"


@cache
def _guard(fonts: tuple[FontFile, ...]) -> Guard:
    """One for all who ask for the same fonts: reading their tables takes a second."""
    return Guard(fonts)


class Typesetter:
    """One compiler, its fonts and the two guards; safe to use from several threads."""

    def __init__(self, fonts: FontLists | None = None, templates: Path = TEMPLATES) -> None:
        self._fonts = fonts or FontLists()
        self._templates = templates
        self._one_at_a_time = threading.Lock()

    @cached_property
    def mincho(self) -> Guard:
        """Chooses fonts for what people wrote."""
        return _guard(self._fonts.extra + self._fonts.mincho)

    @cached_property
    def gothic(self) -> Guard:
        """Chooses fonts for labels and slips; names in them fall back to the mincho list."""
        return _guard(self._fonts.gothic + self._fonts.extra + self._fonts.mincho)

    def in_language(self, locale: str) -> Guard:
        """Chooses fonts for what is said in `locale`: those of labels, and for other languages than Japanese first the
        one that has their letters whole, so that no sentence is put together from two fonts.
        """
        if locale in _JAPANESE:
            return self.gothic
        labels = sorted(self._fonts.gothic, key=lambda font: not font.family.startswith(_OF_MANY_LANGUAGES))
        return _guard((*labels, *self._fonts.extra, *self._fonts.mincho))

    def warm_up(self) -> None:
        """Read the fonts before the first resident has to wait for them."""
        self.mincho.write("葛\U000e0102葛\U000e0100")
        self.gothic.write("あ葛\U000e0102葛\U000e0100")
        _ = self._compiler

    def set_pdf(
        self, template: str, data: Mapping[str, Any], at: datetime, standards: Sequence[Standard] = FOR_THE_RECORD
    ) -> bytes:
        """Set `data` (JSON) in the named template, dated `at` (aware); the same input gives the same bytes.

        Raise `TypesettingFailed` when typst refuses.
        """
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        with self._one_at_a_time:
            try:
                content = self._compiler.compile(
                    input=self._templates / f"{template}.typ",
                    format="pdf",
                    sys_inputs=inputs,
                    pdf_standards=list(standards),
                    timestamp=int(at.timestamp()),
                )
            except RuntimeError:  # TypstError, or what cannot even be opened; its message may quote the data
                raise TypesettingFailed(f"{template}: typst refused") from None
        if not isinstance(content, bytes):
            raise TypesettingFailed(f"{template}: no document came out")
        return content

    @cached_property
    def _compiler(self) -> "typst.Compiler":
        folders = {font.path.parent for font in self.gothic.fonts}
        import typst

        return typst.Compiler(root=self._templates, font_paths=_fonts(tuple(sorted(str(path) for path in folders))))


@cache
def _fonts(folders: tuple[str, ...]) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def qr_svg(text: str) -> str:
    """A QR code of `text` as SVG, with the quiet zone of four modules that ISO/IEC 18004 asks for."""
    import segno

    code = segno.make(text, error="q", micro=False, mask=_QR_MASK)
    return str(code.svg_inline(border=4, omitsize=True, dark="#000", light=None))
