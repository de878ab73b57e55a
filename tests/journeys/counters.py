"""Counters for stories that judge no picture: the same programs, with less to paint, to draw and to start.

Window and camera are small, and a page takes a touch as soon as it was painted. What a counter is told once by command
(its staff member, its booth's identity) is told by the same command in this process, which has its imports. What is
made and read at a first start alone, tables and procedures, is there already. The demo's own test does without all of
this.
"""

import asyncio
import contextlib
import io
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kiosk.__main__ import PROGRAMS
from kiosk.demo.counter import CONFIG, Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.staff_face import draw
from kiosk.demo.staff_member import StaffMember
from kiosk.procedures.catalog import Catalog
from tests import eager_pcscd
from tests.headquarters.laid_tables import lay_down_tables

_WINDOW: Final = (1280, 720)
_WIDTH_PX, _HEIGHT_PX, _FPS = 320, 180, 15
_PICTURES: Final = 8
_BOOTH: Final = {
    "screen": "settle_s = 0.05\n",
    "media": f"width_px = {_WIDTH_PX}\nheight_px = {_HEIGHT_PX}\nfps = {_FPS}\n",
}
_KEPT: Final = "procedures.json"


class CommandsHere:
    """Runs ``kiosk ...`` in this process, one at a time: what it prints is caught for all threads."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def run(self, arguments: list[str]) -> str:
        """As `kiosk.demo.programs.run_once`."""
        module, name, _ = PROGRAMS[arguments[0]]
        program = getattr(import_module(module), name)
        async with self._turn:
            said, wrong = io.StringIO(), io.StringIO()
            # a thread of its own is in the network namespace of this one
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong), ThreadPoolExecutor(1) as thread:
                code = await asyncio.wrap_future(thread.submit(program, arguments[1:]))
        if code:
            raise ProgramFailed(f"kiosk {' '.join(arguments)}: {wrong.getvalue().strip()}")
        return said.getvalue()


def small_counter(folder: Path, **options: Any) -> Counter:
    """A counter with less to do; `options` as for `Counter`."""
    for part in ("headquarters", "booth"):
        (folder / part).mkdir(mode=0o700, parents=True)
        (folder / part / _KEPT).write_bytes(_kept())
    if not options.get("database"):
        lay_down_tables(folder / "headquarters")
    given = {"card_service": eager_pcscd.card_service(), "size": _WINDOW, "more": _BOOTH, "run": CommandsHere().run}
    return Counter(folder, **{**given, **options})


@asynccontextmanager
async def clerk_at(counter: Counter, *, voice: Path | None = None) -> AsyncIterator[StaffMember]:
    """The counter's staff member at a real Chromium whose camera is as small as the booth's; `voice` as there."""
    assert counter.account is not None
    face = counter.folder / "face.y4m"
    if not face.exists():
        pictures = [draw(_WIDTH_PX, _HEIGHT_PX, number / _PICTURES).tobytes() for number in range(_PICTURES)]
        head = f"YUV4MPEG2 W{_WIDTH_PX} H{_HEIGHT_PX} F{_FPS}:1 Ip A1:1 C420jpeg\n".encode()
        face.write_bytes(head + b"".join(b"FRAME\n" + picture for picture in pictures))
    async with StaffMember(counter.staff_url, counter.account, face=face, voice=voice) as staff:
        yield staff


@cache
def _kept() -> bytes:
    """What a first start keeps of the procedures that come with the program."""
    with tempfile.TemporaryDirectory(prefix="kiosk-kept-") as folder:
        path = Path(folder) / _KEPT
        Catalog(CONFIG / "procedures", path).load()
        return path.read_bytes()
