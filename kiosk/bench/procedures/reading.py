"""A catalog read in a process of its own: how long it takes anew and again, what a lint takes, what memory it holds."""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.authoring import linting
from kiosk.procedures.catalog import Catalog


def took_ms(work: Callable[[], object]) -> float:
    """Processor time of this process."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def held_mb() -> float:
    """Memory of this process that is in use now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main(folder: Path, kept: Path, what: str) -> None:
    """Say what was measured as JSON."""
    if what == "lint":
        print(json.dumps({"lint": [took_ms(lambda: linting.lint(folder))]}))
        return
    if what == "keep":
        Catalog(folder, kept).load()
        print(json.dumps({}))
        return
    before = held_mb()
    catalog = Catalog(folder, kept if what == "again" else None)
    took = took_ms(catalog.load)
    found = {"load": [took], "memory": [held_mb() - before]}
    assert catalog.procedures
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
