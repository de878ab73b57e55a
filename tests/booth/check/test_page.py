"""The page of `kiosk check`: aligned, nothing lost, calm."""

import re

import pytest

from kiosk.booth.check.findings import Finding, Mark, Subject, Words
from kiosk.booth.check.page import columns, name, page

LONG = Words(
    "本番の端末では apt-get purge vsmartcard-vpcd で外してください。ネットワークからカードを装えます。" * 2,
    "On a booth in service: apt-get purge vsmartcard-vpcd. Anybody on the network could pretend to be a card. " * 2,
)


def findings(mark: Mark = Mark.MISSING) -> list[Finding]:
    words = Words("見つかりません", "not found")
    return [Finding(subject, mark, words, LONG) for subject in Subject]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字", 4),
        ("ｱ", 1),
        ("葛\U000e0102", 2),
        ("か\u3099", 2),
        ("、", 2),
        ("👨\u200d👩\u200d👧", 2),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_line_fits_and_every_text_begins_in_the_same_column(locale: str, width: int) -> None:
    lines = page(findings(), locale, width=width).splitlines()
    assert max(columns(line) for line in lines) <= width + 2, "a 。 may hang over"
    starts = set()
    for line in lines:
        found = re.search("見つかりません|not found|→|->", line)
        if found and line.startswith("  "):
            starts.add(columns(line[: found.start()]))
    assert starts == {24}


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_nothing_is_lost_in_wrapping(locale: str) -> None:
    shown = re.sub(r"\s", "", page(findings(), locale, width=60))
    assert re.sub(r"\s", "", LONG.in_(locale)) in shown


def test_no_line_begins_with_a_full_stop() -> None:
    lines = [line.strip() for line in page(findings(), "ja", width=60).splitlines()]
    assert not [line for line in lines if line and line[0] in "。、）"]


def test_commands_are_not_torn() -> None:
    shown = page(findings(), "ja", width=60)
    assert "vsmartcard-vpcd" in shown


def test_a_path_longer_than_a_line_is_shown_whole() -> None:
    path = "/srv/" + "very-long-folder/" * 12
    shown = page([Finding(Subject.DISK, Mark.OK, Words(path, path))], "en", width=60)
    assert path in re.sub(r"\s", "", shown)
    assert max(columns(line) for line in shown.splitlines()) <= 60


@pytest.mark.parametrize("subject", Subject)
def test_everything_has_a_name_that_fits_and_a_place_on_the_page(subject: Subject) -> None:
    assert columns(name(subject, "ja")) <= 14
    assert columns(name(subject, "en")) <= 14
    shown = page([Finding(subject, Mark.OK, Words("x", "x"))], "ja")
    assert name(subject, "ja") in shown


def test_what_is_good_needs_no_advice() -> None:
    assert "→" not in page(findings(Mark.OK), "ja")


@pytest.mark.parametrize(
    ("marks", "ending"),
    [
        ([Mark.OK], "必要なものはそろっています。"),
        ([Mark.WARN, Mark.OK], "必要なものはそろっています。注意が 1件 あります。"),
        ([Mark.MISSING, Mark.MISSING, Mark.WARN], "不足が 2件 あります。注意が 1件 あります。"),
    ],
)
def test_the_last_line_says_how_it_is(marks: list[Mark], ending: str) -> None:
    shown = page([Finding(Subject.DISK, mark, Words("x", "x")) for mark in marks], "ja")
    assert shown.rstrip().splitlines()[-1] == ending


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b" not in page(findings(), "ja")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", page(findings(), "ja", colour=True))
    assert plain == page(findings(), "ja")
