"""The peer offers as the booth does: everything inside, before anybody answers."""

from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from kiosk.bench.calls.chromium import Chromium, Start
from kiosk.bench.calls.chromium_media import ChromiumMedia
from kiosk.media.engine import MediaFailed
from kiosk.media.messages import MediaEvent
from kiosk.media.settings import MediaSettings
from tests.chromium import needs_chromium
from tests.media.media_calls import parameters

pytestmark = needs_chromium


async def test_an_offer_has_picture_sound_and_all_candidates_and_nonsense_is_refused(
    film: Path, tmp_path: Path
) -> None:
    told: list[MediaEvent] = []
    async with async_playwright() as playwright:
        chromium = await Chromium.open(playwright, Start(tmp_path, film))
        media = ChromiumMedia(chromium.page, told.append)
        await media.start()
        sdp = await media.make_offer((), 1)
        assert "m=video" in sdp
        assert "m=audio" in sdp
        assert "a=candidate:" in sdp
        starts = [one for found in parameters(sdp) for one in found if one.startswith("x-google-start-bitrate")]
        assert set(starts) == {f"x-google-start-bitrate={MediaSettings().receive_start_kbit}"}
        assert all(len(found) == len(set(found)) for found in parameters(sdp))
        with pytest.raises(MediaFailed):
            await media.take_answer("no SDP", 1)
        await media.take_answer("of an older attempt", 0)
        await media.end_call()
        assert await chromium.page.evaluate("own === null && connection === null")
        await media.stop()
        await chromium.close()
    assert told == []
