"""The scripted story: a resident applies, calls, is helped and hands in; then the line breaks, and nothing is lost.

Everything goes through the real screens: the booth's by pointer, the console's in a real browser.
"""

import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.resident import Resident, outbox
from kiosk.demo.staff_member import StaffMember
from kiosk.demo.summary import IdentityFigures, Summary

RESIDENT: Final = "kasai"
OTHER_RESIDENT: Final = "takasaki"


class Story:
    """Plays on `counter`, leaves pictures and papers in `out`, and writes down what it measures."""

    def __init__(self, counter: Counter, out: Path, tell: Callable[[str], None]) -> None:
        self.summary = Summary()
        self._counter = counter
        self._out = out
        self._tell = tell
        self._pictures = 0
        self._resident = Resident(counter, self._picture)

    async def play(self, staff: StaffMember) -> None:
        """The whole story."""
        began = time.monotonic()
        await self._chapter("職員がサインインして受付中にします", staff.sign_in)
        await self._counter.until(online=True)
        await self._picture("welcome")
        await self._chapter("カードを置き、暗証番号を入れます", lambda: self._resident.identify(RESIDENT))
        await self._read_card_log()
        await self._chapter("質問に答えます", self._questions)
        await self._chapter("職員をよび、いっしょに確かめます", lambda: self._call(staff))
        await self._chapter("署名して提出します", self._hand_in)
        self.summary.visit.seconds = round(time.monotonic() - began, 1)
        await self._chapter("本庁で案件を開きます", lambda: self._case(staff))
        await self._resident.leave()
        await self._chapter("回線が切れていても手続きができます", self._offline)
        await self._chapter("回線がもどると自動で届きます", lambda: self._delivered(staff))

    # -- the visit ----------------------------------------------------------------------------------------------------

    async def _questions(self) -> None:
        self.summary.visit.questions = await self._resident.answer_questions()

    async def _hand_in(self) -> None:
        resident = self._resident
        await resident.read_review()
        await resident.sign()
        await self._picture("sign")
        await resident.hand_in()
        done = await resident.until_received()
        await self._picture("handed-in")
        visit = self.summary.visit
        visit.procedure, visit.reference, visit.receipt = "juminhyo", done["reference"], done["receipt"]
        self._keep_slip("receipt-slip.pdf")

    def _keep_slip(self, name: str) -> None:
        for paper in sorted(self._counter.printed.glob("slip-*.pdf"))[-1:]:
            shutil.copyfile(paper, self._out / name)

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
        await self._resident.until_proposed()
        await self._picture("call-proposal")
        await staff.picture(self._named("console-call"))
        await counter.touch("accept")
        await counter.until(proposals=[[]])
        figures.proposals_accepted = 1
        before = float(heard["audioRms"])
        heard = await staff.until_hearing(frames=int(heard["frames"]) + 30)
        heard["audioRms"] = max(before, float(heard["audioRms"]))  # the voice takes breath
        booth = await self._resident.until_hearing()
        figures.console_frames, figures.console_audio_rms = int(heard["frames"]), round(float(heard["audioRms"]), 5)
        figures.console_size = f"{heard['width']}x{heard['height']}"
        figures.booth_frames, figures.booth_audio_rms = booth["frames_received"], round(booth["audio_in_rms"], 5)
        figures.booth_size = f"{booth['width']}x{booth['height']}"
        figures.answer_to_first_frame_ms = round(float(heard["firstFrameAt"]) - float(heard["answeredAt"]), 1)
        await self._compare_face(staff)
        await counter.touch("toForm")
        await self._picture("call-strip")
        await staff.hang_up()
        await counter.until(call="Over")
        await self._picture("call-over")
        await staff.record("applied")
        await counter.touch("dismissCall")
        await counter.until(call="NoCall", stage="Reviewing")
        await self._picture("review-after-call")

    async def _compare_face(self, staff: StaffMember) -> None:
        """Staff copy the number from the card held to the camera, see its photograph and compare it with the face."""
        await staff.ask_face(self._resident.printed_code)
        await self._resident.let_staff_see_card()
        await staff.until_face_shown()
        await staff.picture(self._named("console-card-face"))
        await staff.confirm_face()
        await staff.picture(self._named("console-identified"))
        await self._counter.touch("closeCard")
        await self._counter.until(card_step=None)

    # -- headquarters -------------------------------------------------------------------------------------------------

    async def _case(self, staff: StaffMember) -> None:
        await staff.cases()
        await staff.picture(self._named("console-cases"))
        answers = await staff.open_case(self.summary.visit.receipt)
        await staff.picture(self._named("console-case"))
        self.summary.visit.answers = len(answers)
        self.summary.identity = IdentityFigures.model_validate(await staff.identification())
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
        await counter.stop_headquarters()
        await counter.until(online=False)
        await self._picture("offline-welcome")
        await counter.touch("callStaff")
        await counter.until(call="Over")
        await self._picture("offline-call")
        await counter.touch("dismissCall")
        await counter.until(call="NoCall")
        other = Resident(counter)
        await other.ready_to_hand_in(OTHER_RESIDENT)
        done = await other.hand_in()
        await self._picture("offline-handed-in")
        self._keep_slip("receipt-slip-offline.pdf")
        self.summary.offline.reference = done["reference"]
        self.summary.offline.queued = sum(1 for line in await outbox(counter) if line["state"] == "pending")

    async def _delivered(self, staff: StaffMember) -> None:
        offline = self.summary.offline
        await self._counter.start_headquarters()
        await self._counter.until(online=True, seconds=90)
        deadline = time.monotonic() + 60
        receipts: list[str] = []
        while not receipts and time.monotonic() < deadline:
            receipts = [
                line["receipt_number"] for line in await outbox(self._counter)
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

    async def _picture(self, name: str) -> None:
        await self._counter.booth.ask({"do": "picture", "file": str(self._named(f"booth-{name}"))})
