"""The board of a date as QML sees it."""

from PySide6.QtCore import QObject

from kiosk.booth.views.visit.asking.date_view import DateView


def test_a_date_is_typed_part_by_part(qapp: QObject) -> None:
    view = DateView()
    assert (view.open, view.value(), view.pressed("1")) == (False, None, False)
    view.begin(None, "ja")
    changes = [view.pressed(key) for key in ("era:昭和", "3", "4", "next", "month:5", "day:6")]
    assert changes == [False, False, False, False, False, True]
    assert view.value() == {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
    assert (view.era, view.year, view.month, view.day, view.lastDay) == ("昭和", "34", 5, 6, 31)


def test_nothing_of_it_stays(qapp: QObject) -> None:
    view = DateView()
    view.begin({"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}, "en")
    assert (view.part, view.year, view.eraName) == ("day", "1959", "")
    view.forget()
    assert (view.open, view.part, view.year, view.month, view.day) == (False, "", "", -1, -1)
    assert not view.impossible
