"""What a process costs, for `kiosk bench` and tests."""

import os
from pathlib import Path


def processor_s(pid: int) -> float:
    """User and system time a process has used so far, from /proc (proc(5)); raise `FileNotFoundError` if it ended."""
    text = Path(f"/proc/{pid}/stat").read_text()
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
