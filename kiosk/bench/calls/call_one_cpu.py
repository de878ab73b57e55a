"""Pictures shown in a second when the booth's media has one processor only, ours against Chromium's."""

from collections.abc import Mapping
from typing import Final

from kiosk.bench.calls.call import all_calls
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import Run

USUAL: Final = 3
_NOTE: Final = (
    "720p30 both ways, the media of the booth tied to processor 0, the console free; both booths are asked to keep "
    "the resolution"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures of the group ``call-one-cpu``."""
    ours, theirs = await all_calls(run, "call-one-cpu", 0, run.times(USUAL), short=0)
    note = f"{_NOTE}; lines shown: ours {min(ours.lines):.0f}, peer {min(theirs.lines):.0f}"
    return {
        "frames-to-staff": measured([one[0] for one in ours.shown], [one[0] for one in theirs.shown], note),
        "frames-to-booth": measured([one[1] for one in ours.shown], [one[1] for one in theirs.shown], note),
    }
