"""The real card service with one timer shortened: it looks at its readers every 25 ms instead of every 400.

Most of the time of a test that lays down and pulls out cards went by between two looks. The service is Debian's, its
protocol, driver and locks are unchanged (``eager_pcscd.c``); the demo, the bench and the tests of the service itself
run it as it comes.
"""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.rehearsal.card.pcscd import RunningPcscd

_LOOK_MS: Final = 100
"""Four times what it is: a busy machine is late."""
SEEN: Final = "EAGER_PCSCD_SEEN"


class _Built:
    """The program, in a folder that goes with this process."""

    def __init__(self, compiler: str, pcscd: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-eager-")
        folder = Path(self._folder.name)
        folder.chmod(0o755)
        library, source = folder / "eager.so", Path(__file__).with_name("eager_pcscd.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
        self.program = folder / "pcscd"
        self.program.write_text(f'#!/bin/sh\nLD_PRELOAD={library} exec {pcscd} "$@"\n')
        self.program.chmod(0o755)


def program() -> Path | None:
    """The eager pcscd; None where there is no pcscd or no C compiler: then tests take their time."""
    built = _built()
    return built.program if built else None


@cache
def _built() -> _Built | None:
    compiler, pcscd = shutil.which("cc"), shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin")
    return _Built(compiler, pcscd) if compiler and pcscd else None


def service() -> RunningPcscd:
    """A card service for the tests."""
    eager = program()
    return RunningPcscd(program=eager, look_s=_LOOK_MS / 1000) if eager else RunningPcscd()


def card_service() -> tuple[str, ...]:
    """The same, in words of ``kiosk rehearsal card``."""
    eager = program()
    return ("--pcscd", str(eager), "--look-ms", str(_LOOK_MS)) if eager else ()
