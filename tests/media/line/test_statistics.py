"""Growing counters become figures of the last second."""

from aiortc import RTCConfiguration, RTCPeerConnection
from aiortc.stats import RTCStatsReport

from kiosk.media.encoding import SendingTally
from kiosk.media.line.statistics import LineReport, Tick
from kiosk.media.loudness import LoudnessMeter
from kiosk.media.settings import MediaSettings
from kiosk.media.sound.playout import Heard


class Counted:
    """What a receiving side counted."""

    def __init__(self) -> None:
        self.frames, self.width, self.height = 0, 640, 360

    def take_age_ms(self) -> float | None:
        return 12.0


class Played:
    """What a playout heard."""

    def __init__(self) -> None:
        self.meter = LoudnessMeter()

    def read(self) -> Heard:
        return Heard(lost=0.25, delay_ms=45)


def test_figures_are_of_the_time_since_the_last_ones() -> None:
    receiving, tally = Counted(), SendingTally(MediaSettings())
    tick = Tick(3, receiving, tally, Played(), LoudnessMeter(), 100.0)  # type: ignore[arg-type]
    receiving.frames, tally.pictures, tally.width, tally.height = 60, 30, 1280, 720
    first = tick.statistics(LineReport(bytes_received=250_000, bytes_sent=125_000, packets_lost=2), 102.0)
    assert (first.attempt, first.frames_received, first.frames_sent) == (3, 60, 30)
    assert (first.fps_received, first.fps_sent) == (30, 15)
    assert (first.received_kbit, first.sent_kbit, first.packets_lost) == (1000, 500, 2)
    assert (first.sent_width, first.frame_age_ms, first.round_trip_ms, first.allowed_kbit) == (1280, 12.0, None, None)
    assert (first.sound_lost, first.sound_delay_ms) == (0.25, 45)
    receiving.frames, tally.asked_bits = 70, 640_000
    second = tick.statistics(LineReport(bytes_received=375_000, bytes_sent=125_000, round_trip_s=0.04), 103.0)
    assert (second.fps_received, second.received_kbit, second.sent_kbit) == (10, 1000, 0)
    assert (second.round_trip_ms, second.allowed_kbit) == (40, 640)


async def test_a_connection_that_has_not_begun_has_counted_nothing() -> None:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("audio")
    assert isinstance(await connection.getStats(), RTCStatsReport)
    assert await LineReport.of(connection) == LineReport()
    await connection.close()
