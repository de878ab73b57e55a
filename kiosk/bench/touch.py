"""A touch on the booth's screen until it is painted, in a call against none: one booth, in turns, in one run."""

import asyncio
import contextlib
import json
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from playwright.async_api import async_playwright

from kiosk.bench.booth_start import environment, write_settings
from kiosk.bench.calls.chromium import Chromium, Start, installed
from kiosk.bench.calls.film import write_film
from kiosk.bench.calls.office import Console, open_office
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run

USUAL: Final = 5
_TOUCHES: Final = 100
_EVERY_S: Final = 0.11
"""Between touches: quicker than anybody types, and no multiple of the time between two pictures."""
_KEYS: Final = ("key-か", "key-erase")
_WAY: Final = ("group-certificates", "procedure-juminhyo", "forward", "withoutCard")
_MOST_QUESTIONS: Final = 6
_SCREEN: Final = "[screen]\nfull_screen = false\nwidth_px = 1920\nheight_px = 1080\n"
_LONGEST_S: Final = 180.0
_NOTE: Final = (
    "from handing press and release to the window, outside its thread, to the end of painting what follows (offscreen, "
    "software): a key of the kana board beside the small picture of staff, both pictures of the call running, against "
    "the same board of the same booth without a call; the value of a turn is what 99 of 100 touches stay under"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figure ``touch-to-paint``."""
    talking: list[float] = []
    alone: list[float] = []
    halves: dict[bool, list[float]] = {True: [], False: []}
    times = run.times(USUAL)
    async with _stage(run.sub("touch")) as (booth, console):
        await _to_the_keys(booth)
        for turn in range(times):
            run.progress.step(turn, times)
            alone.append(await _under(booth, halves[False]))
            await _begin_call(booth, console)
            talking.append(await _under(booth, halves[True]))
            await _end_call(booth, console)
        run.progress.step(times, times)
    note = f"{_NOTE}; half of them: {median(halves[True]):.0f} ms in the call, {median(halves[False]):.0f} ms without"
    return {"touch-to-paint": measured(talking, alone, note)}


class Booth:
    """A booth in a process of its own that obeys lines of JSON (`kiosk rehearsal booth`)."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """One command; raise `CannotMeasure` where it cannot be done."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")
        reply = await self.answer()
        if not reply["ok"]:
            raise CannotMeasure(f"the booth: {do} {more}: {reply.get('why')}")
        return reply

    async def answer(self) -> dict[str, Any]:
        """The next line it says."""
        assert self._process.stdout is not None
        async with asyncio.timeout(_LONGEST_S):
            said = await self._process.stdout.readline()
        if not said:
            raise CannotMeasure("the booth ended")
        reply: dict[str, Any] = json.loads(said)
        return reply


@asynccontextmanager
async def open_booth(config: Path, cache: Path) -> AsyncIterator[Booth]:
    """Start the booth of `config`; ended with the context."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk", "rehearsal", "booth", "--config", str(config),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment(cache),
    )  # fmt: skip
    try:
        booth = Booth(process)
        await booth.answer()
        yield booth
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


@asynccontextmanager
async def _stage(folder: Path) -> AsyncIterator[tuple[Booth, Console]]:
    installed()
    film = folder / "staff.y4m"
    write_film(film)
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        office = await stack.enter_async_context(open_office(folder))
        browser = await Chromium.open(playwright, Start(folder, film))
        stack.push_async_callback(browser.close)
        console = Console(browser.page, office)
        await console.sign_in()
        config = write_settings(folder, office.ready.booth_url)
        config.write_text(config.read_text(encoding="utf-8") + _SCREEN, encoding="utf-8")
        identity = folder / "state" / "identity"
        shutil.rmtree(identity)
        shutil.copytree(folder / "identity-a", identity)
        booth = await stack.enter_async_context(open_booth(config, folder / "bytecode"))
        await booth.ask("wait", **{"for": {"online": True, "stage": "Welcoming"}, "seconds": _LONGEST_S})
        yield booth, console


async def _to_the_keys(booth: Booth) -> None:
    """From the welcome page to the question for a name, without a card."""
    for name in _WAY:
        await booth.ask("touch", name=name, seconds=10)
    await booth.ask("wait", **{"for": {"stage": "Answering"}})
    for _ in range(_MOST_QUESTIONS):
        shown = (await booth.ask("state"))["shown"]
        if _KEYS[0] in shown:
            return
        choices = [name for name in shown if name.startswith("option-")]
        if choices:
            await booth.ask("touch", name=choices[0])
        await booth.ask("touch", name="forward")
    raise CannotMeasure("no question wants letters")


async def _begin_call(booth: Booth, console: Console) -> None:
    await booth.ask("touch", name="callStaff")
    await console.rings()
    await console.answer()
    await booth.ask("wait", **{"for": {"connected": True, "picture": True}, "seconds": _LONGEST_S})
    await booth.ask("touch", name="toForm")
    await booth.ask("where", name="toFace")


async def _end_call(booth: Booth, console: Console) -> None:
    await booth.ask("touch", name="stripHangUp")
    await booth.ask("touch", name="dismissCall")
    await booth.ask("wait", **{"for": {"call": "NoCall"}})
    await console.wrap_up()


async def _under(booth: Booth, halves: list[float], touches: int = _TOUCHES) -> float:
    """What 99 of 100 touches stay under, in milliseconds; what half of them do goes to `halves`."""
    reply = await booth.ask("touch-times", names=list(_KEYS), times=touches, every_s=_EVERY_S)
    half, most = (float(value) for value in np.percentile(reply["milliseconds"], (50, 99)))
    halves.append(half)
    return most
