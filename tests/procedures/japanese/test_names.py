import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese.names import chars, clusters, is_selector, plain, without_last

MARKS = st.sampled_from(
    ["葛", "辻", "𠮷", "\U000e0100", "\U000e0102", "\ufe00", "が", "\u3099", "A", "\u0301", "　", "\ue000"]
)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("葛\U000e0102西　辻\U000e0102子", 5),
        ("髙﨑　𠮷男", 5),
        ("塚\ufa10本　神\ufa19奈", 7),
        ("渡邉\U000e010f　一", 4),
        ("NI NI WIN", 9),
        ("か\u3099", 1),
        ("\u31f7\u309a", 1),
        ("Nguye\u0302\u0303n", 6),
        ("", 0),
    ],
)
def test_characters_are_counted_as_a_reader_does(name: str, count: int) -> None:
    assert chars(name) == count


def test_delete_takes_base_and_selector_together() -> None:
    assert without_last("葛西辻\U000e0102") == "葛西"
    assert without_last("𠮷") == ""
    assert without_last("") == ""


def test_plain_drops_selectors_only() -> None:
    assert plain("葛\U000e0102西　塚\ufa10") == "葛西　塚\ufa10"


@given(st.lists(MARKS).map("".join) | st.text())
def test_clusters_lose_nothing(name: str) -> None:
    assert "".join(piece.text for piece in clusters(name)) == name


@given(st.lists(MARKS).map("".join) | st.text())
def test_deleting_takes_one_character_at_a_time(name: str) -> None:
    shorter = without_last(name)
    assert name.startswith(shorter)
    assert chars(shorter) == max(chars(name) - 1, 0)


@given(st.lists(MARKS, min_size=1).map("".join))
def test_no_cluster_but_the_first_begins_with_a_selector(name: str) -> None:
    assert not any(is_selector(piece.base) for piece in clusters(name)[1:])
