"""Keys and what they do to a text."""

import pytest

from kiosk.booth.typing import composer
from kiosk.booth.typing.composer import Board, Kind, Typed
from kiosk.procedures.japanese import names

KATSU = "葛\U000e0102"


def typed(kind: Kind, keys: list[str], text: str = "", most: int = 100) -> Typed:
    state = composer.begin(kind, text, most)
    for key in keys:
        state = composer.press(state, key)
    return state


@pytest.mark.parametrize(
    ("kind", "keys", "text", "reading"),
    [
        (Kind.NAME, [*"わたなへ", "dakuten"], "わたなべ", "わたなべ"),
        (Kind.NAME, ["は", "handakuten"], "ぱ", "ぱ"),
        (Kind.NAME, ["は", "handakuten", "dakuten"], "ば", "ば"),
        (Kind.NAME, ["は", "dakuten", "dakuten"], "は", "は"),
        (Kind.NAME, ["ま", "dakuten"], "ま", "ま"),
        (Kind.NAME, ["き", "よ", "small"], "きょ", "きょ"),
        (Kind.NAME, ["つ", "small", "small"], "つ", "つ"),
        (Kind.NAME, ["か", "space"], "か\u3000", ""),
        (Kind.NAME, ["か", "settle"], "か", ""),
        (Kind.NAME, ["ー"], "ー", ""),
        (Kind.NAME, ["す", "ゑ"], "すゑ", "すゑ"),
        (Kind.NAME, ["ゐ"], "ゐ", "ゐ"),
        (Kind.NAME, ["す", "ゞ"], "すゞ", "すゞ"),
        (Kind.NAME, ["す", "ゝ", "dakuten"], "すゞ", "すゞ"),
        (Kind.NAME, ["ゝ"], "ゝ", ""),
        (Kind.NAME, ["の", "々"], "の々", ""),
        (Kind.NAME, ["う", "dakuten"], "ゔ", "ゔ"),
        (Kind.KANA, ["ヰ", "ヱ"], "ヰヱ", ""),
        (Kind.NAME, ["か", "erase", "erase"], "", ""),
        (Kind.NAME, ["か", "board:latin", "a", "shift", "b", "space"], "かAb ", ""),
        (Kind.NAME, ["か", "board:digits"], "か", "か"),
        (Kind.NAME, ["か", "dance"], "か", "か"),
        (Kind.KANA, ["わ", "た", "な", "へ", "dakuten"], "ワタナベ", ""),
        (Kind.KANA, ["う", "dakuten"], "ヴ", ""),
        (Kind.KANA, ["や", "small", "space"], "ャ\u3000", ""),
        (Kind.TEL, list("0792210000"), "0792210000", ""),
        (Kind.TEL, ["0", "space"], "0", ""),
        (Kind.NUMBER, ["1", "2", "erase"], "1", ""),
        (Kind.TEXT, ["1", "-", "clear"], "", ""),
    ],
)
def test_keys(kind: Kind, keys: list[str], text: str, reading: str) -> None:
    state = typed(kind, keys)
    assert (state.text, state.reading) == (text, reading)


def test_erase_takes_a_character_with_its_selector() -> None:
    assert typed(Kind.NAME, ["erase"], "西" + KATSU).text == "西"


def test_the_cursor_passes_a_character_with_its_selector_in_one_step() -> None:
    state = typed(Kind.NAME, ["left", "left", "right"], "西" + KATSU + "辻")
    assert (state.before, state.after) == ("西" + KATSU, "辻")
    assert composer.press(state, "erase").text == "西辻"


def test_moving_changes_nothing_of_the_text() -> None:
    text = "西" + KATSU + "辻か\u3099"
    state = composer.begin(Kind.NAME, text, 100)
    for key in ["left"] * 7 + ["right"] * 9:
        state = composer.press(state, key)
        assert state.text == text
        assert "".join(piece.text for piece in names.clusters(state.after)) == state.after
    assert state.after == ""


def test_letters_are_written_at_the_cursor() -> None:
    state = typed(Kind.TEXT, ["left", "1"], "番地")
    assert state.text == "番1地"


def test_a_chosen_candidate_takes_the_place_of_the_kana() -> None:
    state = composer.choose(typed(Kind.NAME, ["わ", "た"], "花"), "綿")
    assert (state.before, state.reading) == ("花綿", "")


def test_no_more_characters_than_the_field_takes() -> None:
    assert typed(Kind.NUMBER, ["1", "2", "3"], most=2).text == "12"
    assert typed(Kind.NAME, ["か"], KATSU, most=1).text == KATSU


def test_a_long_reading_settles_by_itself() -> None:
    state = typed(Kind.TEXT, ["か"] * (composer.LONGEST_READING + 1))
    assert state.text == "か" * (composer.LONGEST_READING + 1)
    assert state.reading == ""


def test_people_who_do_not_read_japanese_begin_with_latin_letters() -> None:
    assert composer.begin(Kind.NAME, "", 10, latin=True).board is Board.LATIN
    assert composer.begin(Kind.KANA, "", 10, latin=True).board is Board.KANA


def test_names_are_kept_code_point_by_code_point() -> None:
    compatibility = "\ufa10\ufa19"  # 塚 and 神 that normalisation would replace
    assert typed(Kind.NAME, ["left", "right", "か", "erase"], compatibility).text == compatibility


def test_what_was_typed_is_not_in_the_representation() -> None:
    assert "山" not in repr(typed(Kind.NAME, [], "山田"))
