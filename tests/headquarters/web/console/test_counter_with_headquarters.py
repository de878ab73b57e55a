"""The call page against the real headquarters: routing, rejoining, wrap-up, and what a lost session looks like."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from pydantic import BaseModel

from kiosk.headquarters.app import Headquarters, open_headquarters
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.settings import BoothDoor, HeadquartersSettings, StaffDoor
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.web.desk import COOKIE
from kiosk.protocol import calls
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.identity import CardAsked, CardFace, CardTold, EvidenceFound
from kiosk.protocol.presence import BoothHealth, BoothHello, Closing
from kiosk.protocol.versions import MINOR
from tests.chromium import needs_chromium
from tests.headquarters.web.console.paper_headquarters import DEADLINE_S, PaperBooth

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="session"),
]
BOOTH = KnownBooth(booth_id="himeji-ieshima-1", place="家島支所")
PHOTOGRAPH = (  # one dot
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPwBQAATwBOaYsBbAAAAABJRU5ErkJggg=="
)
PASSWORD = "ひみつのことばです十"


class PaperLink:
    """The booth's end of its link: keeps what it is sent, and answers media like a booth."""

    minor = MINOR

    def __init__(self, headquarters: Headquarters) -> None:
        self.headquarters = headquarters
        self.call_id = new_id()
        self.epoch = 0
        self.heard: list[BaseModel] = []
        self.attempts: dict[int, PaperBooth] = {}
        self.changed = asyncio.Condition()
        self._queue: asyncio.Queue[BaseModel] = asyncio.Queue()
        self._reading = asyncio.get_running_loop().create_task(self._read(), name="paper link")

    def send(self, message: BaseModel) -> None:
        self._queue.put_nowait(message)

    def close(self, reason: str, code: Closing) -> None:
        pass

    async def _read(self) -> None:
        while True:
            said = await self._queue.get()
            match said:
                case calls.CallAnswered(epoch=epoch):
                    self.epoch = epoch
                case calls.MediaAnswer(attempt=attempt, sdp=sdp):
                    await self.attempts[attempt].answered(sdp)
                case calls.MediaCandidate(attempt=attempt):
                    await self.attempts[attempt].candidate(said)
                case _:
                    pass
            async with self.changed:
                self.heard.append(said)
                self.changed.notify_all()

    async def until_heard(self, kind: type[BaseModel], fits: Callable[[Any], bool] = lambda _: True) -> Any:
        def found() -> list[BaseModel]:
            return [one for one in self.heard if isinstance(one, kind) and fits(one)]

        async with asyncio.timeout(DEADLINE_S), self.changed:
            await self.changed.wait_for(found)
        return found()[-1]

    def come(self) -> None:
        health = BoothHealth(software="test")
        hello = BoothHello(protocol_version=PROTOCOL_VERSION, booth_id=BOOTH.booth_id, health=health)
        self.headquarters.switchboard.booth_came(BOOTH, self, hello)

    def tell(self, message: Any) -> None:
        self.headquarters.switchboard.from_booth(BOOTH, message)

    async def offer(self, attempt: int) -> None:
        booth = self.attempts[attempt] = PaperBooth()
        sdp = await booth.offer()
        self.tell(calls.MediaOffer(call_id=self.call_id, epoch=self.epoch, attempt=attempt, sdp=sdp))

    async def connected(self, attempt: int) -> None:
        await self.attempts[attempt].frames.wait()
        self.tell(calls.MediaConnected(call_id=self.call_id, epoch=self.epoch, attempt=attempt))

    async def end(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        for booth in self.attempts.values():
            await booth.close()


@pytest_asyncio.fixture(loop_scope="session")
async def headquarters(tmp_path: Path) -> AsyncIterator[Headquarters]:
    settings = HeadquartersSettings(staff_door=StaffDoor(port=0, tls=False), booth_door=BoothDoor(port=0))
    opened = await asyncio.to_thread(open_headquarters, tmp_path, settings, lambda: datetime.now(UTC))  # noqa: TID251
    await opened.desk.staff.add("tanaka", "田中 恵子", "市民課", Role.CLERK, PASSWORD)
    yield opened
    await opened.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def link(headquarters: Headquarters) -> AsyncIterator[PaperLink]:
    paper = PaperLink(headquarters)
    yield paper
    await paper.end()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, headquarters: Headquarters, link: PaperLink) -> AsyncIterator[Page]:
    ready = await headquarters.start()
    link.come()
    context = await browser.new_context(viewport={"width": 1600, "height": 900})
    page = await context.new_page()
    await page.goto(f"{ready.staff_url}/sign-in")
    await page.fill("#sign-in-name", "tanaka")
    await page.fill("#sign-in-password", PASSWORD)
    await page.click("#sign-in-submit")
    await page.click("[data-status=available]")
    await expect(page.locator("[data-status=available]")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("video#own")).to_be_visible()
    yield page
    await context.close()


async def talking(page: Page, link: PaperLink) -> None:
    link.tell(calls.CallRequested(call_id=link.call_id, topic="juminhyo"))
    await link.offer(0)
    await page.click("[data-verb=answer]")
    await link.connected(0)
    await link.until_heard(calls.CallConnected)


async def test_a_call_is_answered_connected_on_both_sides_and_recorded(page: Page, link: PaperLink) -> None:
    await talking(page, link)
    assert (await link.until_heard(calls.CallAnswered)).staff.name == "田中 恵子"
    await expect(page.locator("#mine")).to_contain_text("住民票の写し")
    await page.click("[data-verb=hang-up]")
    assert (await link.until_heard(calls.CallEnded)).reason == calls.EndReason.STAFF_HUNG_UP
    await page.click("[data-outcome=solved]")
    await page.click("[data-verb=record-outcome]")
    await expect(page.locator("#stage-empty")).to_contain_text("呼び出しを待っています")
    await expect(page.locator("#today")).to_contain_text("1 / 1")
    await expect(page.locator("#trouble")).to_be_hidden()


async def test_a_clerk_who_compared_the_face_is_believed_by_headquarters(page: Page, link: PaperLink) -> None:
    await talking(page, link)
    await page.click("[data-way=face]")
    await page.keyboard.type("34050620351234")
    await page.keyboard.press("Enter")
    asked = await link.until_heard(CardAsked)
    assert asked.code == "34050620351234"
    told = {"call_id": link.call_id, "epoch": link.epoch, "ask_id": asked.ask_id}
    link.tell(CardTold(state="agreed", **told))
    link.tell(CardTold(state="done", face=CardFace(photograph=PHOTOGRAPH, birth_date="19590506"), **told))
    await page.click("[data-verb=same]")
    found = await link.until_heard(EvidenceFound)
    assert (found.evidence.method, found.evidence.outcome) == ("face_compared", "confirmed")
    await expect(page.locator(".evidence.confirmed")).to_contain_text("田中 恵子")
    await expect(page.locator("#trouble")).to_be_hidden()


async def test_a_paper_that_did_not_fit_is_written_down_too(page: Page, link: PaperLink) -> None:
    await talking(page, link)
    await page.click("[data-way=paper]")
    await page.check("#paper [value=パスポート]")
    await page.click("[data-verb=paper-bad]")
    assert (await link.until_heard(EvidenceFound)).evidence.outcome == "not_confirmed"
    await expect(page.locator(".evidence.not_confirmed")).to_contain_text("書類を職員が見て確認")


async def test_the_resident_leaves_while_it_rings(page: Page, link: PaperLink) -> None:
    link.tell(calls.CallRequested(call_id=link.call_id))
    await expect(page.locator("[data-verb=answer]")).to_be_visible()
    link.tell(calls.CallCancelled(call_id=link.call_id))
    await expect(page.locator("[data-verb=answer]")).to_have_count(0)
    await expect(page.locator("#trouble")).to_contain_text("取り消されました")


async def test_the_page_is_loaded_again_in_a_call(page: Page, link: PaperLink) -> None:
    await talking(page, link)
    page.once("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))  # noqa: TID251 -- playwright's callback
    await page.reload()
    await expect(page.locator("[data-verb=hang-up]")).to_be_visible()
    await link.attempts[0].close()
    await link.offer(1)  # the booth noticed that nothing comes any more
    await link.until_heard(calls.MediaAnswer, lambda answer: answer.attempt == 1)
    await expect(page.locator("#stage")).to_have_attribute("data-phase", "connected")
    await page.click("[data-verb=hang-up]")
    await link.until_heard(calls.CallEnded)


async def test_another_page_of_the_same_person_takes_over(page: Page, link: PaperLink) -> None:
    second = await page.context.new_page()
    await second.goto(page.url)
    await expect(second.locator("[data-status=available]")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("#trouble")).to_contain_text("別の画面で開かれました")
    link.tell(calls.CallRequested(call_id=link.call_id))
    await expect(second.locator("[data-verb=answer]")).to_be_visible()
    await expect(page.locator("[data-verb=answer]")).to_have_count(0)


async def test_a_session_that_ended_is_told_when_the_line_comes_back(page: Page, headquarters: Headquarters) -> None:
    token = next(one["value"] for one in await page.context.cookies() if one["name"] == COOKIE)
    await headquarters.desk.sign_out(token)
    staff_id = next(iter(headquarters.switchboard.routing.workers))
    headquarters.switchboard._teller.lines[staff_id].peer.close("session ended", Closing.COME_BACK)
    await expect(page.locator("[data-verb=reload]")).to_be_visible()
    await page.click("[data-verb=reload]")
    await expect(page.locator("#sign-in-name")).to_be_visible()
