"""The process that decodes one picture from outside: a PNG comes in, a plain one goes out, with limits on itself."""

import resource
import sys
from typing import Final

from kiosk.log.capture import capture
from kiosk.memory import close_memory
from kiosk.pictures.header import OUTSIDE
from kiosk.pictures.redraw import Kind, PictureError, redrawn

MEMORY_BYTES: Final = 512 * 2**20
"""Address space: Python and Pillow take about 100 MB, the largest picture allowed less than 200 MB beside them."""
CPU_S: Final = 10


def main() -> int:
    """Draw one picture; the exit code is 1 when it is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    close_memory()
    try:
        drawn = redrawn(sys.stdin.buffer.read(OUTSIDE.largest_bytes + 1), Kind.PNG, OUTSIDE)
    except (PictureError, MemoryError):
        return 1
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    capture("redraw")
    sys.exit(main())
