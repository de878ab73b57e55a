"""A long list as QML sees it."""

from PySide6.QtCore import QObject

from kiosk.booth.typing.picking import Source
from kiosk.booth.views.visit.asking.picking_view import CARDS, PickingView
from kiosk.procedures.japanese.listed import Listed

ENTRIES = (
    *(Listed(f"{number:04}", f"加古{number}", "カコ") for number in range(13)),
    Listed("9001", "みなと", "ミナト"),
    Listed("9002", "ABC", "ＡＢＣ"),
)
LIST = Source(ENTRIES, ("9001",), 4)


def shown(locale: str = "ja", size: int = 0) -> tuple[PickingView, list[str]]:
    view, told = PickingView(), list[str]()
    view.seen(locale, size)
    view.show("list", LIST, "9001", told.append)
    return view, told


def test_the_usual_entries_come_first_and_a_touch_is_told(qapp: QObject) -> None:
    view, told = shown()
    assert [(one.code, one.reading, one.chosen) for one in view.cards.rows] == [("9001", "", True)]
    assert (view.by, view.ways, view.asksKana, view.mostDigits) == ("usual", ["usual", "kana", "number"], False, 4)
    view.choose("9001")
    assert told == ["9001"]


def test_only_kana_under_which_something_is_have_a_key(qapp: QObject) -> None:
    view, _ = shown()
    view.press("kana")
    keys = {key.label: key.hint for key in view.keys.rows if key.label}
    assert keys == {"か": "", "み": "", "ABC": ""}
    view.press("kana:カ")
    assert (view.first, view.screen, view.screens, len(view.cards.rows)) == ("か", 1, 2, 12)
    assert view.cards.rows[0].reading == "かこ"
    view.press("down")
    assert [one.code for one in view.cards.rows] == ["0012"]


def test_those_who_read_no_kana_see_latin_letters(qapp: QObject) -> None:
    view, _ = shown("vi", 3)
    view.press("kana")
    assert {key.label: key.hint for key in view.keys.rows if key.label} == {"か": "ka", "み": "mi", "ABC": ""}
    view.press("kana:カ")
    assert (view.cards.rows[0].reading, len(view.cards.rows), view.most) == ("Kako", CARDS[3], CARDS[3])


def test_digits_find_an_entry(qapp: QObject) -> None:
    view, _ = shown()
    view.press("number")
    for digit in "9002":
        view.press(digit)
    assert (view.digits, [one.code for one in view.cards.rows], view.most) == ("9002", ["9002"], 4)


def test_the_same_list_stays_where_it_is_and_another_begins_anew(qapp: QObject) -> None:
    view, told = shown()
    view.press("kana")
    view.show("list", LIST, "0003", told.append)
    assert view.asksKana
    view.show("other", Source(ENTRIES), "", told.append)
    assert (view.ways, view.asksKana) == ([], True)


def test_larger_letters_begin_the_list_anew_where_fewer_fit(qapp: QObject) -> None:
    view, _ = shown()
    for key in ("kana", "kana:カ", "down"):
        view.press(key)
    view.seen("ja", 3)
    assert (view.first, view.screen, view.screens) == ("か", 1, 3)


def test_nothing_of_a_list_stays(qapp: QObject) -> None:
    view, told = shown()
    view.forget()
    view.choose("9001")
    assert (told, view.cards.rows, view.first) == ([], (), "")
