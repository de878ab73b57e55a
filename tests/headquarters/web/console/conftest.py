"""Shared by the console's tests: the pages over a paper desk, served on a free port, and one Chromium for them all.

A browser starts longer than most tests take; each test has a page of its own in it, with its own cookies. Since a
browser belongs to the loop it was started in, tests and fixtures here share the loop of the session.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from kiosk.headquarters.web.desk import COOKIE
from kiosk.protocol import duty
from tests.chromium import chromium
from tests.headquarters.web.console.console_serving import pages_over, serving
from tests.headquarters.web.console.paper_desk import TOKEN, PaperDesk
from tests.headquarters.web.console.paper_headquarters import PaperHeadquarters


@pytest.fixture
def desk() -> PaperDesk:
    return PaperDesk()


@pytest_asyncio.fixture(loop_scope="session")
async def address(desk: PaperDesk) -> AsyncIterator[str]:
    async with serving(pages_over(desk)) as where:
        yield where


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def headquarters() -> AsyncIterator[PaperHeadquarters]:
    paper = PaperHeadquarters()
    yield paper
    await paper.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, headquarters: PaperHeadquarters) -> AsyncIterator[Page]:
    """A staff member who signed in before (that is tried with the pages) and whose page has its line."""
    app = pages_over(PaperDesk())
    headquarters.add_to(app)
    async with serving(app) as address:
        page = await browser.new_page(viewport={"width": 1600, "height": 900})
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
        await page.context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
        await page.goto(address)
        await headquarters.until_heard(duty.ConsoleHello)
        yield page
        await page.close()
        assert broken == []
