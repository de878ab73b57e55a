"""What may be asked of the state of routing."""

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.headquarters.calls.routing_state import (
    Call,
    Claim,
    Reservation,
    Routing,
    Rules,
    Wanted,
    Worker,
    next_deadline,
)

AT = datetime(2026, 11, 21, tzinfo=UTC)
RULES = Rules()
CALL = Call("c", "b1", Wanted(), AT, 1)
WORKER = Worker("s1", "shimin", frozenset(), "available", AT)


def worker(name: str, **more: Any) -> Worker:
    return dataclasses.replace(Worker(name, "shimin", frozenset(), "available", AT), **more)


def test_what_somebody_does_is_derived_from_the_calls() -> None:
    ringing = Call("c1", "b1", Wanted(), AT, 1, reservation=Reservation("r", "sato", AT))
    answered = Call("c2", "b2", Wanted(), AT, 2, staff_id="suzuki")
    people = {name: worker(name) for name in ("sato", "suzuki", "ueda")} | {"abe": worker("abe", wrapping="c0")}
    routing = Routing(people, {"c1": ringing, "c2": answered})
    assert [routing.doing(name) for name in ("sato", "suzuki", "ueda", "abe")] == [
        "reserved",
        "in_call",
        "idle",
        "wrapping",
    ]
    assert [one.staff_id for one in routing.free()] == ["ueda"]
    assert routing.queue() == [ringing]
    assert (routing.reserved_for("sato"), routing.call_of_staff("suzuki"), routing.call_of_booth("b2")) == (
        ringing,
        answered,
        answered,
    )


def test_who_is_away_is_not_free_but_still_on_duty() -> None:
    routing = Routing({"sato": worker("sato", lost_at=AT), "abe": worker("abe", status="off")})
    assert routing.free() == []
    assert [one.staff_id for one in routing.on_duty()] == ["sato"]


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
