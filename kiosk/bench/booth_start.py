"""Starting: the booth to its first touchable screen, against an empty QML window, each in a fresh process.

Last taken apart by processor time, in turns on two busy cores: 484 to 510 ms beside 128 to 132, 3.7 to 4.0 times (630
ms, 4.9 times, before what works behind the first picture was made behind it, and procedures were found again without
what reads their files). Of the whole, six tenths are 470 modules and their models, of which an empty window reads 50; a
sixth is the page's QML; a tenth is who the booth is and what it offers; a twentieth is the first drawing. What works
behind that picture takes 95 to 128 ms to be made, which is what a touch waits for that comes at once; until all is
opened it is as much as before (889 to 979 ms beside 924 to 1017).

Certificates are 30 ms of it: who the booth is decides whether it is in service. A picture drawn before that is known
would be touched in vain.
"""

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.bench import samples
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run
from kiosk.headquarters.app import CONFIG

USUAL: Final = 7
_LONGEST_S: Final = 60.0
_SHOWN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
_NOTE: Final = (
    "from starting the process to the first picture drawn (offscreen, software), files read before and byte code "
    "cached on both sides, as installed; the booth is enrolled, without a line, and shows what one can get done: "
    "other pages, store, reader, media and line are made and opened behind that picture; the empty window is "
    "PySide6's with one Window {}"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figure ``booth-start``."""
    folder = run.sub("booth-start")
    config, cache = write_settings(folder), folder / "bytecode"  # filled by the first turn, which is not counted
    times = run.times(USUAL)
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(times + 1):
        theirs.append(await first_picture(cache, "empty"))
        ours.append(await first_picture(cache, "booth", str(config)))
        run.progress.step(turn, times)
    return {"booth-start": measured(ours[1:], theirs[1:], _NOTE)}


def write_settings(folder: Path, booth_url: str = "https://127.0.0.1:9") -> Path:
    """An enrolled booth's settings in `folder`, without a line unless one is named; where they are."""
    samples.enrolled_booth(folder / "state" / "identity")
    config = folder / "booth.toml"
    config.write_text(
        f'place = "{samples.PLACE}"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "{CONFIG / "procedures"}"\n'
        f'rehearsal = true\n[headquarters]\nurl = "{booth_url}"\n'
        '[media]\ncamera = "virtual"\nmicrophone = "virtual"\nspeaker = "virtual"\nrehearsal = true\n'
        'virtual_camera = "kiosk.rehearsal.virtual_camera:open_camera"\n'
        'virtual_microphone = "kiosk.rehearsal.virtual_voice:open_microphone"\n'
        '[printer]\nkind = "folder"\nfolder = "papers"\n[outbox]\nleast_free_megabytes = 1\n',
        encoding="utf-8",
    )
    return config


async def first_picture(cache: Path, kind: str, *arguments: str) -> float:
    """Milliseconds until a fresh window of this `kind` says that its first picture was drawn.

    Its byte code is kept in `cache`, whatever this process was told about byte code.
    """
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk.bench.first_picture", kind, *arguments,
        stdout=asyncio.subprocess.PIPE, env=environment(cache),
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_LONGEST_S):
            said = await process.stdout.readline()
            took = 1000 * (time.perf_counter() - began)
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
        said, took = b"", 0.0
    if not said.startswith(b"drawn"):
        raise CannotMeasure(f"the {kind} window showed nothing")
    return took


def environment(cache: Path) -> dict[str, str]:
    """Offscreen, and with byte code in `cache`."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **_SHOWN, "PYTHONPYCACHEPREFIX": str(cache)}
