"""``kiosk demo``: the whole counter on this machine, to touch where there is a screen, played by itself where not."""

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from playwright.async_api import Error as BrowserError

from kiosk.demo.counter import Counter, has_display
from kiosk.demo.interactive import serve
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.staff_face import write_film
from kiosk.demo.staff_member import StaffMember
from kiosk.demo.story import Story
from kiosk.rehearsal.card.pcscd import missing_parts


def main(arguments: list[str]) -> int:
    """Run the demo; the exit status is 0 only if everything in it happened."""
    parser = argparse.ArgumentParser(
        "kiosk demo",
        description="The whole counter on this machine: to touch where there is a screen, played by itself where not.",
    )
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR", help="pictures, papers, summary")
    parser.add_argument("--play", action="store_true", help="play the story even where there is a screen")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep headquarters and booth here afterwards")
    options = parser.parse_args(arguments)
    missing = missing_parts()
    if missing:
        print(f"missing Debian packages: {' '.join(missing)}; run `make setup`", file=sys.stderr)
        return 2
    folder = options.keep or Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
    try:
        if has_display() and not options.play:
            return asyncio.run(_ending_in_order(serve(folder)))
        return asyncio.run(_ending_in_order(_play(folder, options.out)))
    except ProgramFailed as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _ending_in_order(work: Coroutine[Any, Any, int]) -> int:
    """Do `work`; told to end, or when the terminal is closed, end what it started first."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await work


async def _play(folder: Path, out: Path) -> int:
    make_room(out)
    counter = Counter(folder)
    story = Story(counter, out, tell)
    story.summary.write(out)  # not ok until all of it happened
    try:
        tell("… 本庁・カードリーダー・ブースを起動します")
        await counter.open()
        assert counter.account is not None
        face = await asyncio.to_thread(write_film, folder / "staff.y4m")
        async with StaffMember(counter.staff_url, counter.account, face=face) as staff:
            try:
                await story.play(staff)
            except BrowserError as error:
                await staff.picture(out / "console-at-the-end.png")
                raise ProgramFailed(f"the console did not go on: {error.message.splitlines()[0]}") from error
    finally:
        await counter.close()
        for log in folder.glob("*.log"):
            shutil.copyfile(log, out / log.name)
        story.summary.judge()
        story.summary.write(out)
    if story.summary.missing:
        tell(f"✗ まだ無いもの: {', '.join(story.summary.missing)}")
    else:
        tell(f"✓ すべて終わりました。{out}/summary.json をご覧ください")
    return 0 if story.summary.ok else 1


def make_room(out: Path) -> None:
    """Make `out` an empty folder; raises `ProgramFailed` rather than remove what is not an earlier demo's."""
    if out.is_dir() and any(out.iterdir()) and not (out / "summary.json").is_file():
        raise ProgramFailed(f"{out} holds other things; name another folder with --out")
    try:
        if out.is_dir():
            shutil.rmtree(out)
        out.mkdir(parents=True)
    except OSError as error:
        raise ProgramFailed(f"{out} cannot be written: {error.strerror}; name another folder with --out") from error


def tell(line: str) -> None:
    """Show progress at once."""
    print(line, flush=True)
