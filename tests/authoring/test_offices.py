"""Counters and calendars that files name: those of the town, or a mistake; nothing is told where nobody knows them."""

from pathlib import Path

import pytest

from kiosk.authoring.offices import Offices
from kiosk.procedures.files.mistakes import Place
from kiosk.procedures.files.yaml_lines import read
from kiosk.procedures.procedure import BlocksFile, ProcedureFile
from tests.authoring.small import HEAD

SLOT = """\
pages:
  - id: day
    title: {ja: いつ, easy: いつ, en: When}
    fields:
      - id: day
        type: slot
        label: {ja: 日, easy: ひ, en: Day}
"""
KNOWN = Offices(counters=frozenset({"shimin", "zei"}), calendars=frozenset({"shimin", "gomi"}))


def told(offices: Offices, text: str) -> list[tuple[Place, str, object]]:
    file = ProcedureFile.model_validate(read(text).value)
    return [(one.place, one.mistake.kind, dict(one.mistake.facts).get("near")) for one in offices.unknown(file)]


def test_what_the_town_has_is_no_mistake() -> None:
    assert told(KNOWN, HEAD + SLOT) == []
    assert told(KNOWN, HEAD + SLOT + "        calendar: gomi\n") == []


def test_a_counter_that_is_not_there_is_told_with_the_one_it_is_like() -> None:
    assert told(KNOWN, HEAD.replace("shimin", "simin") + SLOT) == [
        (("office", "counter"), "no_counter", "shimin"),
        (("pages", 0, "fields", 0, "type"), "no_own_calendar", None),
    ]
    assert told(KNOWN, HEAD.replace("shimin", "kankyo") + SLOT)[0][2] == "shimin, zei"


def test_a_calendar_that_is_not_there_is_told_with_the_one_it_is_like() -> None:
    place = ("pages", 0, "fields", 0, "calendar")
    assert told(KNOWN, HEAD + SLOT + "        calendar: gommi\n") == [(place, "no_calendar", "gomi")]
    assert told(KNOWN, HEAD + SLOT + "        calendar: xyzzy\n") == [(place, "no_calendar", "gomi, shimin")]


def test_a_counter_without_times_of_its_own_is_told_where_somebody_would_book() -> None:
    place = ("pages", 0, "fields", 0, "type")
    assert told(KNOWN, HEAD.replace("shimin", "zei") + SLOT) == [(place, "no_own_calendar", None)]


def test_shared_blocks_are_looked_at_too() -> None:
    blocks = BlocksFile.model_validate(
        read(
            "blocks:\n  d:\n" + "\n".join("  " + one for one in SLOT.splitlines()[1:]) + "\n          calendar: gommi\n"
        ).value
    )
    assert [one.place for one in KNOWN.unknown(blocks)] == [("blocks", "d", 0, "fields", 0, "calendar")]


@pytest.mark.parametrize("written", [None, "[[counter]]\nnobody = 1\n", "[[calendar]]\nnobody = 1\n"])
def test_where_nobody_knows_them_nothing_is_told(tmp_path: Path, written: str | None) -> None:
    for name in ("counters.toml", "bookings.toml") if written else ():
        (tmp_path / name).write_text(written or "", encoding="utf-8")
    assert Offices.beside(tmp_path / "procedures") == Offices()
    assert told(Offices(), HEAD.replace("shimin", "simin") + SLOT) == []


def test_those_of_headquarters_go_before_those_beside(tmp_path: Path) -> None:
    for name in ("a.toml", "counters.toml"):
        (tmp_path / name).write_text(f'[[counter]]\nid = "{name[0]}"\nname = "課"\n', encoding="utf-8")
    (tmp_path / "bookings.toml").write_text(
        '[[calendar]]\nid = "g"\nname = "課"\nopens = "09:00-15:00"\n', encoding="utf-8"
    )
    found = Offices.beside(tmp_path / "procedures", counters=tmp_path / "a.toml")
    assert found == Offices(counters=frozenset({"a"}), calendars=frozenset({"g"}))
