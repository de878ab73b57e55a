"""When the clock of routing must be looked at again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk.headquarters.calls.deadlines import next_deadline
from kiosk.headquarters.calls.routing_state import Call, Claim, Routing, Rules, Wanted, Worker

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
RULES = Rules()
CALL = Call("c", "b1", Wanted(), AT, 1)
WORKER = Worker("s1", "shimin", frozenset(), "available", AT)


def test_nothing_waits_for_nothing() -> None:
    assert next_deadline(Routing(), RULES) is None
    assert next_deadline(Routing(workers={"s1": WORKER}, calls={"c": CALL}), RULES) is None


def test_each_end_that_may_come_back_has_its_time() -> None:
    orphan = replace(CALL, orphaned_at=AT)
    assert next_deadline(Routing(calls={"c": orphan}), RULES) == AT + RULES.resume_after_start
    lonely = replace(CALL, nobody_since=AT)
    assert next_deadline(Routing(calls={"c": lonely}), RULES) == AT + RULES.nobody_there
    claiming = replace(WORKER, claim=Claim("c", 3, AT + timedelta(seconds=9)))
    assert next_deadline(Routing(workers={"s1": claiming}, calls={"c": orphan}), RULES) == AT + timedelta(seconds=9)
