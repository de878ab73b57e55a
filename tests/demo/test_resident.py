"""The scripted resident follows the booth, and says where it stopped; the whole visit is in the journeys."""

import json
from typing import Any

import pytest

from kiosk.demo import resident as residents
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.resident import Resident, outbox


class Booth:
    """A counter whose booth goes from state to state at each touch of 進む."""

    def __init__(self, *states: dict[str, Any]) -> None:
        self.states = list(states)
        self.touched: list[str] = []
        self.waited: list[dict[str, Any]] = []
        self.booth_config = "booth.toml"

    async def touch(self, *names: str) -> None:
        self.touched += names
        if "forward" in names and len(self.states) > 1:
            self.states.pop(0)

    async def until(self, _seconds: float = 0.0, **wanted: Any) -> dict[str, Any]:
        self.waited.append(wanted)
        return self.states[0]

    async def state(self) -> dict[str, Any]:
        return self.states[0]


async def test_questions_are_answered_until_the_review() -> None:
    booth = Booth(
        {"stage": "Answering", "question": "who"},
        {"stage": "Answering", "question": "copies"},
        {"stage": "Reviewing"},
    )
    looked: list[str] = []

    async def look(what: str) -> None:
        looked.append(what)

    assert await Resident(booth, look).answer_questions() == 2  # type: ignore[arg-type]
    assert booth.touched == ["option-self", "forward", "forward"]
    assert looked == ["question-who", "question-copies", "review"]


async def test_an_answer_that_is_not_taken_is_said() -> None:
    booth = Booth({"stage": "Answering", "question": "ap_tel", "problems": 1})
    with pytest.raises(ProgramFailed, match="the answer to ap_tel was not taken"):
        await Resident(booth).answer_questions()  # type: ignore[arg-type]


async def test_questions_without_end_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(residents, "_MOST_QUESTIONS", 2)
    booth = Booth(*({"stage": "Answering", "question": f"q{number}"} for number in range(4)))
    with pytest.raises(ProgramFailed, match="do not end"):
        await Resident(booth).answer_questions()  # type: ignore[arg-type]


async def test_a_pin_is_typed_digit_by_digit() -> None:
    booth = Booth({"stage": "EnteringPin"})
    await Resident(booth).enter_pin("1234")  # type: ignore[arg-type]
    assert booth.touched == ["pin-1", "pin-2", "pin-3", "pin-4", "forward"]
    assert booth.waited[0]["stage"] == "EnteringPin"
    assert booth.waited[1:] == [{"digits": number} for number in (1, 2, 3, 4)]


async def test_the_outbox_is_what_the_command_line_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    async def run(arguments: list[str]) -> str:
        asked.append(arguments)
        return json.dumps({"submissions": [{"reference": "IE-1", "state": "pending"}]})

    monkeypatch.setattr(residents, "run_once", run)
    assert await outbox(Booth({})) == [{"reference": "IE-1", "state": "pending"}]  # type: ignore[arg-type]
    assert asked == [["outbox", "--config", "booth.toml", "--json"]]
