"""The demo for people: a window to touch, a console address to open, and a menu of cards to lay down."""

import asyncio
import contextlib
import sys
import webbrowser
from pathlib import Path

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.tasks import Tasks

_MENU = (
    ("1", "insert kasai", "葛󠄂西　辻󠄂子さんのカードを置く（暗証番号 1234）"),
    ("2", "insert takasaki", "髙﨑さんのカードを置く（暗証番号 1234）"),
    ("3", "insert last_try", "残り1回のカードを置く"),
    ("4", "insert blocked", "ロックされたカードを置く"),
    ("5", "insert felica", "交通系ICカードを置く"),
    ("6", "eject", "カードを取る"),
)


async def serve(folder: Path) -> int:
    """Run until the booth's window is closed or somebody says q."""
    counter = Counter(folder, booth_program=("rehearsal", "booth"), screen={}, camera="auto")
    try:
        await counter.open()
        assert counter.account is not None
        sys.stdout.write(
            "\n姫路市 遠隔窓口（予行）が動いています。\n"
            f"  職員画面   {counter.staff_url}\n"
            f"  アカウント {counter.account.name}\n  パスワード {counter.account.password}\n\n"
        )
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(counter.staff_url)
        await _menu(counter)
    finally:
        await counter.close()
    return 0


async def _menu(counter: Counter) -> None:
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin, lambda: lines.put_nowait(sys.stdin.readline()))
    tasks = Tasks("demo.menu")
    watching = tasks.start(_until_ended(counter), "watch")
    try:
        while True:
            sys.stdout.write("".join(f"  {key}  {text}\n" for key, _, text in _MENU) + "  q  終わる\n> ")
            sys.stdout.flush()
            reading = tasks.start(lines.get(), "read")
            await asyncio.wait({reading, watching}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                return
            line = reading.result().strip()
            if line in ("q", ""):
                return
            for key, wish, _ in _MENU:
                if key == line:
                    await _lay(counter, wish)
    finally:
        loop.remove_reader(sys.stdin)
        await tasks.end()


async def _lay(counter: Counter, wish: str) -> None:
    try:
        await counter.card.ask(wish)
    except ProgramFailed as error:
        sys.stdout.write(f"  {error}\n")


async def _until_ended(counter: Counter) -> None:
    while counter.booth.running:
        await asyncio.sleep(0.5)
