"""The real card service with the virtual reader's driver, private to one rehearsal or one test run.

pcscd has one fixed socket path, except where it is started as systemd does it (sd_listen_fds(3)): with a socket that
listens already, on file 3. So each service gets a path of its own; several run beside each other and beside the
machine's own, as root and without, in a container too: no namespace is needed. (As root each writes its number into
the one /run/pcscd/pcscd.pid; nobody here reads it.)
"""

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
from pathlib import Path
from threading import Event
from time import monotonic
from types import TracebackType
from typing import Final, Self

from kiosk.rehearsal.card.vpcd import LOOK_S, VirtualSlot

READER_NAME: Final = "Rehearsal Reader 00 00"
_FRIENDLY_NAME: Final = "Rehearsal Reader"
_DRIVERS: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_START_S: Final = 10.0
_STOP_S: Final = 5.0
_HELLO: Final = struct.Struct("=IIiiI")
"""The first words of a client: size of the body, CMD_VERSION, protocol 4.4 (pcsc-lite, winscard_msg.h)."""
_SERVE: Final = """
exec 3<&0 4<&2 2>&1 < /dev/null
sh -c 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"' sh "$@" 4<&- &
service=$!
exec 3<&-
echo "$service" > "$0"
(read -r _ <&4; kill "$service") > /dev/null 2>&1 &
wait "$service"
"""
"""The socket comes as standard input, the pipe that ends with this program as standard error; the service ends with
this program, however that ends."""


class ServiceMissing(Exception):
    """The card service or the virtual reader's driver is not installed, or does not start."""


def missing_parts() -> list[str]:
    """The Debian packages a virtual card needs and this machine does not have."""
    missing = [] if _program() else ["pcscd"]
    return missing if _DRIVERS.exists() else [*missing, "vsmartcard-vpcd"]


class RunningPcscd:
    """A context in which pcscd runs with one virtual reader of two slots.

    Attributes:
        port: of the first slot; the second is one higher.
        reader_name: the first slot's reader.
    """

    reader_name: Final = READER_NAME

    def __init__(self, port: int | None = None, *, program: Path | None = None, look_s: float = LOOK_S) -> None:
        """Describe it; without `port` a free one is taken, without `program` the installed pcscd.

        `look_s` says how often that program looks at its readers.
        """
        self.port = port or _free_port()
        self._own_program = program
        self._look_s = look_s
        self._process: subprocess.Popen[bytes] | None = None
        self._life: int | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a client's environment needs to reach this service; stays the same when it is started again."""
        return {"PCSCLITE_CSOCK_NAME": str(self._folder / "pcscd.comm")}

    def slot(self, number: int = 0) -> VirtualSlot:
        """A hand at the first (0) or second (1) slot."""
        return VirtualSlot(self.port + number, look_s=self._look_s)

    @property
    def configuration(self) -> Path:
        """The file that names the readers; read at each start."""
        return self._folder / "readers" / "rehearsal"

    @property
    def pid(self) -> int:
        """The service's own process id."""
        return int((self._folder / "pid").read_text(encoding="ascii"))

    def __enter__(self) -> Self:
        missing = missing_parts()
        if missing:
            raise ServiceMissing(f"install {' '.join(missing)} for a virtual card")
        self._temporary = tempfile.TemporaryDirectory(prefix="kiosk-pcscd-")
        self.configuration.parent.mkdir()
        self.configuration.write_text(
            f'FRIENDLYNAME "{_FRIENDLY_NAME}"\nDEVICENAME /dev/null:0x{self.port:X}\n'
            f"LIBPATH {_DRIVERS}\nCHANNELID 0x{self.port:X}\n",
            encoding="utf-8",
        )
        try:
            self.start()
        except ServiceMissing:
            self._temporary.cleanup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._temporary is not None:
            self._temporary.cleanup()

    def start(self) -> None:
        """Start the service, as `__enter__` does; also after `stop()`, on the same port."""
        name = Path(self.environment["PCSCLITE_CSOCK_NAME"])
        name.unlink(missing_ok=True)
        command = [str(self._own_program or _program()), "-f", "-c", str(self.configuration.parent)]
        ends, self._life = os.pipe()
        with socket.socket(socket.AF_UNIX) as listening, (self._folder / "log").open("wb") as output:
            listening.bind(str(name))
            listening.listen(16)
            self._process = subprocess.Popen(  # noqa: S603 -- fixed words, no shell input
                ["/bin/sh", "-c", _SERVE, str(self._folder / "pid"), *command],
                stdin=listening.fileno(), stdout=output, stderr=ends,
            )  # fmt: skip
        os.close(ends)
        self._wait_until_up()

    def stop(self, *, kill: bool = False) -> None:
        """End the service; with `kill` as a crash would."""
        process = self._process
        if process is None or self._life is None:
            return
        if kill:
            self._kill()
        os.close(self._life)
        self._life = None
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:  # a card that hangs keeps it from ending
            self._kill()
            process.wait()

    @property
    def _folder(self) -> Path:
        assert self._temporary is not None
        return Path(self._temporary.name)

    def _kill(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # it may have ended by itself, or not begun
            os.kill(self.pid, signal.SIGKILL)

    def _wait_until_up(self) -> None:
        process = self._process
        assert process is not None
        ends = monotonic() + _START_S
        while monotonic() < ends:
            if process.poll() is not None:
                said = (self._folder / "log").read_text(errors="replace").strip()[-300:]
                raise ServiceMissing(f"pcscd did not start: {said}")
            if _answers(self.environment["PCSCLITE_CSOCK_NAME"]):
                (self._folder / "log").unlink()
                return
            Event().wait(0.02)
        self.stop(kill=True)
        raise ServiceMissing("pcscd did not answer in time")


def _program() -> str | None:
    return shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin:/usr/local/sbin")


def _answers(name: str) -> bool:
    """Whether the service talks: its socket takes connections long before."""
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.settimeout(0.5)
        probe.connect(name)
        probe.sendall(_HELLO.pack(12, 0x11, 4, 4, 0))
        return len(probe.recv(12)) == 12
    return False


def _free_port() -> int:
    """A port that is free together with the next one, outside the range from which the system hands out ports."""
    for port in range(20000 + os.getpid() % 6000 * 2, 32700, 2):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("", port))
                second.bind(("", port + 1))
            except OSError:
                continue
            return port
    raise ServiceMissing("no free port for the virtual reader")
