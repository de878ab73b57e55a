"""A headquarters of paper for browser tests: real pages and messages, a booth of aiortc, a script as its rules."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from aiortc import RTCIceCandidate, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel
from typing_extensions import override

from kiosk.headquarters.web.desk import COOKIE
from kiosk.protocol import calls, duty, forms, message
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from tests.headquarters.web.console.paper_desk import TOKEN

DEADLINE_S = 30.0


def now() -> datetime:
    """The browser's clock is the machine's."""
    return datetime.now(UTC)  # noqa: TID251 -- what the page compares with


class Tone(AudioStreamTrack):
    """A voice that says one tone."""

    @override
    async def recv(self) -> Any:
        frame = await super().recv()
        assert isinstance(frame, AudioFrame)
        at = np.arange(frame.samples) + (frame.pts or 0)
        wave = (np.sin(at * 2 * np.pi * 440 / frame.sample_rate) * 8000).astype(np.int16)
        frame.planes[0].update(wave.tobytes())
        return frame


class Picture(VideoStreamTrack):
    """A picture that can be made to stand still."""

    def __init__(self) -> None:
        super().__init__()
        self.moving = asyncio.Event()
        self.moving.set()

    @override
    async def recv(self) -> Any:
        await self.moving.wait()
        return await super().recv()


class PaperBooth:
    """The booth's side of one attempt: offers first, counts the pictures that come back."""

    def __init__(self) -> None:
        self.connection = RTCPeerConnection()
        self.picture = Picture()
        self.frames = asyncio.Event()
        self.connection.on("track", self._on_track)
        self._watching: list[asyncio.Task[None]] = []

    def _on_track(self, track: Any) -> None:
        if track.kind == "video":
            self._watching.append(asyncio.get_running_loop().create_task(self._watch(track), name="watch booth"))

    async def _watch(self, track: Any) -> None:
        with contextlib.suppress(Exception):
            while True:
                await track.recv()
                self.frames.set()

    async def offer(self) -> str:
        self.connection.addTrack(Tone())
        self.connection.addTrack(self.picture)
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def answered(self, sdp: str) -> None:
        await self.connection.setRemoteDescription(RTCSessionDescription(sdp, "answer"))

    async def candidate(self, said: calls.MediaCandidate) -> None:
        found: RTCIceCandidate | None = None
        if said.candidate:
            found = candidate_from_sdp(said.candidate.removeprefix("candidate:"))
            found.sdpMid, found.sdpMLineIndex = said.sdp_mid, said.sdp_m_line_index
        await self.connection.addIceCandidate(found)

    async def close(self) -> None:
        self.picture.moving.set()
        await self.connection.close()
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)


@dataclass
class PaperHeadquarters:
    """Remembers what the console said and says what a test tells it to."""

    heard: list[BaseModel] = field(default_factory=list)
    socket: WebSocket | None = None
    call: duty.WaitingCall | None = None
    epoch: int = 3
    attempts: dict[int, PaperBooth] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def add_to(self, app: FastAPI) -> None:
        @app.websocket("/console/line")
        async def line(socket: WebSocket) -> None:
            await socket.accept()
            if socket.cookies.get(COOKIE) != TOKEN:
                await socket.close(4401)
                return
            async with self.changed:
                self.socket = socket
                self.changed.notify_all()
            with contextlib.suppress(WebSocketDisconnect):
                while True:
                    await self._hear(message.decode(await socket.receive_text(), message.from_console))

    async def _hear(self, said: Any) -> None:
        match said:
            case calls.MediaAnswer(attempt=attempt, sdp=sdp):
                await self.attempts[attempt].answered(sdp)
            case calls.MediaCandidate(attempt=attempt):
                await self.attempts[attempt].candidate(said)
            case _:
                pass
        async with self.changed:
            self.heard.append(said)
            self.changed.notify_all()

    async def say(self, said: BaseModel) -> None:
        assert self.socket is not None
        await self.socket.send_text(message.encode(said))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what was heard is as wanted."""
        async with asyncio.timeout(DEADLINE_S), self.changed:
            await self.changed.wait_for(holds)

    async def until_heard(self, kind: type[BaseModel], count: int = 1) -> Any:
        await self.until(lambda: sum(isinstance(one, kind) for one in self.heard) >= count)
        return [one for one in self.heard if isinstance(one, kind)][count - 1]

    # -- what a test tells it ------------------------------------------------------------------------------------------

    def now(self, **values: Any) -> duty.CallsNow:
        given: dict[str, Any] = {
            "server_time": now(),
            "status": "available",
            "state": "idle",
            "waiting": (),
            "answered_today": 18,
            "calls_today": 19,
            "average_wait_seconds": 41.0,
        }
        return duty.CallsNow(**(given | values))

    def waiting(self, place: str = "家島支所", seconds: int = 20, number: int = 12, **values: Any) -> duty.WaitingCall:
        return duty.WaitingCall(
            call_id=new_id(),
            place=place,
            waiting_number=number,
            since=now() - timedelta(seconds=seconds),
            **({"topic": "住民票の写し"} | values),
        )

    async def ring(self, call: duty.WaitingCall | None = None) -> None:
        self.call = call or self.waiting()
        ends = now() + timedelta(seconds=20)
        await self.say(duty.CallRings(reservation_id=new_id(), expires_at=ends, call=self.call))

    async def give(self, *, pictures: bool = True) -> None:
        """The answer was accepted: the call and the booth's first offer, of a camera that gives `pictures`."""
        assert self.call is not None
        await self.say(duty.CallYours(call=self.call, counter="shimin", epoch=self.epoch))
        await self.say(self.now(state="in_call"))
        await self.offer(0, epoch=0, pictures=pictures)

    async def offer(self, attempt: int, epoch: int, *, pictures: bool = True) -> None:
        assert self.call is not None
        booth = self.attempts[attempt] = PaperBooth()
        if not pictures:
            booth.picture.moving.clear()
        sdp = await booth.offer()
        await self.say(calls.MediaOffer(call_id=self.call.call_id, epoch=epoch, attempt=attempt, sdp=sdp))

    async def curtain(self, drawn: bool) -> None:
        assert self.call is not None
        await self.say(calls.PinCurtain(call_id=self.call.call_id, epoch=self.epoch, drawn=drawn))

    async def show_form(
        self, copies: int = 1, source: forms.Source = forms.Source.PRESET, *, locale: str = "ja"
    ) -> None:
        await self.say(self.form(copies, source).model_copy(update={"locale": locale}))

    def form(self, copies: int = 1, source: forms.Source = forms.Source.PRESET) -> forms.FormShown:
        assert self.call is not None
        return form(self.call.call_id, self.epoch, copies, source)

    async def end(self, reason: calls.EndReason) -> None:
        assert self.call is not None
        await self.say(calls.CallEnded(call_id=self.call.call_id, epoch=self.epoch, reason=reason))

    async def close(self) -> None:
        for booth in self.attempts.values():
            await booth.close()


def form(call_id: str, epoch: int, copies: int, source: forms.Source) -> forms.FormShown:
    def shown(key: str, label: str, text: str, origin: forms.Source | None, **more: Any) -> forms.ShownField:
        return forms.ShownField(field=key, label=label, text=text, source=origin, **more)

    def options(*texts: str) -> tuple[forms.ShownOption, ...]:
        return tuple(forms.ShownOption(value=f"v{at}", text=text) for at, text in enumerate(texts))

    card, resident = forms.Source.CARD, forms.Source.RESIDENT
    return forms.FormShown(
        call_id=call_id,
        epoch=epoch,
        procedure="juminhyo",
        version="1",
        title="住民票の写し",
        locale="ja",
        asking=("kind",),
        fields=(
            shown("name", "氏名", "葛\U000e0100城　辻\U000e0101子", card, is_name=True),
            shown("birth_date", "生年月日", "昭和34年5月6日", card, doubts=(forms.Doubt(code=Code.ODD_BIRTH_DATE),)),
            shown("address", "住所", "兵庫県姫路市家島町真浦2137番地1", card),
            shown(
                "kind",
                "証明書の種類",
                "世帯全員",
                resident,
                proposable=True,
                options=options("世帯全員", "本人のみ", "一部の人"),
            ),
            shown(
                "items",
                "のせるもの",
                "続柄",
                resident,
                proposable=True,
                several=True,
                value=["v0"],
                options=options("続柄", "本籍", "在留資格"),
            ),
            shown(
                "domicile", "本籍をのせる", "のせない", resident, proposable=True, options=options("のせる", "のせない")
            ),
            shown("purpose", "使いみち", "", None),
            shown("copies", "通数", f"{copies}通", source, proposable=True),
        ),
    )
