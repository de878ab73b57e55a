"""Finding one entry: by use, by first kana, by number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.booth.typing.picking import By, Picking, Source, begin, offered, press
from kiosk.procedures.japanese.listed import Listed

KA = tuple(Listed(f"1{number:03}", f"加{number}", f"カ{number:03}") for number in range(7))
ENTRIES = (*KA, Listed("0005", "三菱", "ミツビシ"), Listed("0001", "みずほ", "ミズホ"))
LIST = Source(ENTRIES, ("0005", "9999", "0001"), 4)
MOST = 3


def after(*keys: str, source: Source = LIST) -> Picking:
    picking = begin(source)
    for key in keys:
        picking = press(picking, key, source, MOST)
    return picking


def codes(picking: Picking, source: Source = LIST) -> list[str]:
    return [one.code for one in offered(picking, source, MOST).entries]


def test_the_usual_ones_stand_first_in_the_order_they_are_named() -> None:
    assert codes(after()) == ["0005", "0001"]
    assert LIST.ways == (By.USUAL, By.KANA, By.NUMBER)


def test_without_usual_ones_or_numbers_the_kana_are_asked() -> None:
    plain = Source(ENTRIES)
    assert plain.ways == (By.KANA,)
    assert offered(begin(plain), plain, MOST).asks_kana


def test_a_kana_opens_its_list_in_screens() -> None:
    here = after("kana", "kana:カ")
    found = offered(here, LIST, MOST)
    assert (found.screen, found.screens, codes(here)) == (1, 3, ["1000", "1001", "1002"])
    last = after("kana", "kana:カ", "down", "down", "down")
    assert (codes(last), offered(last, LIST, MOST).screen) == (["1006"], 3)
    assert codes(after("kana", "kana:カ", "down", "up", "up")) == codes(here)


def test_the_tab_of_the_kana_leads_back_to_them() -> None:
    assert after("kana", "kana:カ", "kana") == Picking(By.KANA)


def test_a_kana_under_which_nothing_is_opens_nothing() -> None:
    assert after("kana", "kana:ア") == Picking(By.KANA)
    assert after("kana:カ") == begin(LIST)


def test_digits_narrow_the_list() -> None:
    assert codes(after("number")) == []
    assert codes(after("number", "0", "0")) == ["0001", "0005"]
    assert codes(after("number", "0", "0", "0", "5", "5")) == ["0005"]
    assert codes(after("number", "9", "clear", "1", "0", "erase", "0", "0", "0")) == ["1000"]
    assert after("number", "x", "up") == Picking(By.NUMBER)
    assert offered(after("number", "1"), LIST, MOST).screens == 2
    assert codes(after("number", "1", "down")) == ["1004", "1005", "1006"]
    assert codes(after("number", "1", "down", "0", "erase")) == ["1000", "1001", "1002", "1003"]


def test_a_key_that_means_nothing_changes_nothing() -> None:
    assert after("left") == begin(LIST)


@given(st.lists(st.sampled_from(["usual", "kana", "number", "kana:カ", "kana:ミ", "up", "down", "erase", "1", "0"])))
def test_whatever_is_pressed_the_screen_is_one_there_is(keys: list[str]) -> None:
    here = after(*keys)
    found = offered(here, LIST, MOST)
    assert 1 <= found.screen <= found.screens
    assert len(found.entries) <= 4
    assert found.asks_kana == (here.by is By.KANA and not here.first)


@pytest.mark.parametrize("kana", ["カ", "ミ"])
def test_every_entry_of_a_list_comes_on_some_screen(kana: str) -> None:
    seen: list[str] = []
    here = after("kana", f"kana:{kana}")
    for _ in range(offered(here, LIST, MOST).screens):
        seen += codes(here)
        here = press(here, "down", LIST, MOST)
    assert sorted(seen) == sorted(one.code for one in ENTRIES if one.reading.startswith(kana))
