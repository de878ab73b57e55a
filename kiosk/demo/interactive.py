"""The demo for people: a window to touch, a console address to open, and a menu of cards to lay down."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.tasks import Tasks

_MENU: Final = (
    ("1", "insert kasai", "葛󠄂西　辻󠄂子さんのカードを置く（暗証番号 1234）"),
    ("2", "insert takasaki", "髙﨑さんのカードを置く（暗証番号 1234）"),
    ("3", "insert last_try", "残り1回のカードを置く"),
    ("4", "insert blocked", "ロックされたカードを置く"),
    ("5", "insert felica", "交通系ICカードを置く"),
    ("6", "eject", "カードを取る"),
)
_DRAWN: Final = (1920, 1080)
_FRAME: Final = 48
"""Pixels a window system takes for the title of a window."""
_ASK_SIZE: Final = (
    "from PySide6.QtGui import QGuiApplication as A; a = A([]); s = a.primaryScreen().availableSize();"
    "print(s.width(), s.height())"
)


async def serve(folder: Path) -> int:
    """Run until the booth's window is closed or somebody says q."""
    size = fitted(*await asyncio.to_thread(display_size))
    counter = Counter(folder, booth_program=("rehearsal", "booth"), screen={}, size=size, camera="auto")
    try:
        _say("… 本庁・カードリーダー・ブースを起動します")
        await counter.open()
        assert counter.account is not None
        _say(
            "\n姫路市 遠隔窓口（予行）が動いています。ブースは別の窓です。\n"
            f"  職員画面   {counter.staff_url}\n"
            f"  アカウント {counter.account.name}\n  パスワード {counter.account.password}\n"
        )
        open_in_browser(counter.staff_url)
        await _menu(counter)
        _say("… 終わります")
    finally:
        await counter.close()
    return 0


def display_size() -> tuple[int, int]:
    """Width and height of the display without its panels, in pixels; raises `ProgramFailed` where none can be used."""
    # in a process of its own: Qt ends the program when a display does not answer
    asked = subprocess.run([sys.executable, "-c", _ASK_SIZE], capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        why = asked.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise ProgramFailed(f"no window can be opened here ({why[0]}); `kiosk demo --play` needs none")
    width, height = asked.stdout.split()
    return int(width), int(height)


def fitted(width: int, height: int) -> tuple[int, int]:
    """The largest window of the booth's shape for a display, never larger than drawn, never unreadably small."""
    scale = min(1.0, width / _DRAWN[0], (height - _FRAME) / _DRAWN[1])
    return max(1024, int(_DRAWN[0] * scale)), max(600, int(_DRAWN[1] * scale))


def open_in_browser(url: str) -> None:
    """Show the console in the browser of this desktop, if there is one; its address is printed in any case."""
    opener = shutil.which("xdg-open")
    if opener and os.geteuid() != 0:  # browsers refuse to run as root
        subprocess.Popen(
            [opener, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


async def _menu(counter: Counter) -> None:
    tasks = Tasks("demo.menu")
    keys = Keys()
    ended = tasks.start(counter.booth.until_ended(), "watch")
    try:
        _show_menu()
        while True:
            reading = tasks.start(keys.next(), "read")
            await asyncio.wait({reading, ended}, return_when=asyncio.FIRST_COMPLETED)
            if ended.done():
                ended.result()
                _say("\nブースの窓が閉じました。")
                return
            line = reading.result()
            if line == "q":
                return
            await _obey(counter, line)
    finally:
        keys.close()
        await tasks.end()


async def _obey(counter: Counter, line: str) -> None:
    for key, command, _ in _MENU:
        if key == line:
            await _lay(counter, command)
            return
    _show_menu()


async def _lay(counter: Counter, command: str) -> None:
    try:
        await counter.card.ask(command)
        _say("  はい", end="\n> ")
    except ProgramFailed as error:
        _say(f"  {error}", end="\n> ")


class Keys:
    """Lines of standard input as they come; where there is no input, `next` waits for ever."""

    def __init__(self, fd: int = 0) -> None:
        """`fd` is where the lines come from."""
        self._fd = fd
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._rest = b""
        self._loop = asyncio.get_running_loop()
        self._open = True
        try:
            self._loop.add_reader(fd, self._read)
        except OSError:  # a file or /dev/null: nobody is at the keys
            self._open = False

    async def next(self) -> str:
        """The next line, without the spaces around it."""
        return await self._lines.get()

    def close(self) -> None:
        """Listen no more."""
        if self._open:
            self._open = False
            self._loop.remove_reader(self._fd)

    def _read(self) -> None:
        try:
            found = os.read(self._fd, 4096)
        except OSError:  # the terminal is gone
            found = b""
        if not found:
            self.close()
            return
        *lines, self._rest = (self._rest + found).split(b"\n")
        for line in lines:
            self._lines.put_nowait(line.decode(errors="replace").strip())


def _show_menu() -> None:
    _say("".join(f"  {key}  {text}\n" for key, _, text in _MENU) + "  q  終わる", end="\n> ")


def _say(text: str, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()
