from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese.ruby import RubySpan, plain, spans, spoken, unread

TEXT = "住民票(じゅうみんひょう)を もらう"


def test_ruby_is_taken_apart() -> None:
    assert spans(TEXT) == (RubySpan("住民票", "じゅうみんひょう"), RubySpan("を もらう"))


def test_plain_and_spoken_read_each_word_once() -> None:
    assert plain(TEXT) == "住民票を もらう"
    assert spoken(TEXT) == "じゅうみんひょうを もらう"


def test_brackets_that_are_no_reading_stay() -> None:
    assert plain("何枚(3枚まで)") == "何枚(3枚まで)"


def test_kanji_without_a_reading_are_found() -> None:
    assert unread("住民票(じゅうみんひょう)と 年金") == ("年金",)


@given(st.text(alphabet="住民票(じゅう)を A1", max_size=20))
def test_spans_joined_are_the_plain_text(text: str) -> None:
    assert "".join(span.text for span in spans(text)) == plain(text)
