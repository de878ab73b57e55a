"""Whether a bad line can be made on this machine."""

import os
import shutil
from pathlib import Path

from kiosk.rehearsal.bad_line.tun import NoBadLine, gone_into


def missing() -> str:
    """What a bad line lacks here; empty where nothing is missing."""
    if not Path("/dev/net/tun").exists() or not shutil.which("ip"):
        return "needs /dev/net/tun and iproute2"
    try:
        with gone_into("/proc/self/ns/net"):
            return "" if os.access("/dev/net/tun", os.W_OK) else "may not open /dev/net/tun"
    except NoBadLine as error:
        return str(error)
