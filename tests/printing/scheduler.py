"""A real CUPS scheduler of the tests' own, and a printer behind it whose tray, cover and speed the test decides."""

import asyncio
import getpass
import os
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.until import until

_DAEMON = "/usr/sbin/cupsd"
_CONF = """
    Listen {root}/cups.sock
    Browsing Off
    WebInterface No
    DefaultAuthType None
    <Location />
      Order allow,deny
      Allow all
    </Location>
    <Location /admin>
      Order allow,deny
      Allow all
    </Location>
    <Policy default>
      <Limit All>
        Order allow,deny
        Allow all
      </Limit>
    </Policy>
"""
_FILES = """
    ServerRoot {root}/etc
    RequestRoot {root}/spool
    CacheDir {root}/cache
    StateDir {root}/run
    ErrorLog {root}/error
    AccessLog {root}/access
    PageLog {root}/page
    ServerBin {root}/bin
    User {user}
    Group {group}
"""
_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
printer=${DEVICE_URI#tests:}
for reason in $(cat "$printer/told"); do echo "STATE: $reason" >&2; done
while [ -e "$printer/stuck" ]; do sleep 0.02; done
cat "${6:--}" >> "$printer/paper"
"""


class Scheduler:
    """One ``cupsd`` with one queue, ``slip``; its commands find it by ``CUPS_SERVER``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.printer = root / "printer"
        self._daemon: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {"CUPS_SERVER": str(self.root / "cups.sock")}

    async def start(self) -> None:
        for name in ("etc", "spool", "cache", "run", "bin", "bin/backend", "bin/filter", "bin/notifier", "printer"):
            (self.root / name).mkdir()
        (self.root / "bin/daemon").symlink_to("/usr/lib/cups/daemon")
        (self.root / "bin/backend/tests").write_text(_BACKEND)
        (self.root / "bin/backend/tests").chmod(0o755)
        root = os.geteuid() == 0
        own = {"root": self.root, "user": "lp" if root else getpass.getuser(), "group": "lp" if root else os.getgid()}
        for name, text in (("cupsd.conf", _CONF), ("cups-files.conf", _FILES)):
            (self.root / name).write_text(textwrap.dedent(text).format(**own))
        self.printer.chmod(0o777)
        self.tells()
        daemon = shutil.copy2(_DAEMON, self.root)  # AppArmor keeps the one in its own place from our folders
        configured = ("-c", str(self.root / "cupsd.conf"), "-s", str(self.root / "cups-files.conf"))
        self._daemon = await asyncio.create_subprocess_exec(daemon, "-f", *configured)
        await until(lambda: self.run("lpstat", "-r") == "scheduler is running\n")
        self.run("lpadmin", "-p", "slip", "-E", "-v", f"tests:{self.printer}")

    async def stop(self) -> None:
        (self.printer / "stuck").unlink(missing_ok=True)
        if self._daemon is not None:
            self._daemon.terminate()
            await self._daemon.wait()

    def tells(self, *reasons: str, stuck: bool = False) -> None:
        """What the printer tells at its next job (``+media-empty-warning``), and whether the job stays in it."""
        (self.printer / "told").write_text(" ".join(reasons))
        (self.printer / "stuck").touch() if stuck else (self.printer / "stuck").unlink(missing_ok=True)

    @property
    def paper(self) -> bytes:
        """All that has come out."""
        path = self.printer / "paper"
        return path.read_bytes() if path.exists() else b""

    @property
    def waiting(self) -> list[str]:
        """The jobs in the queue."""
        return [line.split()[0] for line in self.run("lpstat", "-o", "slip").splitlines()]

    def run(self, *command: str, given: str = "") -> str:
        """What one of CUPS' commands says."""
        env = {**os.environ, **self.environment, "LC_ALL": "C"}
        done = subprocess.run(command, input=given, capture_output=True, text=True, env=env, check=False)
        return done.stdout

    async def has_job(self) -> None:
        """Return when a job is in the printer."""
        await until(lambda: "now printing" in self.run("lpstat", "-p", "slip"))


@pytest.fixture
async def scheduler(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scheduler]:
    """Not in pytest's own folder: the printer's user may not look into that, and a socket's path must be short."""
    with tempfile.TemporaryDirectory(prefix="cups-") as folder:
        Path(folder).chmod(0o755)
        made = Scheduler(Path(folder))
        try:
            await made.start()
            for name, value in made.environment.items():
                monkeypatch.setenv(name, value)
            yield made
        finally:
            await made.stop()
