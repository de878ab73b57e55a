"""What is started on one processor stays there."""

import os
import subprocess
from pathlib import Path

from kiosk.bench import samples
from kiosk.bench.calls.side import OurSide, tied


def test_what_is_started_meanwhile_inherits_the_processor() -> None:
    before = os.sched_getaffinity(0)
    with tied(0):
        said = subprocess.run(["nproc"], capture_output=True, check=True, text=True).stdout
    assert said.strip() == "1"
    assert os.sched_getaffinity(0) == before
    with tied(None):
        assert os.sched_getaffinity(0) == before


async def test_our_side_before_a_call_has_no_processes_and_no_picture(tmp_path: Path) -> None:
    side = OurSide(samples.enrolled_booth(tmp_path / "identity"), None)
    assert await side.pids() == []
    assert await side.lines() == 0
    assert (await side.look(0.01)).per_second == 0
    await side.close()
