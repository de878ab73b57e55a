"""A real headquarters stands ready for calls."""

from pathlib import Path

import pytest

from kiosk.bench.calls.booth_half import BoothHalf
from kiosk.bench.calls.office import open_office
from kiosk.bench.calls.side import SETTINGS
from kiosk.bench.run import CannotMeasure
from kiosk.media.engine import MediaEngine


async def test_a_booth_is_enrolled_comes_on_line_and_hears_that_nobody_is_free(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        one, other = office.devices
        assert one.booth_id != other.booth_id
        assert office.ready.staff_url.startswith("http://127.0.0.1:")
        assert len(office.password) >= 10
        half = BoothHalf(one, lambda told: MediaEngine(SETTINGS, told))
        await half.start()
        with pytest.raises(CannotMeasure, match="nobody_free"):
            await half.call()
        await half.stop()


async def test_a_headquarters_that_does_not_start_is_said(tmp_path: Path) -> None:
    (tmp_path / "headquarters").write_text("a file where its folder should be")
    with pytest.raises(CannotMeasure, match="did not start"):
        async with open_office(tmp_path):
            pass
