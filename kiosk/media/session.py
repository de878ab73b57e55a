"""One attempt of a call: one peer connection, its two tracks out, two in, and a watch over the line."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

from aiortc import MediaStreamTrack, RTCConfiguration, RTCIceServer, RTCPeerConnection, RTCSessionDescription
from aiortc.rtcconfiguration import RTCIceTransportPolicy
from aiortc.rtcrtpsender import RTCRtpSender
from aiortc.sdp import candidate_from_sdp

from kiosk.log import Log
from kiosk.media.encoding import SendingTally
from kiosk.media.equipment import Equipment
from kiosk.media.frames import FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.line import bandwidth
from kiosk.media.line import sdp as descriptions
from kiosk.media.line.decoding import Decoding, Remedy, decoding_after
from kiosk.media.line.estimate import Estimate
from kiosk.media.line.outgoing import Outgoing
from kiosk.media.line.picture import Picture, Uplink, picture_after
from kiosk.media.line.quality import Line, Patience, Seen, line_after
from kiosk.media.line.statistics import LineReport, Tick
from kiosk.media.line.voice import voice_after
from kiosk.media.messages import (
    AddCandidate,
    FirstFrame,
    FirstSound,
    LineState,
    MediaEvent,
    MediaProblem,
    PictureSending,
    Problem,
    StateChanged,
)
from kiosk.media.receiving import Receiving
from kiosk.media.settings import RECEIVE_MOST_KBIT, MediaSettings
from kiosk.media.tracks import CameraTrack, MicrophoneTrack
from kiosk.protocol.calls import IceServer
from kiosk.tasks import Tasks

_log = Log("media.session")
_LOOK_EVERY_S: Final = 0.5


class Session:
    """The peer connection of one attempt; the booth always offers."""

    def __init__(
        self,
        settings: MediaSettings,
        attempt: int,
        ice_servers: Sequence[IceServer],
        *,
        equipment: Equipment,
        gate: Gate,
        remote: FrameWriter,
        tally: SendingTally,
        send: Callable[[MediaEvent], None],
        take_over: Callable[[], None],
    ) -> None:
        """`take_over` is called once, as soon as something of the other side is there to be seen or heard."""
        self.attempt = attempt
        self._settings = settings
        self._equipment = equipment
        self._remote = remote
        self._tally = tally
        self._send = send
        self._tasks = Tasks(f"media.session{attempt}")
        self._line = Line()
        self._picture = Picture()
        self._patience = Patience(settings.silence_before_reconnecting_s, settings.silence_before_failed_s)
        self._answered = False
        self._leads = False
        self._early: list[AddCandidate] = []
        self._outgoing: Outgoing | None = None
        self._incoming = bandwidth.Incoming()
        self._decoding = Decoding()
        self._camera = CameraTrack(equipment.camera, gate)
        self._microphone = MicrophoneTrack(gate)
        self._receiving = Receiving(remote, equipment.playout, take_over, self._first_frame, self._first_sound)
        self._connection = RTCPeerConnection(_configuration(ice_servers, settings.relay_only))
        self._connection.on("track", self._take_track)

    async def offer(self) -> str:
        """Make the offer, all candidates inside."""
        connection = self._connection
        sound = connection.addTransceiver(self._microphone, direction="sendrecv")
        picture = connection.addTransceiver(self._camera, direction="sendrecv")
        sound.setCodecPreferences(_only_opus())
        picture.setCodecPreferences(_preferred(self._settings.codec))
        await connection.setLocalDescription(await connection.createOffer())
        self._incoming = bandwidth.improve(connection, self._receiving.hear, self._tasks.start)
        tally = self._tally
        estimate = Estimate(tally.start_bits, tally.least_bits, tally.most_bits)
        self._outgoing = Outgoing(connection, estimate, tally.target, self._follow)
        self._tasks.start(self._watch(), "watch")
        self._send(StateChanged(attempt=self.attempt, state=self._line.state))
        begin_kbit = self._settings.receive_start_kbit
        sdp = descriptions.for_one_voice(descriptions.unsynchronised(connection.localDescription.sdp))
        return descriptions.with_start_bitrate(sdp, begin_kbit, max(begin_kbit, RECEIVE_MOST_KBIT))

    async def answer(self, sdp: str) -> None:
        """Take the other side's SDP and the candidates that came before it; a second answer is dropped."""
        if self._answered:
            return
        await self._connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))
        self._answered = True
        early, self._early = self._early, []
        for candidate in early:
            problem = await add_or_problem(self, candidate)
            if problem:
                self._send(problem)

    async def add(self, command: AddCandidate) -> None:
        """Take one candidate of the other side, or the end of them."""
        if not self._answered:
            self._early.append(command)
            return
        if not command.candidate:
            await self._connection.addIceCandidate(None)
            return
        candidate = candidate_from_sdp(command.candidate.removeprefix("candidate:"))
        candidate.sdpMid = command.sdp_mid
        candidate.sdpMLineIndex = command.sdp_m_line_index
        await self._connection.addIceCandidate(candidate)

    def lead(self) -> None:
        """Be the attempt that is seen and heard: the microphone's sound goes here, what comes in is shown."""
        self._leads = True
        self._equipment.listen(self._microphone.hear)

    def step_back(self) -> None:
        """Another attempt leads: nothing of this one is seen or heard any more."""
        self._leads = False
        self._receiving.hush()

    async def close(self) -> None:
        """End the peer connection; what comes in stops, the devices stay open."""
        if self._leads:
            self._equipment.listen(None)
        await self._tasks.end()
        self._camera.stop()
        self._microphone.stop()
        if self._outgoing:
            self._outgoing.close()
        await self._connection.close()
        if self._leads:
            self._equipment.playout.clear()
            self._remote.blank()
        self._become(Line(LineState.CLOSED))

    def _follow(self) -> None:
        """The estimate of the line moved: the encoder follows at once."""
        assert self._outgoing is not None
        estimate = self._outgoing.estimate
        self._tally.asked_bits = round(estimate.now_bits * (1 - estimate.loss))

    def _take_track(self, track: MediaStreamTrack) -> None:
        work = self._receiving.pictures(track) if track.kind == "video" else self._receiving.sound(track)
        self._tasks.start(work, f"receive_{track.kind}")

    def _first_frame(self, width: int, height: int) -> None:
        self._send(FirstFrame(attempt=self.attempt, width=width, height=height))

    def _first_sound(self) -> None:
        self._send(FirstSound(attempt=self.attempt))

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        equipment = self._equipment
        tick = Tick(self.attempt, self._receiving, self._tally, equipment.playout, equipment.out_meter, loop.time())
        turn = 0
        while self._line.state is not LineState.FAILED:
            await asyncio.sleep(_LOOK_EVERY_S)
            await equipment.check(loop.time())
            report = await LineReport.of(self._connection)
            seen = Seen(loop.time(), self._connection.connectionState, self._answered, self._incoming.arrivals.count)
            self._become(line_after(self._line, seen, self._patience))
            self._look_at_picture(loop.time())
            turn += 1
            if turn % 2 == 0 and self._answered:
                self._send(tick.statistics(report, loop.time()))
                self._choose_picture(Uplink(loop.time(), self._known_kbit(tick), self._loss(report)))

    def _look_at_picture(self, now_s: float) -> None:
        """A picture that comes and is not decoded."""
        if not self._leads:
            return
        self._decoding, remedy = decoding_after(self._decoding, self._incoming.pictures, self._receiving.frames, now_s)
        if remedy is not Remedy.NOTHING:
            _log.event("picture_stuck", remedy=remedy, attempt=self.attempt)
        if remedy is Remedy.KEY:
            self._tasks.start(self._incoming.ask_key(), "ask_key")
        elif remedy is Remedy.ANEW and self._line.state is LineState.CONNECTED:
            self._become(Line(LineState.FAILED))

    def _known_kbit(self, tick: Tick) -> float | None:
        """What the line carries; None while it is still being found out."""
        outgoing = self._outgoing
        if outgoing is None or not outgoing.told:
            return tick.allowed_kbit()
        estimate = outgoing.estimate
        return estimate.bits * (1 - estimate.loss) / 1000 if estimate.settled else None

    def _loss(self, report: LineReport) -> float:
        """Share of packets lost of late; what a report of the other side says may be seconds old."""
        outgoing = self._outgoing
        known = outgoing is not None and outgoing.told and self._picture.on
        return outgoing.estimate.loss if outgoing and known else report.loss

    def _become(self, line: Line) -> None:
        """The one place where the line's state changes."""
        changed = line.state is not self._line.state
        self._line = line
        if changed:
            _log.event("line_changed", state=line.state, attempt=self.attempt)
            self._send(StateChanged(attempt=self.attempt, state=line.state))

    def _choose_picture(self, uplink: Uplink) -> None:
        before = self._picture
        self._picture = self._camera.sent = picture_after(before, uplink, self._settings.video_off_below_kbit)
        self._tally.every_s = self._camera.every_s or self._tally.every_s
        self._tally.voice = voice_after(self._tally.voice, uplink, picture=self._picture.on)
        if before.on != self._picture.on:
            _log.event("picture_sending", on=self._picture.on, attempt=self.attempt)
            self._send(PictureSending(attempt=self.attempt, on=self._picture.on))


def _configuration(ice_servers: Sequence[IceServer], relay_only: bool) -> RTCConfiguration:
    """Our own servers and no other: aiortc would ask a public one if given None."""
    policy = RTCIceTransportPolicy.RELAY if relay_only else RTCIceTransportPolicy.ALL
    return RTCConfiguration(iceServers=[_server(one) for one in ice_servers], iceTransportPolicy=policy)


def _server(server: IceServer) -> RTCIceServer:
    return RTCIceServer(urls=list(server.urls), username=server.username, credential=server.credential)


def _preferred(codec: str) -> list[Any]:
    capabilities = RTCRtpSender.getCapabilities("video").codecs
    wanted = f"video/{codec}".lower()
    return sorted(capabilities, key=lambda one: one.mimeType.lower() != wanted)


def _only_opus() -> list[Any]:
    """What conceals and recovers lost packets; every browser has it (RFC 7874, 3)."""
    return [one for one in RTCRtpSender.getCapabilities("audio").codecs if one.mimeType.lower() == "audio/opus"]


async def answer_or_problem(session: Session, sdp: str) -> MediaProblem | None:
    """Give `session` an answer; a refusal comes back as the problem to report."""
    try:
        await session.answer(sdp)
    except Exception as error:  # noqa: BLE001 -- a socket's boundary: aiortc does not say what foreign SDP raises
        _log.failure("answer_refused", error)
        return MediaProblem(code=Problem.ANSWER_REFUSED, attempt=session.attempt)
    return None


async def add_or_problem(session: Session, command: AddCandidate) -> MediaProblem | None:
    """Give `session` a candidate; a refusal comes back as the problem to report."""
    try:
        await session.add(command)
    except Exception as error:  # noqa: BLE001 -- as above, for candidates
        _log.failure("candidate_refused", error)
        return MediaProblem(code=Problem.CANDIDATE_REFUSED, attempt=session.attempt)
    return None
