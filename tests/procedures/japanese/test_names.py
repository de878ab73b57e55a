import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese import names
from kiosk.procedures.japanese.names import NameSpan, chars, clusters, plain, spans, uncertain, without_last

IPAMJ, NOTO = "IPAmjMincho", "Noto Serif CJK JP"
MARKS = st.sampled_from(
    ["葛", "辻", "𠮷", "\U000e0100", "\U000e0102", "\ufe00", "が", "\u3099", "A", "\u0301", "　", "\ue000"]
)


def has(font: str, base: int, selector: int | None) -> bool:
    """As measured: IPAmj has Moji_Joho pairs of 葛, Noto the Adobe-Japan1 ones; neither has private-use characters."""
    if base == ord("葛") and selector is not None:
        return selector >= 0xE0102 if font == IPAMJ else selector < 0xE0102
    return selector is None and not names.is_private(base) and base != ord("幻")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("葛\U000e0102西　辻\U000e0102子", 5),
        ("髙﨑　𠮷男", 5),
        ("塚\ufa10本　神\ufa19奈", 7),
        ("渡邉\U000e010f　一", 4),
        ("NI NI WIN", 9),
        ("か\u3099", 1),
        ("", 0),
    ],
)
def test_characters_are_counted_as_a_reader_does(name: str, count: int) -> None:
    assert chars(name) == count


def test_delete_takes_base_and_selector_together() -> None:
    assert without_last("葛西辻\U000e0102") == "葛西"
    assert without_last("𠮷") == ""
    assert without_last("") == ""


def test_each_pair_is_drawn_in_the_first_font_that_has_it() -> None:
    assert spans("葛\U000e0102西", [IPAMJ, NOTO], has) == (NameSpan("葛\U000e0102西", IPAMJ),)
    assert spans("葛\U000e0100西", [IPAMJ, NOTO], has) == (NameSpan("葛\U000e0100", NOTO), NameSpan("西", IPAMJ))


def test_a_pair_no_font_has_is_uncertain_and_drawn_plain() -> None:
    assert spans("辻\U000e01ef", [IPAMJ, NOTO], has) == (NameSpan("辻\U000e01ef", IPAMJ, uncertain=True),)
    assert uncertain("山辻\U000e01ef", [IPAMJ, NOTO], has) == ("辻\U000e01ef",)


@pytest.mark.parametrize("letter", ["\ue000", "\U000f0000", "幻"])
def test_gaiji_and_characters_without_any_glyph_are_uncertain(letter: str) -> None:
    assert uncertain(f"山{letter}田", [IPAMJ, NOTO], has) == (letter,)


def test_plain_drops_selectors_only() -> None:
    assert plain("葛\U000e0102西　塚\ufa10") == "葛西　塚\ufa10"


@given(st.lists(MARKS).map("".join) | st.text())
def test_clusters_and_spans_lose_nothing(name: str) -> None:
    assert "".join(piece.text for piece in clusters(name)) == name
    assert "".join(span.text for span in spans(name, [IPAMJ, NOTO], has)) == name


@given(st.lists(MARKS).map("".join) | st.text())
def test_deleting_takes_one_character_at_a_time(name: str) -> None:
    shorter = without_last(name)
    assert name.startswith(shorter)
    assert chars(shorter) == max(chars(name) - 1, 0)


@given(st.lists(MARKS, min_size=1).map("".join))
def test_no_cluster_but_the_first_begins_with_a_selector(name: str) -> None:
    assert not any(names.is_selector(piece.base) for piece in clusters(name)[1:])


def test_repr_hides_the_name() -> None:
    assert "葛" not in repr(spans("葛西", [IPAMJ], has))
