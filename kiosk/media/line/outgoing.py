"""The parts of aiortc's sender that had to be replaced: the picture leaves at the pace its line carries."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiortc import RTCPeerConnection
from aiortc.rtcrtpsender import RTCRtpSender
from aiortc.rtp import HeaderExtensions, HeaderExtensionsMap, is_rtcp
from typing_extensions import override

from kiosk.media.line.estimate import Estimate, Told
from kiosk.media.line.feedback import FORMAT, GENERIC, TRANSPORT_WIDE, outcomes, unwrapped
from kiosk.media.line.pacing import Pacer, key_pause_s, useful_s
from kiosk.media.line.stamps import AT_ONCE, repeated, shown_at_once, split_reports, write_number, write_sent

_HEADERS: Final = "_RTCRtpSender__rtp_header_extensions_map"
_SENT_AT: Final = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
_REMEMBERED: Final = 4000
_REPORTS: Final = 10
_SMOOTHING: Final = 0.1


class _Numbered(HeaderExtensionsMap):
    """Leaves a place for the transport-wide number and asks to show pictures at once, where that is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[str, int] = {}

    @override
    def configure(self, parameters: Any) -> None:
        """Learn what was agreed."""
        super().configure(parameters)
        self.ids = {one.uri: one.id for one in parameters.headerExtensions}

    @override
    def set(self, values: HeaderExtensions) -> tuple[int, bytes]:
        """As in aiortc."""
        values.transport_sequence_number = 0
        profile, packed = super().set(values)
        at_once = self.ids.get(AT_ONCE)
        return profile, packed + (shown_at_once(at_once) if at_once else b"")


class Outgoing:
    """What one connection sends: sound at once, the picture paced, repeats within bounds, key pictures rarely.

    Attributes:
        estimate: of the line; believed once `told` is true.
        told: the other side tells of each packet.
    """

    def __init__(
        self,
        connection: RTCPeerConnection,
        estimate: Estimate,
        allowed_bits: Callable[[], float],
        on_estimate: Callable[[], None],
    ) -> None:
        """Take the packets of a connection that has gathered but not started; `AttributeError` if aiortc changed.

        `allowed_bits` says what the picture may use where the other side tells nothing.
        """
        self.estimate = estimate
        self.told = False
        self._allowed_bits = allowed_bits
        self._on_estimate = on_estimate
        self._pacer = Pacer()
        self._number = 0
        self._sent: dict[int, tuple[int, int]] = {}
        self._sent_s: dict[int, float] = {}  # by the number of a packet of the picture, 16 bits
        self._round_trip_s = 0.0
        self._reports: deque[int] = deque(maxlen=_REPORTS)
        self._key_s = -1.0
        self._key_due: asyncio.TimerHandle | None = None
        self._headers = _Numbered()
        self._picture = next(one.sender for one in connection.getTransceivers() if one.kind == "video")
        getattr(self._picture, _HEADERS)
        setattr(self._picture, _HEADERS, self._headers)
        self._bound_keys(self._picture)
        for transport in {
            id(one.sender.transport): one.sender.transport for one in connection.getTransceivers()
        }.values():
            self._take_over(transport)

    def close(self) -> None:
        """Nothing is due any more."""
        if self._key_due:
            self._key_due.cancel()

    def _take_over(self, transport: Any) -> None:
        send, read = transport._send_rtp, transport._handle_rtcp_data

        async def paced(data: bytes) -> None:
            ready = data if is_rtcp(data) else await self._in_turn(data)
            if ready is not None:
                await send(ready)

        async def reported(data: bytes) -> None:
            reports, others = split_reports(data, GENERIC, FORMAT)
            for report in reports:
                self._take_report(report)
            if others:
                await read(others)

        transport._send_rtp, transport._handle_rtcp_data = paced, reported

    async def _in_turn(self, data: bytes) -> bytes | None:
        """A packet of RTP as it leaves, when it is its turn; None: a repeat that the line does not carry now."""
        stream = int.from_bytes(data[8:12], "big")
        if stream == self._picture._ssrc:
            self._pacer.beginning = not self.estimate.settled
            wait_s = self._pacer.wait_s(len(data), self._bits(), time.monotonic())
            if wait_s:
                await asyncio.sleep(wait_s)
            self._sent_s[int.from_bytes(data[2:4], "big")] = time.monotonic()
            return self._stamped(data)
        if stream == self._picture._rtx_ssrc:
            return self._stamped(data) if self._may_repeat(data, time.monotonic()) else None
        return data

    def _may_repeat(self, data: bytes, now_s: float) -> bool:
        if now_s - self._sent_s.get(repeated(data), 0.0) > useful_s(self._round_trip_s):
            self._picture._send_keyframe()
            return False
        return self._pacer.may_repeat(len(data), self._bits(), now_s)

    def _bits(self) -> float:
        return self.estimate.bits if self.told else self._allowed_bits()

    def _stamped(self, data: bytes) -> bytes:
        packet, ids, now_us = bytearray(data), self._headers.ids, time.monotonic_ns() // 1000
        write_sent(packet, ids.get(_SENT_AT, 0), time.time_ns() // 1000)
        if write_number(packet, ids.get(TRANSPORT_WIDE, 0), self._number):
            self._sent[self._number] = (now_us, len(data))
            self._number += 1
            self._sent.pop(self._number - _REMEMBERED, None)
        return bytes(packet)

    def _take_report(self, report: bytes) -> None:
        told = []
        try:
            for number, at_us in outcomes(report):
                full = unwrapped(number, self._number)
                known = self._sent.get(full) if at_us is None else self._sent.pop(full, None)
                if known:
                    told.append(Told(known[0], at_us, known[1]))
            heard = self._heard(report)
        except (ValueError, IndexError):
            return
        self.told = True
        if told:
            passed_s = time.monotonic() - max(one.sent_us for one in told) / 1e6
            self._round_trip_s += _SMOOTHING * (passed_s - self._round_trip_s)
        self.estimate.take(told, heard)
        self._on_estimate()

    def _heard(self, report: bytes) -> float:
        """Share of the last reports that came; what the others would have told of came, too."""
        before = self._reports[-1] if self._reports else -1
        self._reports.append(before + 1 + ((report[19] - before - 1) & 0xFF))
        return len(self._reports) / (self._reports[-1] - self._reports[0] + 1)

    def _bound_keys(self, sender: RTCRtpSender) -> None:
        begin = sender._send_keyframe

        def later() -> None:
            self._key_due = None
            self._key_s = time.monotonic()
            begin()

        def bounded() -> None:
            if self._key_due:
                return
            wait_s = self._key_s + key_pause_s(self._bits()) - time.monotonic()
            if self._key_s < 0 or wait_s <= 0:
                later()
            else:
                self._key_due = asyncio.get_running_loop().call_later(wait_s, later)

        sender._send_keyframe = bounded  # type: ignore[method-assign]
