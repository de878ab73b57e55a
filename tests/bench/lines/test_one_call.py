"""A call over a bad line, whole, where machine and time allow; and what is said where a line is not allowed."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.bench.lines import one_call
from kiosk.bench.lines.one_call import line_scene
from kiosk.bench.lines.rows import Row
from kiosk.bench.run import CannotMeasure
from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.tun import NoBadLine
from kiosk.rehearsal.recording_speaker import FILE_VARIABLE
from tests.chromium import needs_chromium


async def test_where_no_line_is_allowed_nothing_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def refused() -> AsyncIterator[None]:
        raise NoBadLine("needs CAP_NET_ADMIN")
        yield

    monkeypatch.setattr(one_call, "running_line", refused)
    with pytest.raises(CannotMeasure, match="CAP_NET_ADMIN"):
        async with line_scene(tmp_path):
            raise AssertionError("it began")
    assert FILE_VARIABLE not in os.environ


@pytest.mark.soak
@pytest.mark.skipif(os.geteuid() != 0, reason="a bad line needs root")
@needs_chromium
async def test_both_booths_are_seen_and_heard_over_a_line_that_loses(tmp_path: Path) -> None:
    row = Row("", Conditions(loss_percent=3, rate_kbit=3000), settle_s=3.0)
    async with line_scene(tmp_path) as ready:
        for side in ready.sides.values():
            found = await ready.call(side, row, 6.0)
            for end in (found.at_staff, found.at_booth):
                assert end.seen.per_second > 1
                assert end.seen.lines >= 180
                assert end.age_ms is not None
                assert end.age_ms > 0
                assert end.sound.lost_percent < 100
                assert end.likeness is not None
                assert 0.3 < end.likeness <= 1
            assert 100 < found.up_kbit < 6000
            assert 100 < found.down_kbit < 6000
