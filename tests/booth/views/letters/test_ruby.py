"""Ruby laid out: markup split into pieces, lines that break between phrases."""

from kiosk.booth.views.letters.ruby import Piece, bare, has_ruby, lay_out, pieces


def one(text: str) -> float:
    """Every letter is ten wide."""
    return 10.0 * len(text)


def half(text: str) -> float:
    return 5.0 * len(text)


def lines(text: str, width: float) -> list[str]:
    return ["".join(piece.base for piece, _, _ in line.placed) for line in lay_out(text, 10, width, one, half)]


def test_marked_words_become_pieces() -> None:
    assert pieces("名前(なまえ)を 書(か)く")[:3] == (Piece("名前", "なまえ"), Piece("を"), Piece(" "))
    assert bare("名前(なまえ)を 書(か)く") == "名前を 書く"


def test_a_word_of_devanagari_stays_whole_with_its_vowel_signs() -> None:
    assert pieces("通帳(つうちょう) ल्याउने: 1")[1:] == tuple(map(Piece, (" ", "ल्याउने", ":", " ", "1")))


def test_full_width_brackets_mark_too() -> None:
    assert pieces("名前（なまえ）")[0] == Piece("名前", "なまえ")


def test_brackets_that_hold_no_reading_stay() -> None:
    assert not has_ruby("住所（マンション名も）と 通称 (ABC)")
    assert bare("（1通）") == "（1通）"


def test_lines_break_between_phrases() -> None:
    assert lines("あいう えおか きく", 55) == ["あいう", "えおか", "きく"]
    assert lines("あいう えおか きく", 75) == ["あいう えおか", "きく"]


def test_a_phrase_longer_than_a_line_breaks_inside_but_not_before_a_full_stop() -> None:
    assert lines("あいうえお。", 50) == ["あいうえ", "お。"]


def test_a_new_line_is_kept() -> None:
    assert lines("あ\nい", 100) == ["あ", "い"]


def test_a_long_reading_widens_its_word() -> None:
    (line,) = lay_out("志(こころざし)", 10, 0, one, half)
    assert line.width == 25
