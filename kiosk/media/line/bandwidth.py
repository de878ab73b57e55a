"""Parts of aiortc's receiver that had to be replaced: the other side knows our line, and what is lost is mended."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

from aiortc import RTCPeerConnection
from aiortc.codecs import CODECS, HEADER_EXTENSIONS
from aiortc.rtcrtpparameters import RTCRtcpFeedback, RTCRtpHeaderExtensionParameters
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from aiortc.rtp import RtpPacket

from kiosk.media.line.arrivals import Arrivals
from kiosk.media.line.assembly import PictureJitterBuffer, ToDecoder
from kiosk.media.line.feedback import TRANSPORT_WIDE, Feedback
from kiosk.media.line.jitter import Hear, SoundDoor
from kiosk.media.line.opening import Flights
from kiosk.media.line.repair import PatientNacks
from kiosk.media.line.stamps import AT_ONCE

_ESTIMATOR: Final = "_RTCRtpReceiver__remote_bitrate_estimator"
_JITTER_BUFFER: Final = "_RTCRtpReceiver__jitter_buffer"
_NACKS: Final = "_RTCRtpReceiver__nack_generator"
_DECODER: Final = "_RTCRtpReceiver__decoder_queue"
_REPORT_EVERY_S: Final = 0.05
_EXTENSION, _OTHER_EXTENSION = 4, 5


def offer_feedback() -> None:
    """Let every offer of this process say that we tell when packets of the picture came, and how ours is shown."""
    extensions = HEADER_EXTENSIONS["video"]
    if any(one.uri == TRANSPORT_WIDE for one in extensions):
        return
    extensions.append(RTCRtpHeaderExtensionParameters(id=_EXTENSION, uri=TRANSPORT_WIDE))
    extensions.append(RTCRtpHeaderExtensionParameters(id=_OTHER_EXTENSION, uri=AT_ONCE))
    for codec in CODECS["video"]:
        if codec.rtcpFeedback:
            codec.rtcpFeedback.append(RTCRtcpFeedback(type="transport-cc"))


class Incoming:
    """What comes in over one connection.

    Attributes:
        arrivals: every datagram.
    """

    def __init__(self) -> None:
        self.arrivals = Arrivals()
        self._picture: tuple[RTCRtpReceiver, PictureJitterBuffer] | None = None

    @property
    def pictures(self) -> int:
        """Whole pictures that came so far and went to the decoder."""
        return self._picture[1].given if self._picture else 0

    def watch(self, receiver: RTCRtpReceiver, buffer: PictureJitterBuffer) -> None:
        """The picture comes in here."""
        self._picture = (receiver, buffer)

    async def ask_key(self) -> None:
        """Ask for a picture that needs none before it."""
        stream = self._picture[1].stream if self._picture else None
        if self._picture and stream is not None:
            with contextlib.suppress(ConnectionError):
                await self._picture[0]._send_rtcp_pli(stream)


def improve(
    connection: RTCPeerConnection, hear: Hear, run: Callable[[Coroutine[Any, Any, None], str], object]
) -> Incoming:
    """Put our parts into the receivers of a connection that has gathered but not started.

    `hear` gets the packets of sound; `run` starts a named task; what came in is in the result. Raise `AttributeError`
    if aiortc or aioice has changed inside.
    """
    incoming = Incoming()
    arrivals = incoming.arrivals
    for transceiver in connection.getTransceivers():
        receiver = transceiver.receiver
        for part in (_JITTER_BUFFER, _ESTIMATOR, _NACKS, _DECODER):
            getattr(receiver, part)
        arrivals.watch(receiver.transport.transport)
        Flights(receiver.transport, run)
        if transceiver.kind == "audio":
            setattr(receiver, _JITTER_BUFFER, SoundDoor(hear))
            continue
        repairs = PatientNacks(time.monotonic)
        buffer = _buffer(repairs)
        incoming.watch(receiver, buffer)
        setattr(receiver, _JITTER_BUFFER, buffer)
        setattr(receiver, _NACKS, repairs)
        setattr(receiver, _DECODER, ToDecoder())
        Reporting(receiver, transceiver.sender._ssrc, arrivals, run)
    return incoming


def _buffer(repairs: PatientNacks) -> PictureJitterBuffer:
    return PictureJitterBuffer(512, time.monotonic, lambda: repairs.round_trip_s)


class Reporting:
    """Tells the sender of a picture when its packets came, a few times a second while they come."""

    def __init__(
        self,
        receiver: RTCRtpReceiver,
        ssrc: int,
        arrivals: Arrivals,
        run: Callable[[Coroutine[Any, Any, None], str], object],
    ) -> None:
        """Take the packets of `receiver` on their way; `ssrc` is the stream in whose name reports are sent."""
        self._receiver = receiver
        self._ssrc = ssrc
        self._arrivals = arrivals
        self._run = run
        self._feedback = Feedback()
        self._due: asyncio.TimerHandle | None = None
        self._take = receiver._handle_rtp_packet
        receiver._handle_rtp_packet = self._packet  # type: ignore[method-assign]

    async def _packet(self, packet: RtpPacket, arrival_time_ms: int) -> None:
        number = packet.extensions.transport_sequence_number
        if number is not None:
            setattr(self._receiver, _ESTIMATOR, None)  # who measures the line itself needs no limit from us
            self._feedback.add(number, self._arrivals.at_us)
            if self._due is None:
                self._due = asyncio.get_running_loop().call_later(_REPORT_EVERY_S, self._report, packet.ssrc)
        await self._take(packet, arrival_time_ms=arrival_time_ms)

    def _report(self, media: int) -> None:
        self._due = None
        self._run(self._send(self._feedback.reports(self._ssrc, media)), "report")

    async def _send(self, reports: list[bytes]) -> None:
        with contextlib.suppress(ConnectionError):
            for report in reports:
                await self._receiver.transport._send_rtp(report)
