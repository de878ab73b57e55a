"""The scripted story: a resident applies, calls, is helped and hands in; then the line breaks, and nothing is lost.

Everything goes through the real screens: the booth's by pointer, the console's in a real browser.
"""

import asyncio
import json
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed, run_once
from kiosk.demo.staff_member import StaffMember
from kiosk.demo.summary import Summary

PIN: Final = "1234"
RESIDENT: Final = "kasai"
OTHER_RESIDENT: Final = "takasaki"
TOUCHES: Final[dict[str, tuple[str, ...]]] = {
    "who": ("option-self",),
    "scope": ("option-all",),
    "purpose": ("option-pension",),
    "receive": ("option-here",),
    "ap_tel": tuple(f"key-{digit}" for digit in "0792210000"),
}
"""What the resident touches on a question, by page; on any other the preset answer is fine."""


class Story:
    """Plays on `counter`, leaves pictures and papers in `out`, and writes down what it measures."""

    def __init__(self, counter: Counter, out: Path, tell: Callable[[str], None]) -> None:
        self.summary = Summary()
        self._counter = counter
        self._out = out
        self._tell = tell
        self._pictures = 0

    async def play(self, staff: StaffMember) -> None:
        """The whole story."""
        began = time.monotonic()
        await self._chapter("職員がサインインして受付中にします", staff.sign_in)
        await self._counter.until(online=True)
        await self._picture("welcome")
        await self._chapter("カードを置き、暗証番号を入れます", self._card)
        await self._chapter("質問に答えます", self._questions)
        await self._chapter("職員をよび、いっしょに確かめます", lambda: self._call(staff))
        await self._chapter("署名して提出します", self._hand_in)
        self.summary.visit.seconds = round(time.monotonic() - began, 1)
        await self._chapter("本庁で案件を開きます", lambda: self._case(staff))
        await self._read_card_log()
        await self._counter.card.ask("eject")
        await self._counter.touch("forward")
        await self._chapter("回線が切れていても手続きができます", self._offline)
        await self._chapter("回線がもどると自動で届きます", lambda: self._delivered(staff))

    # -- the visit ----------------------------------------------------------------------------------------------------

    async def _card(self, profile: str = RESIDENT, *, pictures: bool = True) -> None:
        counter = self._counter
        await counter.touch("group-certificates")
        await counter.until(stage="Choosing")
        await self._picture("procedures", pictures)
        await counter.touch("procedure-juminhyo")
        await counter.until(stage="WaitingForCard")
        await self._picture("card", pictures)
        await counter.card.ask(f"insert {profile}")
        await counter.until(stage="EnteringPin")
        for number, digit in enumerate(PIN, 1):
            await counter.touch(f"pin-{digit}")
            await counter.until(digits=[number, 0])
            if number == 2:
                await self._picture("pin", pictures)
        await self._forward_if("EnteringPin")
        await counter.until(stage="Answering")

    async def _questions(self, *, pictures: bool = True) -> None:
        counter = self._counter
        for _ in range(40):
            state = await counter.state()
            if state["stage"] != "Answering":
                break
            question = state["question"]
            await counter.touch(*TOUCHES.get(question, ()))
            await self._picture(f"question-{question}", pictures)
            self.summary.visit.questions += pictures
            await counter.touch("forward")
            await self._until_other(question)
        await counter.until(stage="Reviewing")
        await self._picture("review", pictures)

    async def _until_other(self, question: str) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            state = await self._counter.state()
            if state.get("question") != question:
                return
            if state.get("problems"):
                raise ProgramFailed(f"the answer to {question} was not taken")
        raise ProgramFailed(f"{question} does not go on")

    async def _hand_in(self) -> None:
        counter = self._counter
        await self._read_to_the_end()
        await counter.booth.ask({"do": "sign"})
        await self._picture("sign")
        await counter.touch("forward")
        done = await counter.until(stage="HandedIn", slip=["printed", "failed"])
        if done.get("receipt") is None:
            done = await self._until_received()
        await self._picture("handed-in")
        visit = self.summary.visit
        visit.procedure, visit.reference, visit.receipt = "juminhyo", done["reference"], done["receipt"] or ""
        for paper in sorted(counter.printed.glob("slip-*.pdf"))[-1:]:
            shutil.copyfile(paper, self._out / "receipt-slip.pdf")

    async def _read_to_the_end(self) -> None:
        """The right-hand button shows the rest of the review first, then leads to the signature."""
        deadline = time.monotonic() + 15
        while (await self._counter.state())["stage"] == "Reviewing":
            if time.monotonic() > deadline:
                raise ProgramFailed("the review does not lead to the signature")
            await self._counter.touch("forward")
            await asyncio.sleep(0.4)  # a page that has only just come takes no touch
        await self._counter.until(stage="Signing")

    async def _until_received(self) -> dict[str, Any]:
        deadline = time.monotonic() + 20
        while True:
            state = await self._counter.state()
            if state.get("receipt") or time.monotonic() > deadline:
                return state

    async def _forward_if(self, stage: str) -> None:
        """Some pads go on by themselves when they are full."""
        state = await self._counter.state()
        if state["stage"] == stage:
            await self._counter.touch("forward")

    # -- the call -----------------------------------------------------------------------------------------------------

    async def _call(self, staff: StaffMember) -> None:
        counter, figures = self._counter, self.summary.call
        await counter.touch("callStaff")
        await counter.until(call="Ringing")
        await self._picture("call-ringing")
        await staff.answer()
        await counter.until(call="Talking", connected=True, seconds=60)
        await staff.until_connected()
        heard = await staff.until_hearing(frames=30)
        await self._picture("call-talking")
        await staff.ask_form()
        await counter.until(form_asked=True)
        await self._picture("call-form-asked")
        await counter.touch("showForm")
        await counter.until(form_shown=True)
        await staff.propose_number("copies", 2)
        await self._until_proposed()
        await self._picture("call-proposal")
        await staff.picture(self._named("console-call"))
        await counter.touch("accept")
        await counter.until(proposals=[[]])
        figures.proposals_accepted = 1
        before = float(heard["audioRms"])
        heard = await staff.until_hearing(frames=int(heard["frames"]) + 30)
        heard["audioRms"] = max(before, float(heard["audioRms"]))  # the voice takes breath
        booth = await self._booth_hearing()
        figures.console_frames, figures.console_audio_rms = int(heard["frames"]), round(float(heard["audioRms"]), 5)
        figures.console_size = f"{heard['width']}x{heard['height']}"
        figures.booth_frames, figures.booth_audio_rms = booth["frames_received"], round(booth["audio_in_rms"], 5)
        figures.booth_size = f"{booth['width']}x{booth['height']}"
        figures.answer_to_first_frame_ms = round(float(heard["firstFrameAt"]) - float(heard["answeredAt"]), 1)
        await counter.touch("toForm")
        await self._picture("call-strip")
        await staff.hang_up()
        await counter.until(call="Over")
        await self._picture("call-over")
        await staff.record("applied")
        await counter.touch("dismissCall")
        await counter.until(call="NoCall", stage="Reviewing")
        await self._picture("review-after-call")

    async def _until_proposed(self) -> None:
        deadline = time.monotonic() + 15
        while not (await self._counter.state()).get("proposals"):
            if time.monotonic() > deadline:
                raise ProgramFailed("the proposal did not reach the booth")

    async def _booth_hearing(self) -> dict[str, Any]:
        deadline = time.monotonic() + 20
        loudest = 0.0
        while True:
            media = await self._counter.booth.ask({"do": "media"})
            found: dict[str, Any] = media["statistics"] or {}
            loudest = max(loudest, float(found.get("audio_in_rms", 0.0)))
            if found.get("frames_received", 0) >= 30 and loudest > 0 and media["frames_shown"] > 0:
                return {**found, "audio_in_rms": loudest}
            if time.monotonic() > deadline:
                raise ProgramFailed(f"the booth does not see or hear staff: {media}")

    # -- headquarters -------------------------------------------------------------------------------------------------

    async def _case(self, staff: StaffMember) -> None:
        await staff.cases()
        await staff.picture(self._named("console-cases"))
        answers = await staff.open_case(self.summary.visit.receipt)
        await staff.picture(self._named("console-case"))
        self.summary.visit.answers = len(answers)
        if not answers.get("copies", "").startswith("2"):
            raise ProgramFailed("headquarters does not have what staff proposed and the resident accepted")
        (self._out / "application.pdf").write_bytes(await staff.document())

    async def _read_card_log(self) -> None:
        log = await self._counter.card.ask("log")
        card = self.summary.card
        card.reader = str(self._counter.card.ready.get("reader", ""))
        card.apdus, card.verifies = int(log["apdus"]), int(log["verifies"])
        card.number_selections = int(log["number_selections"])
        card.label = str((await self._counter.booth.ask({"do": "card"}))["label"])

    # -- the broken line ----------------------------------------------------------------------------------------------

    async def _offline(self) -> None:
        counter = self._counter
        await counter.until(stage="Welcoming")
        await counter.stop_headquarters()
        await counter.until(online=False)
        await self._picture("offline-welcome")
        await counter.touch("callStaff")
        await counter.until(call="Over")
        await self._picture("offline-call")
        await counter.touch("dismissCall")
        await counter.until(call="NoCall")
        await self._card(OTHER_RESIDENT, pictures=False)
        await self._questions(pictures=False)
        await self._read_to_the_end()
        await counter.booth.ask({"do": "sign"})
        await counter.touch("forward")
        done = await counter.until(stage="HandedIn", slip=["printed", "failed"])
        await self._picture("offline-handed-in")
        for paper in sorted(counter.printed.glob("slip-*.pdf"))[-1:]:
            shutil.copyfile(paper, self._out / "receipt-slip-offline.pdf")
        self.summary.offline.reference = done["reference"]
        self.summary.offline.queued = sum(1 for line in await self._outbox() if line["state"] == "pending")

    async def _delivered(self, staff: StaffMember) -> None:
        offline = self.summary.offline
        await self._counter.start_headquarters()
        await self._counter.until(online=True, seconds=90)
        deadline = time.monotonic() + 60
        receipts: list[str] = []
        while not receipts and time.monotonic() < deadline:
            receipts = [
                line["receipt_number"] for line in await self._outbox()
                if line["reference"] == offline.reference and line["state"] == "received"
            ]  # fmt: skip
        offline.delivered = len(receipts)
        offline.receipt = receipts[0] if receipts else ""
        await staff.sign_in()
        found = await staff.cases()
        await staff.picture(self._named("console-cases-after"))
        offline.duplicates = len(found) - len(set(found)) + max(0, len(found) - 2)
        if offline.receipt not in found:
            offline.delivered = 0

    async def _outbox(self) -> list[dict[str, Any]]:
        printed = await run_once(["outbox", "--config", str(self._counter.booth_config), "--json"])
        lines: list[dict[str, Any]] = json.loads(printed)["submissions"]
        return lines

    # -- showing ------------------------------------------------------------------------------------------------------

    async def _chapter(self, title: str, act: Callable[[], Awaitable[None]]) -> None:
        began = time.monotonic()
        self._tell(f"… {title}")
        await act()
        self._tell(f"✓ {title}（{time.monotonic() - began:.1f} 秒）")

    def _named(self, name: str) -> Path:
        self._pictures += 1
        path = self._out / f"{self._pictures:02d}-{name}.png"
        self.summary.screens.append(path.name)
        return path

    async def _picture(self, name: str, wanted: bool = True) -> None:
        if wanted:
            await self._counter.booth.ask({"do": "picture", "file": str(self._named(f"booth-{name}"))})
