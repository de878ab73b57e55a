"""Breaks: what was away in a call, for its record. Judged from what is true after each event, so none is forgotten.

A line that broke unseen is known to have broken when its end opens another. How long picture and sound stood still is
known only where they should have arrived: each end tells it with its state (`kiosk.protocol.call_state`), as it tells
which of its devices are out.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from kiosk.headquarters.calls.live_calls import LiveCall, Told
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.routing_state import Call, Routing, Side
from kiosk.log import Log
from kiosk.protocol.call_state import BoothNow, Part, StaffNow

_log = Log("headquarters.calls")
What = Literal[
    "booth_line",
    "console_line",
    "headquarters",
    "booth_media",
    "console_media",
    "booth_camera",
    "booth_microphone",
    "booth_speaker",
    "booth_voice",
    "console_camera",
    "console_microphone",
    "console_speaker",
    "console_voice",
]
"""A line to headquarters, headquarters itself, what arrives of the other end at the booth or the console, a device."""
_LINES: Final[Mapping[Side, What]] = {"booth": "booth_line", "console": "console_line"}
_MEDIA: Final[Mapping[Side, What]] = {"booth": "booth_media", "console": "console_media"}
_DEVICES: Final[Mapping[tuple[Side, Part], What]] = {
    ("booth", "camera"): "booth_camera",
    ("booth", "microphone"): "booth_microphone",
    ("booth", "speaker"): "booth_speaker",
    ("booth", "voice"): "booth_voice",
    ("console", "camera"): "console_camera",
    ("console", "microphone"): "console_microphone",
    ("console", "speaker"): "console_speaker",
    ("console", "voice"): "console_voice",
}
assert {*_LINES.values(), *_MEDIA.values(), *_DEVICES.values(), "headquarters"} == set(get_args(What))


def away(call: Call, routing: Routing, told: Told) -> set[What]:
    """What of an answered call is away now."""
    worker = routing.workers.get(call.staff_id or "")
    found: dict[What, bool] = {
        "booth_line": call.booth_lost_at is not None,
        "console_line": worker is not None and worker.lost_at is not None,
        "headquarters": call.orphaned_at is not None,
    }
    lines = {what for what, is_away in found.items() if is_away}
    return lines | _out("booth", told.booth) | _out("console", told.staff)


def _out(side: Side, now: BoothNow | StaffNow | None) -> set[What]:
    return {_DEVICES[side, part] for part in now.without} if now else set()


def _last_heard(kept: LiveCall, what: What, now: datetime) -> datetime:
    return next((kept.heard.get(side, now) for side, line in _LINES.items() if line == what), now)


class Breaks:
    """Writes down each break when it is over."""

    def __init__(self, records: CallRecords) -> None:
        self._records = records

    def look(self, routing: Routing, live: Mapping[str, LiveCall], now: datetime) -> None:
        """Compare what is away with what was."""
        for call in routing.calls.values():
            kept = live.get(call.call_id)
            if kept is None or call.waiting:
                continue
            gone = away(call, routing, kept.told_by)
            for what in [one for one in kept.away if one not in gone]:
                self._over(call.call_id, what, kept.away.pop(what), now)
            for what in gone - kept.away.keys():
                kept.away[what] = _last_heard(kept, what, now)

    def opened_again(self, kept: LiveCall, side: Side) -> None:
        """This end opened another line though the one before had not ended."""
        if side in kept.heard:
            kept.away.setdefault(_LINES[side], kept.heard[side])

    def told(self, call: Call, kept: LiveCall, side: Side, stood: tuple[int, int], now: datetime) -> None:
        """How often, and for how many seconds together, nothing of the other end arrived at this one."""
        before = kept.stood.get(side, stood if kept.resumed else (0, 0))
        kept.stood[side] = stood
        if stood[0] > before[0]:
            lasted = timedelta(seconds=max(0, stood[1] - before[1]))
            self._over(call.call_id, _MEDIA[side], now - lasted, now)

    def ended(self, call_id: str, kept: LiveCall, now: datetime) -> None:
        """The call is over; what was away then did not come back."""
        for what, since in kept.away.items():
            self._over(call_id, what, since, now)

    def _over(self, call_id: str, what: str, since: datetime, now: datetime) -> None:
        self._records.broke(call_id, what, since, max(since, now))
        _log.event("call_broke", call=call_id, what=what, seconds=round((now - since).total_seconds(), 1))
