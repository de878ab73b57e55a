"""Whatever happens to lines, people and machines: at rest all agree who talks to whom, what is shown, what is owed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kiosk.booth.call.state import CardStep, CardTurn, Ringing, Sharing, Talking
from tests.model.call_model import NODE, BoothEnd, Model

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed (Debian: nodejs)")


@pytest.fixture
def model(request: pytest.FixtureRequest) -> Iterator[Model]:
    made = Model(request.param)
    yield made
    made.close()


def agreed(model: Model) -> dict[str, Any]:
    """Compare every end with every other; how many of each state there were."""
    routing = model.headquarters.routing
    pages = {end.staff.staff_id: model.look(end) for end in model.staff}
    talking = ringing = 0
    for booth in model.booths:
        stage, known = booth.call.stage, routing.call_of_booth(booth.booth.booth_id)
        if isinstance(stage, Talking):
            talking += 1
            assert known is not None, (booth.booth, stage)
            assert (known.call_id, known.epoch) == (stage.call_id, stage.epoch)
            assert known.staff_id is not None
            the_same(model, booth, stage, pages[known.staff_id]["call"])
        elif isinstance(stage, Ringing):
            ringing += 1
            assert known is not None, (booth.booth, stage)
            assert (known.call_id, known.waiting) == (stage.call_id, True), (stage, known)
        else:
            assert known is None, (booth.booth, stage, known)
    for staff_id, page in pages.items():
        call = routing.call_of_staff(staff_id)
        assert (page["call"] and page["call"]["shown"]["call_id"]) == (call and call.call_id), page
        owed = routing.workers[staff_id].wrapping if staff_id in routing.workers else None
        assert (page["wrapping"] and page["wrapping"]["callId"]) == owed, (page["wrapping"], owed)
        assert page["unkept"] == []
        assert page["now"]["status"] == (routing.workers[staff_id].status if staff_id in routing.workers else None)
    written(model)
    return {"talking": talking, "ringing": ringing}


def the_same(model: Model, booth: BoothEnd, stage: Talking, call: dict[str, Any] | None) -> None:
    """What one call is, at its booth and on its page."""
    assert call is not None, (booth.booth, stage)
    assert (call["shown"]["call_id"], call["epoch"]) == (stage.call_id, stage.epoch)
    shown = stage.form is Sharing.SHOWN
    assert (call["form"] is not None) is shown, (call["form"], stage)
    if shown:
        assert call["form"]["number"] == stage.form_number
    else:
        assert call["formHidden"] <= stage.form_number
    assert call["formAsked"] is (stage.form is Sharing.ASKED), (call, stage)
    assert call["curtain"] is booth.call.curtain
    assert tuple(call["boothWithout"]) == booth.call.without
    assert call["boothHeld"] == ["microphone"] * stage.muted
    assert ("voice" in stage.without_there) is call["voiceOff"]
    still_open = {made["id"] for made in call["proposals"].values() if made["state"] == "open"}
    assert still_open == set(stage.proposed) == set(booth.proposals)
    assert (call["attempt"], call["seen"], stage.seen) == (stage.attempt,) * 3
    assert stage.connected
    the_card(booth, stage.card, call["identity"]["asked"])


def the_card(booth: BoothEnd, turn: CardTurn | None, asked: dict[str, Any] | None) -> None:
    """What is asked of the card: nobody waits for an answer that will not come."""
    waits = asked is not None and asked["state"] not in ("declined", "done", "failed")
    at_it = turn is not None and turn.step in (CardStep.ASKED, CardStep.PLACING, CardStep.READING, CardStep.PROVING)
    if waits:
        assert turn is not None, (booth.booth, asked)
        assert (turn.ask_id, at_it) == (asked and asked["id"], True), (asked, turn)
    elif at_it:
        assert turn is not None
        assert turn.step is CardStep.PROVING, (asked, turn)  # whoever types a PIN is left to it


def written(model: Model) -> None:
    """The record tells the same: who talks, what ended, and each outcome that staff did not read to be lost."""
    live, rows = model.headquarters.routing.calls, {row.call_id: row for row in model.rows()}
    assert live.keys() <= rows.keys()
    for call_id, row in rows.items():
        call = live.get(call_id)
        assert (row.ended_at is None) is (call is not None), (row, call)
        assert (row.end_reason is None) is (call is not None), (row, call)
        if call is not None and call.staff_id is not None:
            assert row.staff_id == call.staff_id, (row, call)
            assert row.answered_at is not None
    owed = {worker.wrapping for worker in model.headquarters.routing.workers.values()}
    for call_id, row in rows.items():
        lately = row.ended_at is not None and row.ended_at > model.at - timedelta(minutes=9)
        if lately and call_id in model.known and row.outcome is None and call_id not in model.recorded:
            assert call_id in owed, row
    for call_id, outcome in model.recorded.items():
        kept = rows[call_id].outcome if call_id in rows else None
        assert kept == outcome or call_id in model.said_lost, (call_id, kept, outcome)


def live(model: Model, steps: int, every: int) -> None:
    """Let things happen, and let them come to rest from time to time."""
    calls_seen = 0
    for number in range(1, steps + 1):
        model.happen()
        if number % every == 0:
            model.come_to_rest()
            calls_seen += sum(agreed(model).values())
    assert calls_seen, "somebody must have been in a call"
    assert all(model.happened[name] for name in ("cut", "notice_above", "resident", "staff"))


@pytest.mark.parametrize("model", range(6), indirect=True)
def test_all_agree_at_rest(model: Model) -> None:
    live(model, 3_000, every=300)


@pytest.mark.soak
@pytest.mark.parametrize("model", [13, 17, 2611], indirect=True)
def test_all_agree_at_rest_over_a_hundred_thousand_steps(model: Model) -> None:
    live(model, 100_000, every=500)
