"""While a program is loaded nothing dies: looking for garbage meanwhile takes a fifth of the time, and finds none.

``python -m kiosk.loading MODULE ...`` is ``python -m MODULE ...`` without that, for a module with a `main`.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def loading() -> Iterator[None]:
    """Collect nothing meanwhile; what is there at the end has come to stay and is left alone from then on.

    A process whose collector was off keeps it off.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def main() -> None:
    """Run the module named first as the program that it is."""
    del sys.argv[0]
    with loading():
        program = import_module(sys.argv[0]).main
    program()


if __name__ == "__main__":
    main()
