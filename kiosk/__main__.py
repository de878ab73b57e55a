"""``kiosk``: picks the program. Each program's heavy parts are imported only when it is the one."""

import atexit
import gc
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

PROGRAMS: Final = {
    "booth": ("kiosk.booth.program", "main", "the booth a resident uses"),
    "headquarters": ("kiosk.headquarters.cli", "main", "headquarters: intake, cases, calls, the staff console"),
    "demo": ("kiosk.demo.cli", "main", "the whole counter on this machine, with virtual parts"),
    "rehearsal": ("kiosk.rehearsal.cli", "main", "virtual card, camera, residents, a bad line"),
    "check": ("kiosk.booth.check.cli", "main", "what is there and what is missing on this machine"),
    "enrol": ("kiosk.booth.cli", "enrolment", "give a booth its identity with a one-time code"),
    "card": ("kiosk.card.cli", "main", "watch, read and examine My Number Cards"),
    "procedures": ("kiosk.authoring.cli", "main", "write, look at, try and mend the procedure files"),
    "shelter": ("kiosk.booth.cli", "shelter", "the booth as an evacuation shelter: prepared, opened, forgotten"),
    "outbox": ("kiosk.booth.cli", "outbox", "what was handed in and not yet received"),
    "bench": ("kiosk.bench.cli", "main", "measure, as ratios against a peer or the bare floor"),
}


def main() -> int:
    """Run the program named by the first argument."""
    from kiosk import __version__

    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print("kiosk: the remote counter (遠隔行政窓口)\n")
        for name, (_, _, purpose) in PROGRAMS.items():
            print(f"  kiosk {name:<13} {purpose}")
        print("\nEach takes --help.")
        return 0 if arguments else 2
    if arguments[0] == "--version":
        print(__version__)
        return 0
    from kiosk.loading import loading
    from kiosk.log.capture import capture
    from kiosk.memory import no_core_file

    found = PROGRAMS.get(arguments[0])
    if found is None:
        print(f"kiosk: there is no program {arguments[0]!r}; see kiosk --help", file=sys.stderr)
        return 2
    capture(arguments[0])
    no_core_file()
    atexit.register(gc.freeze)  # what is left goes with the process: looking through it took longer than ending
    module, name, _ = found
    with loading():
        program: Callable[[list[str]], int] = getattr(import_module(module), name)
    return program(arguments[1:])


if __name__ == "__main__":
    sys.exit(main())
