"""The other end of a call as staff have it: headless Chromium with its own fake camera and microphone."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Page

from kiosk.rehearsal.chromium import SOUND_AT_ONCE
from tests.chromium import chromium

PAGE = """
<!doctype html><video id="booth" autoplay playsinline></video>
<script>
let connection;
async function answer(sdp) {
  if (connection) connection.close();
  connection = new RTCPeerConnection({iceServers: []});
  connection.onicecandidate = (event) => trickle(JSON.stringify(
    event.candidate ? event.candidate.toJSON() : {candidate: ""}));
  const booth = new MediaStream(); // sound and picture are streams of their own
  document.getElementById("booth").srcObject = booth;
  connection.ontrack = (event) => booth.addTrack(event.track);
  const own = await navigator.mediaDevices.getUserMedia({audio: true, video: {width: 1280, height: 720}});
  await connection.setRemoteDescription({type: "offer", sdp});
  for (const track of own.getTracks()) connection.addTrack(track, own);
  await connection.setLocalDescription(await connection.createAnswer());
  return connection.localDescription.sdp;
}
async function seen() {
  const seen = {frames: 0, width: 0, energy: 0, codec: "", sent: 0};
  const report = await connection.getStats();
  for (const entry of report.values()) {
    if (entry.type === "inbound-rtp" && entry.kind === "video") {
      seen.frames = entry.framesDecoded; seen.width = entry.frameWidth || 0;
      seen.codec = entry.codecId ? report.get(entry.codecId).mimeType : "";
      seen.lost = entry.packetsLost; seen.delay = entry.jitterBufferDelay / (entry.jitterBufferEmittedCount || 1);
    }
    if (entry.type === "inbound-rtp" && entry.kind === "audio") seen.energy = entry.totalAudioEnergy;
    if (entry.type === "outbound-rtp" && entry.kind === "video") {
      seen.sent = entry.framesEncoded; seen.sentWidth = entry.frameWidth; seen.encoder = entry.encoderImplementation;
      seen.sentCodec = entry.codecId ? report.get(entry.codecId).mimeType : "";
      seen.limited = entry.qualityLimitationReason; seen.target = entry.targetBitrate;
    }
  }
  return seen;
}
</script>
"""


class Browser:
    """One page that answers offers."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def answer(self, sdp: str) -> str:
        answer = await self.page.evaluate("answer", sdp)
        assert isinstance(answer, str)
        return answer

    async def seen(self) -> dict[str, Any]:
        seen = await self.page.evaluate("seen")
        assert isinstance(seen, dict)
        return seen

    async def until(self, condition: Callable[[dict[str, Any]], bool], seconds: float = 30) -> dict[str, Any]:
        """Ask the page until it has seen enough."""
        async with asyncio.timeout(seconds):
            while True:
                seen = await self.seen()
                if condition(seen):
                    return seen
                await self.page.wait_for_timeout(100)


@asynccontextmanager
async def browser(on_candidate: Callable[[dict[str, Any]], Awaitable[None]]) -> AsyncIterator[Browser]:
    """A fresh Chromium; its candidates go to `on_candidate` as they come."""
    async with chromium(SOUND_AT_ONCE) as opened:
        page = await opened.new_page()
        await page.route("http://localhost/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        await page.expose_function("trickle", lambda text: on_candidate(json.loads(text)))
        await page.goto("http://localhost/")
        yield Browser(page)
