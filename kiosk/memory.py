"""What a process that knows people switches off: core files, and other programs' looks into its memory.

What was typed is overwritten after use, and what is known of a person is let go with their visit. Python cannot promise
that no copy stays anywhere; this keeps a copy that did stay from being written out or read.
"""

import ctypes
import resource
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def no_core_file() -> None:
    """Whatever crashes, here or in a program started from here, its memory is not written to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def close_memory() -> None:
    """No core file, no debugger of the same user, no /proc/<pid>/mem; where the system has no such switch, no core.

    Not for the booth's own process: its children reach the frames they draw through /proc/<pid>/fd.
    """
    no_core_file()
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the memory could not be closed")
