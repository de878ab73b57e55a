"""The table is aligned, honest, and the same for programs."""

from kiosk.bench.figures import FIGURES, Figure, Goal
from kiosk.bench.pairs import measured
from kiosk.bench.table import NOT_YET, Line, NotMeasured, as_data, drawn, listed, width

WIDE = Figure("wide", "封緘して保存", "a bare commit", "ms", Goal("ratio", "most", 1.5), "group")
PLAIN = Figure("narrow", "plain", "-", "ms", None, "group")


def test_wide_letters_take_two_columns_and_selectors_none() -> None:
    assert width("abc") == 3
    assert width("達成") == 4
    assert width("葛\U000e0102") == 2


def test_columns_stand_under_each_other() -> None:
    text = drawn([Line(WIDE, measured([15.0], [10.0])), Line(PLAIN, measured([1234.0], None))])
    head, rule, first, second = text.splitlines()[:4]
    column = width(head[: head.index("何を")])
    assert {width(line[: line.index(word)]) for line, word in ((first, "封緘"), (second, "plain"))} == {column}
    assert set(rule) == {"-", " "}


def test_verdicts() -> None:
    assert Line(WIDE, measured([15.0], [10.0])).verdict == "passed"
    assert Line(WIDE, measured([16.0], [10.0])).verdict == "missed"
    assert Line(PLAIN, measured([16.0], [10.0])).verdict == "no goal"
    assert Line(WIDE, NotMeasured("no reader")).verdict == "not measured"


def test_marks_units_spread_and_repetitions_are_shown() -> None:
    text = drawn([Line(WIDE, measured([14.0, 15.0, 16.0], [10.0, 10.0, 10.0], "beside a browser"))])
    assert "達成" in text
    assert "15.0 ms (14.5..15.5)" in text
    assert "1.50" in text
    assert "* wide: beside a browser" in text
    assert text.splitlines()[2].endswith("3")


def test_what_could_not_be_measured_says_why() -> None:
    assert "* wide: install pcscd" in drawn([Line(WIDE, NotMeasured("install pcscd"))])


def test_notes_that_are_the_same_are_written_once() -> None:
    found = measured([1.0], [1.0], "beside a browser")
    assert drawn([Line(WIDE, found), Line(PLAIN, found)]).count("beside a browser") == 1


def test_data_for_programs() -> None:
    data = as_data(Line(WIDE, measured([16.0, 16.0], [10.0, 10.0])))
    assert data["passed"] is False
    assert data["ratio"] == 1.6
    assert data["ours"] == {"median": 16.0, "quartiles": [16.0, 16.0], "times": 2, "values": [16.0, 16.0]}
    assert as_data(Line(WIDE, NotMeasured("no reader")))["passed"] is None


def test_the_list_says_what_is_not_measured_yet() -> None:
    lines = listed(FIGURES).splitlines()
    assert len(lines) == len(FIGURES) + 1
    later = next(line for line in lines if line.startswith("set-ups "))
    assert later.endswith(NOT_YET)
