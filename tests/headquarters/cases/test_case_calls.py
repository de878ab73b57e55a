"""The calls of a case: those of its booth that went on while it was filled in, with all that was away in them."""

from datetime import timedelta
from typing import get_args

from sqlalchemy import Connection

from kiosk.headquarters.calls.breaks import What
from kiosk.headquarters.cases import case_calls, case_list
from kiosk.headquarters.cases.views import CaseCall
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallBreak, CallRecord, StaffAccount
from tests.headquarters.cases.test_case_list import AT, add_case, id_of

TANAKA = id_of(9001)


def call(connection: Connection, number: int, from_min: float, to_min: float | None, booth: str = "b1") -> None:
    add(
        connection,
        CallRecord(
            call_id=id_of(100 + number),
            booth_id=booth,
            place="家島支所",
            language="ja",
            waiting_number=number,
            requested_at=AT + timedelta(minutes=from_min),
            answered_at=AT + timedelta(minutes=from_min),
            ended_at=None if to_min is None else AT + timedelta(minutes=to_min),
            staff_id=TANAKA if number % 2 else None,
        ),
    )


def broke(connection: Connection, number: int, what: str, at_min: float, seconds: float) -> None:
    began = AT + timedelta(minutes=at_min)
    ended = began + timedelta(seconds=seconds)
    row = CallBreak(break_id=f"{number}-{what}", call_id=id_of(100 + number), what=what, began_at=began, ended_at=ended)
    add(connection, row)


def kept(connection: Connection) -> list[CaseCall]:
    add_case(connection, 1)
    add(
        connection,
        StaffAccount(
            staff_id=TANAKA,
            account="t",
            name="田中 恵子",
            section="市民課",
            role="clerk",
            counter="shimin",
            skills="[]",
            password_hash="x",
        ),
    )
    call(connection, 1, -30, -12)
    call(connection, 2, -8, None)
    call(connection, 3, -8, -1, booth="b2")
    call(connection, 4, 5, 9)
    call(connection, 5, -900, -890)
    broke(connection, 1, "booth_microphone", -20, 41.4)
    broke(connection, 1, "console_line", -25, 7)
    broke(connection, 2, "of_a_later_version", -3, 2)
    found = case_list.case(connection, id_of(1))
    assert found is not None
    return case_calls.of_booth(connection, found[0])


async def test_calls_of_this_booth_before_the_application_are_told_with_their_breaks(either_store: Store) -> None:
    first, second = await either_store.write(kept)
    assert (first.who, first.at, first.ended_at) == (
        "田中 恵子",
        AT - timedelta(minutes=30),
        AT - timedelta(minutes=12),
    )
    assert [(one.words, one.seconds) for one in first.breaks] == [
        ("職員の画面の回線が切れていました", 7),
        ("端末のマイクが使えませんでした", 41),
    ]
    assert (second.who, second.ended_at, second.breaks[0].words) == ("", None, "別の版での記録です")


async def test_only_a_call_that_went_on_when_the_first_answer_was_given_is_of_this_visit(either_store: Store) -> None:
    calls = await either_store.write(kept)
    assert case_calls.going_on(calls, AT - timedelta(minutes=10)) == (calls[1],)
    assert case_calls.going_on(calls, AT - timedelta(minutes=13)) == tuple(calls)
    assert case_calls.going_on(calls, None) == ()


def test_each_thing_that_can_be_away_has_its_words() -> None:
    assert set(case_calls._WORDS) == set(get_args(What))
