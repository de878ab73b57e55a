"""Which lost packets of a picture are asked for, how often, and when it is given up: pure, clocks are passed."""

from collections.abc import Callable
from typing import Final

from aiortc.rtcrtpreceiver import NackGenerator
from aiortc.rtp import RtpPacket
from aiortc.utils import uint16_add, uint16_gt
from typing_extensions import override

GIVE_UP_S: Final = 2.0
"""A packet that did not come again for so long is not asked for any more: a key picture is sooner there."""
_ASK_AGAIN_LEAST_S: Final = 0.03
_ASK_AGAIN_FIRST_S: Final = 0.1
_MOST_MISSING: Final = 400
_SMOOTHING: Final = 0.125


class PatientNacks(NackGenerator):
    """Asks for a lost packet until it came or is of no use any more.

    WORKAROUND until aiortc 1.17 (no issue): it asks once, so that where 10 in 100 packets are lost 1 in 100 stays lost,
    and with it the picture until the next key picture. Asked again after each round trip, as measured by repairs.

    Attributes:
        round_trip_s: from asking until the packet came.
    """

    def __init__(self, now_s: Callable[[], float]) -> None:
        super().__init__()
        self._now_s = now_s
        self._asked: dict[int, tuple[float, float, int]] = {}  # first noticed, last asked, how often
        self.round_trip_s = _ASK_AGAIN_FIRST_S
        self._due: list[int] = []

    @override
    def add(self, packet: RtpPacket) -> bool:
        """Note `packet`; whether there is something to ask for, which is then in `missing`."""
        number, now_s = packet.sequence_number, self._now_s()
        if self.max_seq is None:
            self.max_seq = number
        if uint16_gt(number, self.max_seq):
            gap = uint16_add(self.max_seq, 1)
            while gap != number:
                self._asked[gap] = (now_s, -1.0, 0)
                gap = uint16_add(gap, 1)
            self.max_seq = number
            if len(self._asked) > _MOST_MISSING:
                self._asked.clear()  # a cut line, not lost packets
        else:
            self._came(number, now_s)
        self.missing = set(self._take_due(now_s))
        return bool(self.missing)

    def _came(self, number: int, now_s: float) -> None:
        _, asked_s, times = self._asked.pop(number, (0.0, -1.0, 0))
        if times == 1:  # with more it is not known which question was answered
            took_s = now_s - asked_s
            self.round_trip_s += _SMOOTHING * (took_s - self.round_trip_s)

    def _take_due(self, now_s: float) -> list[int]:
        again_s = max(_ASK_AGAIN_LEAST_S, 1.25 * self.round_trip_s)
        due = []
        for number, (noticed_s, asked_s, times) in list(self._asked.items()):
            if now_s - noticed_s > GIVE_UP_S:
                del self._asked[number]
            elif not times or now_s - asked_s >= again_s:
                self._asked[number] = (noticed_s, now_s, times + 1)
                due.append(number)
        return due
