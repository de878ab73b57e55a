"""What a staff member does before a test of the call page can begin."""

from playwright.async_api import Page, expect

from kiosk.protocol import calls, duty
from tests.headquarters.web.console.paper_headquarters import PaperHeadquarters


async def available(page: Page, headquarters: PaperHeadquarters) -> None:
    await headquarters.say(headquarters.now())
    await expect(page.locator("video#own")).to_be_visible()


async def answered(page: Page, headquarters: PaperHeadquarters) -> None:
    await available(page, headquarters)
    await headquarters.ring()
    await expect(page.locator("[data-verb=answer]")).to_be_visible()
    await page.keyboard.press("F2")
    await headquarters.until_heard(duty.RingAnswered)
    await headquarters.give()
    await headquarters.until_heard(calls.MediaConnected)
