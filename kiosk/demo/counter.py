"""The counter of one town on one machine: headquarters, a card on a reader, an enrolled booth, each its own process."""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, Self

import kiosk
from kiosk.demo.programs import Program, run_once
from kiosk.values import dataclass

CONFIG: Final = Path(kiosk.__file__).parents[1] / "config"
BOOTH: Final = "himeji-ieshima-1"
PLACE: Final = "家島支所"
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
STAFF_NAME: Final = "田中 恵子"
STAFF_ACCOUNT: Final = "tanaka"
STAFF_SECTION: Final = "市民課"


@dataclass(frozen=True)
class Account:
    """Someone who may sign in at the console; made for this run, known to nobody else."""

    name: str
    password: str


class Counter:
    """Everything of one counter in one folder, started in order and ended in reverse.

    Attributes:
        folder: where headquarters and the booth keep what is theirs.
        staff_url: where the console is.
        account: the demo's staff member.
        relay: addresses and secret file of a relay that every call of the booth goes through; read when headquarters
            and booth are started.
    """

    def __init__(
        self,
        folder: Path,
        *,
        booth_program: tuple[str, ...] = ("rehearsal", "booth"),
        screen: dict[str, str] | None = None,
        size: tuple[int, int] = (1920, 1080),
        database: str = "",
        camera: str = "virtual",
        more: Mapping[str, str] = MappingProxyType({}),
        card: str = "kasai",
        card_service: tuple[str, ...] = (),
        booth_host: str = "127.0.0.1",
        run: Callable[[list[str]], Awaitable[str]] = run_once,
    ) -> None:
        """`screen` are environment variables of the booth's window; None draws off screen. `size` is in pixels.

        `card` names a profile of the card that the reader knows best, `card_service` are words of
        ``kiosk rehearsal card`` that say which service reads it: ``("--pcscd", "/usr/sbin/pcscd")``. `booth_host` is
        where headquarters waits for its booths. `more` are further lines of the booth's settings: ``{"screen":
        "low = true\\n"}``. `run` does what is told once by command, as `run_once`.
        """
        self.folder = folder
        self.account: Account | None = None
        self.relay: tuple[tuple[str, ...], Path] | None = None
        self._database = database
        self._camera = camera
        self._more = more
        self._run = run
        self._card_words = ("--profile", card, *card_service)
        self._booth_host = booth_host
        self._screen = OFFSCREEN if screen is None else screen
        self._size = size
        self._booth_program = booth_program
        self._ports = (_free_port(), _free_port())
        self._headquarters: Program | None = None
        self._card: Program | None = None
        self._booth: Program | None = None
        folder.mkdir(parents=True, exist_ok=True)

    # -- the parts ----------------------------------------------------------------------------------------------------

    @property
    def staff_url(self) -> str:
        """The console's address."""
        return f"http://127.0.0.1:{self._ports[0]}"

    @property
    def booth(self) -> Program:
        """The booth."""
        assert self._booth is not None
        return self._booth

    @property
    def card(self) -> Program:
        """The virtual card on its reader."""
        assert self._card is not None
        return self._card

    @property
    def headquarters(self) -> Program:
        """Headquarters."""
        assert self._headquarters is not None
        return self._headquarters

    @property
    def booth_config(self) -> Path:
        """The booth's settings file."""
        return self.folder / "booth.toml"

    @property
    def roots(self) -> Path:
        """The roots and revocation lists of this run's cards, as an operator would lay them down."""
        return self.folder / "trust"

    @property
    def printed(self) -> Path:
        """Where the folder printer puts its papers."""
        return self.folder / "printed"

    # -- starting and ending ------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Start everything; the booth is enrolled the first time."""
        await self.open_all_but_the_booth()
        await self.start_booth()

    async def open_all_but_the_booth(self) -> None:
        """As `open`, and leave the booth's settings to be changed before it starts."""
        await self.start_card()
        await self.start_headquarters()
        await asyncio.gather(self.add_staff(), self.enrol())

    async def start_headquarters(self) -> None:
        """Start headquarters, or start it again on the same doors and data."""
        for kind in ("auth", "sign", "crl"):
            (self.roots / kind).mkdir(parents=True, exist_ok=True)  # empty until a card service lays roots down
        settings = self.folder / "headquarters.toml"
        settings.write_text(
            f'database = "{self._database}"\n'
            f'[staff_door]\nhost = "127.0.0.1"\nport = {self._ports[0]}\ntls = false\n'
            f'[booth_door]\nhost = "{self._booth_host}"\nport = {self._ports[1]}\n'
            f'[cards]\nmode = "rehearsal"\ntrust = "{self.roots}"\n'
            f'[cards.revocation]\nsource = "crl"\nfolder = "{self.roots / "crl"}"\n' + self._turn()
        )
        self._headquarters = Program("headquarters", ["headquarters", *self._data()], self.folder / "headquarters.log")
        await self._headquarters.start()

    async def stop_headquarters(self) -> None:
        """Headquarters goes away."""
        await self.headquarters.end()

    async def add_staff(self) -> None:
        """Make the demo's staff account with a password of its own."""
        made = await self._run(
            ["headquarters", "staff-add", *self._data(), "--name", STAFF_NAME, "--account", STAFF_ACCOUNT,
             "--section", STAFF_SECTION, "--role", "clerk", "--generate", "--json"]
        )  # fmt: skip
        self.account = Account(STAFF_ACCOUNT, json.loads(made)["password"])

    async def start_card(self) -> None:
        """Start the real card service with a virtual reader; a card is laid down later."""
        self._card = Program(
            "card",
            ["rehearsal", "card", "--own-service", "--control", "--empty", *self._card_words,
             "--roots", str(self.roots)],
            self.folder / "card.log",
        )  # fmt: skip
        await self._card.start()

    async def enrol(self) -> None:
        """Write the booth's settings and give it its identity with a one-time code."""
        self._write_booth_settings()
        made = await self._run(
            ["headquarters", "enrol-code", *self._data(), "--booth", BOOTH, "--place", PLACE, "--json"]
        )
        await self._run(["enrol", "--config", str(self.booth_config), json.loads(made)["code"]])

    async def start_booth(self, within: tuple[str, ...] = ()) -> None:
        """Start the booth, or start it again; `within` are words before its command, as ``unshare``."""
        environment = {**self._screen, **self.card.ready.get("environment", {})}
        command = [*self._booth_program, "--config", str(self.booth_config)]
        self._booth = Program("booth", command, self.folder / "booth.log", environment, within)
        await self._booth.start()

    async def close(self) -> None:
        """End everything that was started."""
        for program in (self._booth, self._card, self._headquarters):
            if program is not None:
                await program.end()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # -- short ways ---------------------------------------------------------------------------------------------------

    async def touch(self, *names: str) -> None:
        """The resident touches these, one after the other."""
        for name in names:
            await self.booth.ask({"do": "touch", "name": name, "seconds": 10})

    async def until(self, seconds: float = 30.0, **wanted: Any) -> dict[str, Any]:
        """Wait until the booth's state is as wanted; the state."""
        return await self.booth.ask({"do": "wait", "for": wanted, "seconds": seconds}, seconds + 10)

    async def state(self) -> dict[str, Any]:
        """How the booth stands."""
        return await self.booth.ask({"do": "state"})

    def _turn(self) -> str:
        if self.relay is None:
            return ""
        urls, secret = self.relay
        return f'[turn]\nurls = {json.dumps(urls)}\nsecret_file = "{secret}"\n'

    def _data(self) -> list[str]:
        return ["--data", str(self.folder / "headquarters"), "--config", str(self.folder / "headquarters.toml")]

    def _write_booth_settings(self) -> None:
        authority = self.headquarters.ready["authority"]
        reader = self.card.ready.get("reader", "")
        self.booth_config.write_text(
            f'place = "{PLACE}"\nreference_prefix = "IE"\nstate = "booth"\nprocedures = "{CONFIG / "procedures"}"\n'
            "rehearsal = true\n"
            f'[headquarters]\nurl = "{self.staff_url}"\nauthority = "{authority}"\n'
            f"[screen]\nfull_screen = false\nwidth_px = {self._size[0]}\nheight_px = {self._size[1]}\n"
            + self._more.get("screen", "")
            + f'[card]\nreader = "{reader}"\nallow_virtual = true\ntrust = "{self.roots}"\n'
            f'[printer]\nkind = "folder"\nfolder = "{self.printed}"\n'
            f'[media]\ncamera = "{self._camera}"\nmicrophone = "{self._camera}"\nspeaker = "auto"\nrehearsal = true\n'
            f"relay_only = {json.dumps(self.relay is not None)}\n"
            'virtual_camera = "kiosk.rehearsal.virtual_camera:open_resident"\n'
            'virtual_microphone = "kiosk.rehearsal.virtual_voice:open_microphone"\n' + self._more.get("media", ""),
            encoding="utf-8",
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def has_display() -> bool:
    """Whether a window can be opened here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
