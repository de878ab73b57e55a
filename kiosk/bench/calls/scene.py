"""What stands ready before anybody calls: headquarters, console, our booth, the peer's; over a bad line if asked."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from playwright.async_api import async_playwright

from kiosk.bench.calls.chromium import Chromium, Start, installed
from kiosk.bench.calls.film import write_film
from kiosk.bench.calls.looking import PageEnd
from kiosk.bench.calls.office import Console, open_office
from kiosk.bench.calls.side import SETTINGS, ChromiumSide, OurSide
from kiosk.media.settings import MediaSettings
from kiosk.rehearsal.bad_line.running import RunningLine
from kiosk.rehearsal.marked_voice import write_marks
from kiosk.values import dataclass

_LONG_FILM_ROUNDS: Final = 3


@dataclass(frozen=True)
class Scene:
    """Everything that stands ready for calls: the two booths, and the console they both call."""

    ours: OurSide
    theirs: ChromiumSide
    console: Console
    console_browser: Chromium
    end: PageEnd


@asynccontextmanager
async def scene(
    folder: Path, *, pin_to: int | None = None, line: RunningLine | None = None, media: MediaSettings = SETTINGS
) -> AsyncIterator[Scene]:
    """Headquarters, the console and both booths; `pin_to` ties the media of each booth to one processor.

    With `line` the booths are at one end of it, all else at the other, the film is long enough for pictures that are
    seconds old, and both microphones of the browsers give marks.
    """
    installed()
    film, marks = folder / "resident.y4m", folder / "marks.wav" if line else None
    write_film(film, rounds=_LONG_FILM_ROUNDS if line else 1)
    if marks:
        write_marks(marks)
    async with AsyncExitStack() as stack:
        if line:
            stack.enter_context(line.at_booth())
        playwright = await stack.enter_async_context(async_playwright())
        office = await stack.enter_async_context(open_office(folder, line))
        at_console = Start(folder, film, marks, line.at_headquarters() if line else ())
        browser = await Chromium.open(playwright, at_console)
        stack.push_async_callback(browser.close)
        console = Console(browser.page, office)
        await console.sign_in()
        ours = OurSide(office.devices[0], pin_to, media)
        await ours.start()
        stack.push_async_callback(ours.close)
        tied = () if pin_to is None else ("taskset", "-c", str(pin_to))
        theirs = await ChromiumSide.open(office.devices[1], playwright, Start(folder, film, marks, tied))
        stack.push_async_callback(theirs.close)
        own = "document.getElementById('own').srcObject.getVideoTracks()[0]"
        end = PageEnd(browser.page, "document.getElementById('remote')", own)
        await browser.page.evaluate(_watch_script())
        yield Scene(ours, theirs, console, browser, end)


def _watch_script() -> str:
    from kiosk.bench.calls.chromium_media import HERE

    names = ("watchShown", "readBar", "decodeBar", "watchTaken")
    given = ", ".join(names)
    return f"() => {{ {(HERE / 'watch.js').read_text()}\nObject.assign(window, {{ {given} }}); }}"
