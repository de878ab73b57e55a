"""A program that says how it was started; see `test_loading`."""

import gc
import sys


def main() -> None:
    print(*sys.argv, gc.isenabled(), gc.get_freeze_count() > 0)
