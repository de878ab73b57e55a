"""Hours of call, and hundreds of calls, after which nothing has grown: memory, sockets, delay.

`KIOSK_SOAK_HOURS` (4) and `KIOSK_SOAK_CALLS` (200) say how long; what was seen is written beside the programs' logs.
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Final

import pytest

from tests.bad_lines import missing
from tests.journeys.causes import far_counter
from tests.journeys.flowing import Flowing
from tests.journeys.growing import Meter, grown, sizes
from tests.journeys.steps import talking

pytestmark = [
    pytest.mark.soak,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]
HOURS: Final = float(os.environ.get("KIOSK_SOAK_HOURS", "4"))
CALLS: Final = int(os.environ.get("KIOSK_SOAK_CALLS", "200"))
READINGS: Final = 120


async def test_nothing_grows_in_hours_of_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, float]] = []
    async with far_counter(tmp_path, monkeypatch) as place:
        await place.resident.identify("kasai")
        await place.resident.answer_questions()
        await talking(place.resident, place.staff)
        await place.staff.ask_form()
        await place.resident.touch("showForm")
        meter = Meter(place)
        async with Flowing(place.counter, place.staff, place.sound) as flowing:
            for number in range(READINGS):
                await asyncio.sleep(HOURS * 3600 / READINGS)
                await place.staff.propose_number("copies", 2 + number % 2)
                await place.resident.until_proposed()
                await place.resident.touch("accept")
                await place.resident.until(proposals=[[]])
                await flowing.until_flows()
                seen.append(await meter.read())
                (tmp_path / "hours.json").write_text(json.dumps(seen, indent=1), encoding="utf-8")
    assert grown(seen) == []


async def test_nothing_grows_over_hundreds_of_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, float]] = []
    async with far_counter(tmp_path, monkeypatch) as place:
        await place.resident.identify("kasai")
        meter = Meter(place)
        for _ in range(CALLS):
            await talking(place.resident, place.staff)
            await place.staff.until_hearing(frames=20)
            seen.append(sizes(await meter.read()))
            await place.resident.touch("hangUp")
            await place.resident.until(call="Over", reason="booth_hung_up")
            await place.staff.record("solved")
            await place.resident.touch("dismissCall")
            await place.resident.until(call="NoCall")
            (tmp_path / "calls.json").write_text(json.dumps(seen, indent=1), encoding="utf-8")
    assert grown(seen) == []
