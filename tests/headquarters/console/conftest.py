"""Shared by the console's tests: the pages over a paper desk, served on a free port."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for paper_desk and its neighbours

from console_browser import chromium
from console_serving import pages_over, serving
from paper_desk import PaperDesk
from playwright.async_api import Browser


@pytest.fixture
def desk() -> PaperDesk:
    return PaperDesk()


@pytest.fixture
async def address(desk: PaperDesk) -> AsyncIterator[str]:
    async with serving(pages_over(desk)) as where:
        yield where


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened
