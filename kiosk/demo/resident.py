"""A scripted resident: touches the booth's real screens, lays down and takes back a card, as a person would."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed, run_once

PIN: Final = "1234"
TOUCHES: Final[dict[str, tuple[str, ...]]] = {
    "who": ("option-self",),
    "scope": ("option-all",),
    "purpose": ("option-pension",),
    "receive": ("option-here",),
    "ap_tel": tuple(f"key-{digit}" for digit in "0792210000"),
}
"""What the resident touches on a question, by its first field; on any other the preset answer is fine."""
_MOST_QUESTIONS: Final = 40
State = dict[str, Any]


async def _pass_by(_what: str) -> None:
    """Nobody takes a picture."""


class Resident:
    """One person at the booth of `counter`. Every step waits until the booth has followed it.

    Attributes:
        printed_code: 照合番号B of the card laid down last, as a staff member reads it from the card held to the camera.
    """

    def __init__(self, counter: Counter, look: Callable[[str], Awaitable[None]] = _pass_by) -> None:
        """`look` is called with a short name whenever the screen is worth a picture."""
        self._counter = counter
        self._look = look
        self.printed_code = ""

    async def touch(self, *names: str) -> None:
        """Touch these, one after the other."""
        await self._counter.touch(*names)

    async def until(self, seconds: float = 30.0, **wanted: Any) -> State:
        """Wait until the booth is as wanted; how it stands then."""
        return await self._counter.until(seconds, **wanted)

    async def state(self) -> State:
        """How the booth stands."""
        return await self._counter.state()

    # -- the card -----------------------------------------------------------------------------------------------------

    async def choose(self) -> None:
        """From the welcome screen to the one that asks for the card."""
        await self.touch("group-certificates")
        await self.until(stage="Choosing")
        await self._look("procedures")
        await self.touch("procedure-juminhyo")
        await self.until(stage="Preparing")
        await self._look("preparing")
        await self.touch("forward")

    async def lay_card(self, profile: str) -> None:
        """Put the card of `profile` on the reader."""
        laid = await self._counter.card.ask(f"insert {profile}")
        self.printed_code = str(laid["entries"].get("printed_code", ""))

    async def take_card(self) -> None:
        """Take back whatever lies on the reader."""
        await self._counter.card.ask("eject")

    async def enter_pin(self, pin: str = PIN) -> None:
        """Type `pin` on the pad and go on."""
        await self.until(stage="EnteringPin", pad_open=True)
        for number, digit in enumerate(pin, 1):
            await self.touch(f"pin-{digit}")
            await self.until(digits=number)
            if number == len(pin) // 2:
                await self._look("pin")
        await self.touch("forward")

    async def identify(self, profile: str, pin: str = PIN) -> None:
        """From the welcome screen to the first question, answered by the card."""
        await self.choose()
        await self.until(stage="WaitingForCard")
        await self._look("card")
        await self.lay_card(profile)
        await self.enter_pin(pin)
        await self.until(stage="Answering")

    async def let_staff_see_card(self) -> None:
        """よい: staff may see the card's photograph; the card lies on the reader already."""
        await self.until(card_asked="face", card_step="asked")
        await self._look("call-card-asked")
        await self.touch("agreeCard")
        await self.until(card_step="done")
        await self._look("call-card-seen")

    # -- the form -----------------------------------------------------------------------------------------------------

    async def answer_questions(self) -> int:
        """Answer all questions up to the review; how many there were."""
        answered = 0
        while (state := await self.state())["stage"] == "Answering":
            if answered == _MOST_QUESTIONS:
                raise ProgramFailed("the questions do not end")
            await self._answer(state["question"])
            answered += 1
        await self.until(stage="Reviewing")
        await self._look("review")
        return answered

    async def _answer(self, question: str) -> None:
        await self.touch(*TOUCHES.get(question, ()))
        await self._look(f"question-{question}")
        await self.touch("forward")
        deadline = time.monotonic() + 10
        while (state := await self.state()).get("question") == question:
            if state.get("problems"):
                raise ProgramFailed(f"the answer to {question} was not taken")
            if time.monotonic() > deadline:
                raise ProgramFailed(f"{question} does not go on")

    async def read_review(self) -> None:
        """The right-hand button shows the rest of the review first, then leads to the signature."""
        deadline = time.monotonic() + 15
        while (await self.state())["stage"] == "Reviewing":
            if time.monotonic() > deadline:
                raise ProgramFailed("the review does not lead to the signature")
            await self.touch("forward")
        await self.until(stage="Signing")

    async def sign(self) -> None:
        """Write a name on the pad."""
        await self._counter.booth.ask({"do": "sign"})

    async def ready_to_hand_in(self, profile: str, pin: str = PIN) -> None:
        """From the welcome screen to a signed application: the next touch hands it in."""
        await self.identify(profile, pin)
        await self.answer_questions()
        await self.read_review()
        await self.sign()

    async def hand_in(self) -> State:
        """Touch 提出する and wait for the reference and the slip."""
        await self.touch("forward")
        return await self.until(stage="HandedIn", slip=["printed", "failed"])

    async def until_received(self) -> State:
        """Wait until the screen shows headquarters' receipt number."""
        deadline = time.monotonic() + 20
        while True:
            state = await self.state()
            if state.get("receipt"):
                return state
            if time.monotonic() > deadline:
                raise ProgramFailed("headquarters gave no receipt")

    async def leave(self) -> None:
        """After handing in: take the card and say おわる."""
        await self.take_card()
        await self.touch("forward")
        await self.until(stage="Welcoming")

    async def give_up(self) -> None:
        """In the middle of a visit: take the card and say おわる; everything is forgotten."""
        await self.take_card()
        await self.touch("finishPill", "finishYes")
        await self.until(stage="Welcoming", card_in=False)

    # -- the call -----------------------------------------------------------------------------------------------------

    async def until_proposed(self) -> None:
        """Wait until a proposal of staff is on the screen."""
        deadline = time.monotonic() + 15
        while not (await self.state()).get("proposals"):
            if time.monotonic() > deadline:
                raise ProgramFailed("the proposal did not reach the booth")

    async def until_hearing(self, frames: int = 30) -> State:
        """Wait until `frames` pictures of staff and some sound arrived; the figures of the media child then."""
        deadline = time.monotonic() + 20
        loudest = 0.0
        while True:
            media = await self._counter.booth.ask({"do": "media"})
            found: State = media["statistics"] or {}
            loudest = max(loudest, float(found.get("audio_in_rms", 0.0)))
            if found.get("frames_received", 0) >= frames and loudest > 0 and media["frames_shown"] > 0:
                return {**found, "audio_in_rms": loudest}
            if time.monotonic() > deadline:
                raise ProgramFailed(f"the booth does not see or hear staff: {media}")


async def outbox(counter: Counter) -> list[State]:
    """Every submission the booth remembers, as ``kiosk outbox --json`` tells."""
    printed = await run_once(["outbox", "--config", str(counter.booth_config), "--json"])
    lines: list[State] = json.loads(printed)["submissions"]
    return lines
