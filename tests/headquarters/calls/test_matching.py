"""Who gets a call: the table of `matching`, line by line, and what it leaves out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.headquarters.calls.matching import can_ever_answer, next_worker, speakers, speakers_awaited_until
from kiosk.headquarters.calls.routing_state import Call, Reservation, Routing, Rules, Wanted, Worker
from kiosk.procedures.japanese.opening_hours import hours
from kiosk.protocol.duty import Status

AT = datetime(2026, 11, 21, tzinfo=UTC)
RULES = Rules()
ABE = Worker("abe", "fukushi", frozenset(), "available", AT - timedelta(minutes=9))
SATO = Worker("sato", "shimin", frozenset(), "available", AT - timedelta(minutes=6))
UEDA = Worker("ueda", "fukushi", frozenset({"vi"}), "available", AT - timedelta(minutes=3))
SIGN = frozenset({"sign"})


def desk(*workers: Worker, talks: str | None = None) -> Routing:
    calls = {"c0": Call("c0", "b0", Wanted(), AT, 1, staff_id=talks)} if talks else {}
    return Routing({one.staff_id: one for one in workers or (ABE, SATO, UEDA)}, calls)


def chosen(routing: Routing, wanted: Wanted, after_s: float = 0) -> str | None:
    call = Call("c1", "b1", wanted, AT, 2)
    found = next_worker(call, routing, AT + timedelta(seconds=after_s), RULES)
    return found.staff_id if found else None


@pytest.mark.parametrize(
    ("wanted", "talks", "after_s", "who"),
    [
        (Wanted(counter="shimin"), None, 0, "sato"),
        (Wanted(), None, 0, "abe"),
        (Wanted(language="vi", counter="shimin"), None, 0, "ueda"),
        (Wanted(language="vi", counter="shimin"), "ueda", 59, None),
        (Wanted(language="vi", counter="shimin"), "ueda", 60, "sato"),
        (Wanted(language="ne", counter="shimin"), None, 0, "sato"),
        (Wanted(SIGN), None, 0, None),
        # and beside the table
        (Wanted(language="easy", counter="shimin"), None, 0, "sato"),
        (Wanted(counter="zei"), None, 0, "abe"),
        (Wanted(counter="shimin"), "sato", 0, "abe"),
        (Wanted(frozenset({"vi"}), counter="shimin"), None, 0, "ueda"),
        (Wanted(frozenset({"vi"})), "ueda", 3600, None),
    ],
)
def test_who_gets_a_call(wanted: Wanted, talks: str | None, after_s: float, who: str | None) -> None:
    assert chosen(desk(talks=talks), wanted, after_s) == who


@pytest.mark.parametrize(("status", "expected"), [("available", True), ("break", True), ("off", False)])
def test_who_signed_off_can_answer_nothing_and_who_is_on_a_break_later(status: Status, expected: bool) -> None:
    assert can_ever_answer(Call("c1", "b1", Wanted(), AT, 1), desk(replace(SATO, status=status))) is expected


def test_nobody_on_a_break_is_waited_for_because_of_a_language() -> None:
    resting = desk(SATO, replace(UEDA, status="break"))
    assert chosen(resting, Wanted(language="vi")) == "sato"
    assert speakers_awaited_until(Call("c1", "b1", Wanted(language="vi"), AT, 1), resting, RULES) is None


def test_who_declined_is_neither_rung_nor_waited_for() -> None:
    declined = replace(UEDA, declined={"c1": AT + timedelta(seconds=60)})
    assert chosen(desk(SATO, declined), Wanted(language="vi")) == "sato"
    assert speakers(Call("c1", "b1", Wanted(language="vi"), AT, 1), desk(SATO, declined)) == []


def test_nobody_is_called_at_a_counter_that_was_closed_when_the_call_came() -> None:
    morning = hours("09:00-09:01", days=(5,))
    here = replace(SATO, hours=hours("08:30-17:15", days=(5,)))
    left_open = replace(ABE, hours=morning, status="available")
    assert chosen(desk(here, left_open), Wanted()) == "abe"  # it came at 09:00 in Japan
    late = Call("c1", "b1", Wanted(), AT + timedelta(minutes=1), 2)
    assert next_worker(late, desk(here, left_open), AT + timedelta(minutes=1), RULES) == here
    assert not can_ever_answer(late, desk(left_open))


def test_who_came_before_the_counter_closed_is_still_served() -> None:
    closing = replace(SATO, hours=hours("08:30-09:01", days=(5,)))
    assert chosen(desk(closing), Wanted(), after_s=3600) == "sato"


def test_whoever_rings_already_is_not_free() -> None:
    ringing = Call("c0", "b0", Wanted(), AT, 1, reservation=Reservation("r", "abe", AT))
    assert chosen(replace(desk(), calls={"c0": ringing}), Wanted()) == "sato"
