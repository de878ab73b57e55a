"""What a process that handles PINs switches off: core files, and other programs' looks into its memory.

PINs are `bytearray`s that are overwritten after use. Python cannot promise that no copy stays anywhere; this keeps a
copy that did stay from being written out or read.
"""

import ctypes
import resource
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def close_memory() -> None:
    """No core file, no debugger of the same user, no /proc/<pid>/mem; where the system has no such switch, no core."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the memory could not be closed")
