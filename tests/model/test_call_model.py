"""Whatever happens to lines, people and machines: at rest all agree who talks to whom, what is shown, what is owed."""

from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.booth.call.state import Ringing, Sharing, Talking
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
