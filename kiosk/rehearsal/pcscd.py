"""The real card service with the virtual reader's driver, private to one rehearsal or one test run.

pcscd has one fixed socket path. It is started in a mount namespace of its own with an empty /run, and its socket is
reached from outside through /proc/<pid>/root, so several can run beside each other and beside the machine's own.
Clients get a link to it that stays where it is when the service is started again, as the machine's own path does.
Works as root and, where unprivileged user namespaces are allowed, without. Where no namespace is allowed at all (some
containers) root may still run one service, at the machine's own place, as long as the machine has none.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from threading import Event
from time import monotonic
from types import TracebackType
from typing import Final, Self

READER_NAME: Final = "Rehearsal Reader 00 00"
_FRIENDLY_NAME: Final = "Rehearsal Reader"
_DRIVERS: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
_START_SECONDS: Final = 10.0
_STOP_SECONDS: Final = 5.0
# the service ends with this program, however that ends: the shell waits for the end of its standard input
_IN_NAMESPACE: Final = "mount -t tmpfs rehearsal /run && mkdir /run/pcscd || exit 1"
_IN_PLACE: Final = "mkdir -p /run/pcscd || exit 1"
_SERVE: Final = """
exec 3<&0
"$@" 3<&- &
service=$!
(read -r _ <&3; kill "$service") > /dev/null 2>&1 &
wait "$service"
"""


class ServiceMissing(Exception):
    """The card service or the virtual reader's driver is not installed, or may not be started here."""


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

    def __init__(self, port: int | None = None) -> None:
        """Describe it; without `port` a free one is taken."""
        self.port = port or _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a client's environment needs to reach this service."""
        return {"PCSCLITE_CSOCK_NAME": str(self._link)}

    @property
    def _link(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / "pcscd.comm"

    @property
    def configuration(self) -> Path:
        """The file that names the readers; read at each start."""
        assert self._folder is not None
        return Path(self._folder.name) / "readers" / "rehearsal"

    @property
    def _place(self) -> Path:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/root/run/pcscd")

    @property
    def pid(self) -> int:
        """The service's own process id."""
        written = (self._place / "pcscd.pid").read_text(encoding="utf-8")
        return int(written.strip("\0\n "))

    def __enter__(self) -> Self:
        missing = missing_parts()
        if missing:
            raise ServiceMissing(f"install {' '.join(missing)} for a virtual card")
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-pcscd-")
        self.configuration.parent.mkdir()
        self.configuration.write_text(
            f'FRIENDLYNAME "{_FRIENDLY_NAME}"\nDEVICENAME /dev/null:0x{self.port:X}\n'
            f"LIBPATH {_DRIVERS}\nCHANNELID 0x{self.port:X}\n",
            encoding="utf-8",
        )
        try:
            self.start()
        except ServiceMissing:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._folder is not None:
            self._folder.cleanup()

    def start(self) -> None:
        """Start the service, as `__enter__` does; also after `stop()`, on the same port."""
        assert self._folder is not None
        namespace = own_namespace()
        if not namespace and (os.geteuid() != 0 or _listens("/run/pcscd/pcscd.comm")):
            raise ServiceMissing("no card service of our own may be started here: namespaces are not allowed")
        script = (_IN_NAMESPACE if namespace else _IN_PLACE) + _SERVE
        command = [*namespace, "sh", "-c", script, "sh", str(_program()), "-f", "-c", str(self.configuration.parent)]
        log = Path(self._folder.name) / "log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 -- fixed words, no shell input
                command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT
            )
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(self._place / "pcscd.comm")
        try:
            self._wait_until_up(log)
        finally:
            log.unlink(missing_ok=True)

    def stop(self, *, kill: bool = False) -> None:
        """End the service; with `kill` as a crash would."""
        process = self._process
        if process is None or process.stdin is None:
            return
        if kill:
            self._kill()
        process.stdin.close()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:  # a card that hangs keeps it from ending
            self._kill()
            process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):  # it may have ended by itself
            os.kill(self.pid, signal.SIGKILL)

    def _wait_until_up(self, log: Path) -> None:
        process = self._process
        assert process is not None
        name = self.environment["PCSCLITE_CSOCK_NAME"]
        ends = monotonic() + _START_SECONDS
        while monotonic() < ends:
            if process.poll() is not None:
                raise ServiceMissing(f"pcscd did not start: {log.read_text(errors='replace').strip()[-300:]}")
            if _listens(name):
                return
            Event().wait(0.02)
        self.stop(kill=True)
        raise ServiceMissing("pcscd did not open its socket in time")


def own_namespace() -> list[str]:
    """The words that give a command a mount namespace of its own; none where that is not allowed."""
    words = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    probe = [*words, "sh", "-c", "mount -t tmpfs rehearsal /run"]
    try:
        done = subprocess.run(probe, capture_output=True, timeout=_START_SECONDS, check=False)  # noqa: S603 -- fixed words
    except FileNotFoundError:
        return []
    return words if done.returncode == 0 else []


def _program() -> str | None:
    return shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin:/usr/local/sbin")


def _listens(name: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.connect(name)
        return True
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
