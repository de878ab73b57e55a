"""Once a second: what came in, what went out, and what the line said of it."""

from dataclasses import dataclass

from aiortc import RTCPeerConnection
from aiortc.stats import (
    RTCInboundRtpStreamStats,
    RTCOutboundRtpStreamStats,
    RTCRemoteInboundRtpStreamStats,
    RTCTransportStats,
)

from kiosk.media.encoding import SendingTally
from kiosk.media.loudness import LoudnessMeter
from kiosk.media.messages import Statistics
from kiosk.media.receiving import Receiving
from kiosk.media.sound.playout import Playout


@dataclass
class LineReport:
    """Sums over all streams since the attempt began; `loss` is the worst share last reported to us, 0 to 1."""

    packets_lost: int = 0
    bytes_received: int = 0
    bytes_sent: int = 0
    loss: float = 0.0
    round_trip_s: float | None = None

    @classmethod
    async def of(cls, connection: RTCPeerConnection) -> "LineReport":
        """Read the counters of `connection`."""
        report = cls()
        for stats in (await connection.getStats()).values():
            match stats:
                case RTCInboundRtpStreamStats():
                    report.packets_lost += max(0, stats.packetsLost)
                case RTCTransportStats():
                    report.bytes_received += stats.bytesReceived
                    report.bytes_sent += stats.bytesSent
                case RTCRemoteInboundRtpStreamStats():
                    report.loss = max(report.loss, stats.fractionLost / 256)
                    report.round_trip_s = stats.roundTripTime
                case RTCOutboundRtpStreamStats() | _:
                    pass
        return report


class Tick:
    """Turns growing counters into figures of the time since the last one."""

    def __init__(
        self,
        attempt: int,
        receiving: Receiving,
        tally: SendingTally,
        playout: Playout,
        out_meter: LoudnessMeter,
        now_s: float,
    ) -> None:
        self._attempt = attempt
        self._receiving = receiving
        self._tally = tally
        self._playout = playout
        self._out_meter = out_meter
        self._last = LineReport()
        self._last_at_s = now_s
        self._frames_received = 0
        self._frames_sent = 0

    def allowed_kbit(self) -> float | None:
        """What the other side last said it can take."""
        asked_bits = self._tally.asked_bits
        return None if asked_bits is None else asked_bits / 1000

    def statistics(self, report: LineReport, now_s: float) -> Statistics:
        """The figures up to `now_s` (seconds of the loop's clock)."""
        seconds = max(now_s - self._last_at_s, 0.001)
        receiving, tally, last = self._receiving, self._tally, self._last
        received, sent = receiving.frames - self._frames_received, tally.pictures - self._frames_sent
        self._last, self._last_at_s = report, now_s
        self._frames_received, self._frames_sent = receiving.frames, tally.pictures
        heard = self._playout.read()
        return Statistics(
            attempt=self._attempt,
            frames_received=receiving.frames,
            frames_sent=tally.pictures,
            fps_received=received / seconds,
            fps_sent=sent / seconds,
            width=receiving.width,
            height=receiving.height,
            sent_width=tally.width,
            sent_height=tally.height,
            audio_in_rms=self._playout.meter.read(),
            audio_out_rms=self._out_meter.read(),
            received_kbit=(report.bytes_received - last.bytes_received) * 8 / 1000 / seconds,
            sent_kbit=(report.bytes_sent - last.bytes_sent) * 8 / 1000 / seconds,
            allowed_kbit=self.allowed_kbit(),
            packets_lost=report.packets_lost,
            round_trip_ms=None if report.round_trip_s is None else report.round_trip_s * 1000,
            frame_age_ms=receiving.take_age_ms(),
            sound_lost=heard.lost,
            sound_delay_ms=heard.delay_ms,
        )
