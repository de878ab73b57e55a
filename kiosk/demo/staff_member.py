"""A scripted staff member: a real Chromium on the real console, touching what a staff member would touch."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from playwright.async_api import Browser, Page, Playwright, async_playwright
from playwright.async_api import Error as BrowserError

from kiosk.demo.counter import Account
from kiosk.demo.programs import ProgramFailed
from kiosk.rehearsal import chromium

AUDIBLE: Final = 0.001
"""Root mean square of a sound that can be heard; noise of an empty line lies far below."""
_LOOK_EVERY_S: Final = 0.1


class StaffMember:
    """One staff member at one console."""

    def __init__(self, url: str, account: Account, *, face: Path | None = None, voice: Path | None = None) -> None:
        """`face` is a Y4M file shown as the staff member's camera; without it Chromium's own test picture. `voice` is a
        WAV file heard as their microphone; without it a beep once a second.
        """
        self._url = url
        self._account = account
        self._face = face
        self._voice = voice
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The console."""
        assert self._page is not None
        return self._page

    async def __aenter__(self) -> Self:
        flags = [
            chromium.SOUND_AT_ONCE,
            chromium.WITHOUT_ADDRESS_BAR,
            *chromium.devices(film=self._face, sound=self._voice),
        ]
        try:
            self._playwright = await async_playwright().start()
            self._browser = await chromium.launch(self._playwright, *flags)
            context = await self._browser.new_context(viewport={"width": 1600, "height": 900}, locale="ja-JP")
            self._page = await context.new_page()
        except BrowserError as error:
            await self._end()
            raise ProgramFailed(f"Chromium did not start: {error.message.splitlines()[0]}") from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def sign_in(self) -> None:
        """Sign in and say 受付中."""
        await self.page.goto(f"{self._url}/sign-in")
        await self.page.fill("#sign-in-name", self._account.name)
        await self.page.fill("#sign-in-password", self._account.password)
        await self.page.click("#sign-in-submit")
        await self._until("[data-status=available]:not([disabled])", 20)
        await self.page.click("[data-status=available]")
        await self._until("[data-status=available][aria-pressed=true]", 20)

    async def answer(self) -> None:
        """Wait for a call to ring here, and answer it."""
        await self._until("#ring [data-verb=answer]", 40)
        await self.page.click("#ring [data-verb=answer]")

    async def until_connected(self, seconds: float = 40.0) -> None:
        """Wait until the console says that both ends have a picture."""
        await self._until("#stage[data-phase=connected]", seconds)

    async def stats(self) -> dict[str, Any]:
        """What the console measured: frames, size, loudness, the instants of answer and first frame."""
        found: dict[str, Any] = await self.page.evaluate("() => window.counter.stats()")
        return found

    async def until_hearing(self, frames: int, seconds: float = 30.0) -> dict[str, Any]:
        """Wait until `frames` pictures and some sound arrived; the figures then."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        loudest = 0.0
        while True:
            stats = await self.stats()
            loudest = max(loudest, float(stats.get("audioRms") or 0.0))
            if stats.get("frames", 0) >= frames and loudest > AUDIBLE:
                return {**stats, "audioRms": loudest}
            if loop.time() > deadline:
                raise ProgramFailed(f"the console does not see or hear the booth: {stats}")
            await asyncio.sleep(_LOOK_EVERY_S)

    async def ask_form(self) -> None:
        """用紙を見せてもらう."""
        await self.page.click("[data-verb=ask-form]")

    async def propose_number(self, field: str, value: int) -> None:
        """Propose a number for one field of the form shown."""
        await self._until(f"[data-field={field}] [data-input]", 20)
        await self.page.fill(f"[data-field={field}] [data-input]", str(value))
        await self.page.click(f"[data-field={field}] [data-verb=propose]")

    async def ask_face(self, printed_code: str) -> None:
        """Type 照合番号B, as read from the card the resident holds to the camera, and ask for its photograph."""
        await self.page.click("[data-way=face]")
        for part, digits in (("birth", slice(0, 6)), ("expiry", slice(6, 10)), ("security", slice(10, 14))):
            await self.page.fill(f"#code-{part}", printed_code[digits])
        await self.page.click("[data-verb=ask-face]")

    async def until_face_shown(self) -> None:
        """Wait until the card's photograph lies beside the live picture."""
        await self._until("canvas[data-picture=photograph]", 30)

    async def confirm_face(self) -> None:
        """本人と確認した; returns when headquarters wrote it down."""
        await self.page.click("[data-verb=same]")
        await self._until(".evidence.confirmed[data-method=face_compared]", 20)

    async def hang_up(self) -> None:
        """End the call."""
        await self.page.click("[data-verb=hang-up]")

    async def record(self, outcome: str) -> None:
        """Record the outcome after a call."""
        await self._until(f"[data-outcome={outcome}]", 20)
        await self.page.click(f"[data-outcome={outcome}]")
        await self.page.click("[data-verb=record-outcome]")
        await self._until("[data-outcome]", 20, "detached")

    async def cases(self) -> list[str]:
        """The receipt numbers in the list of cases, newest first."""
        await self.page.goto(f"{self._url}/cases")
        return [text.strip() for text in await self.page.locator("a[data-case]").all_inner_texts()]

    async def open_case(self, receipt_number: str) -> dict[str, str]:
        """Open one case; its answers as they stand on the page."""
        await self.page.goto(f"{self._url}/cases")
        await self.page.click(f"a[data-case]:has-text('{receipt_number}')")
        await self._until("[data-field]", 20)
        rows = self.page.locator("[data-field]")
        answers = {}
        for number in range(await rows.count()):
            row = rows.nth(number)
            answers[str(await row.get_attribute("data-field"))] = (await row.locator("td").first.inner_text()).strip()
        return answers

    async def identification(self) -> dict[str, Any]:
        """How the applicant of the open case was identified: the levels in one line, what is missing, each act."""
        card = self.page.locator(".identity-card")
        levels = card.locator(".levels")
        acts = card.locator("[data-method]")
        return {
            "words": (await card.locator(".standing strong").inner_text()).strip(),
            "levels": (await levels.inner_text()).strip() if await levels.count() else "",
            "missing": [text.strip() for text in await card.locator(".missing li").all_inner_texts()],
            "acts": {
                str(await acts.nth(number).get_attribute("data-method")): (await acts.nth(number).inner_text()).strip()
                for number in range(await acts.count())
            },
        }

    async def document(self) -> bytes:
        """The PDF of the case that is open."""
        reply = await self.page.context.request.get(f"{self.page.url.split('?')[0]}/document.pdf")
        if reply.status != 200:
            raise ProgramFailed(f"the paper of the case was not given: {reply.status}")
        return await reply.body()

    async def calls(self) -> None:
        """Back to the page of calls."""
        await self.page.goto(f"{self._url}/")
        await self._until("[data-status]:not([disabled])", 20)

    async def picture(self, path: Path) -> None:
        """A picture of the console as it is."""
        await self.page.screenshot(path=path)

    async def _until(self, selector: str, seconds: float, state: Literal["visible", "detached"] = "visible") -> None:
        """Wait for an element without holding it: what is held here, the page could never let go of."""
        await self.page.locator(selector).first.wait_for(state=state, timeout=seconds * 1000)

    async def _end(self) -> None:
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
