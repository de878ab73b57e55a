"""Which font draws a name, and what it says of each cluster."""

import pytest

from kiosk.booth.views.letters.name_glyphs import faces, glyphs

MOJI_JOHO = "葛\U000e0102"  # IPAmj has it, Noto has not
ADOBE = "葛\U000e0100"  # Noto has it, IPAmj has not
NOBODY = "葛\U000e0120"
FONTS = len(faces())
needs_fonts = pytest.mark.skipif(FONTS < 2, reason="the fonts for names are not installed")


@needs_fonts
def test_each_variant_comes_from_the_first_font_that_has_exactly_it() -> None:
    assert [(glyph.face, glyph.uncertain) for glyph in glyphs(MOJI_JOHO + "西")] == [(0, False), (0, False)]
    (adobe,) = glyphs(ADOBE)
    assert (adobe.face, adobe.uncertain) == (1, False)


@needs_fonts
def test_characters_beyond_the_basic_plane_are_one_glyph() -> None:
    assert len(glyphs("\U00020bb7野")) == 2
    assert not any(glyph.uncertain for glyph in glyphs("\U00020bb7髙﨑"))


def test_marks_count_code_points_also_where_a_line_breaks() -> None:
    assert [glyph.at for glyph in glyphs("カ\u3099 \U00020bb7")] == [0, 2, 3]


@needs_fonts
def test_marks_are_drawn_by_a_font_that_has_them_in_place() -> None:
    for text in ("\u31f7\u309a", "カ\u3099", "m\u0304", "e\u0302\u0303"):
        (glyph,) = glyphs(text)
        assert (glyph.uncertain, len(glyph.parts)) == (False, 1), text
    (doubtful,) = glyphs("山\u0f71")
    assert doubtful.uncertain
