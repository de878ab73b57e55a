"""The bundle of procedures a booth works by, kept through power cuts: the newest it took, and the one before.

Only the signed bytes count; the folder the catalog reads is made of them again where it is not exactly that. Each is
replaced in one step, so whatever ends the program leaves the old one or the new one, never half.
"""

import contextlib
from pathlib import Path
from typing import Final

from kiosk.files import write_private
from kiosk.log import Log
from kiosk.procedures.bundles.laying import laid_down, sweep
from kiosk.procedures.bundles.signed import Bundle, believed
from kiosk.protocol.bundles import BadBundle, unpack
from kiosk.values import dataclass

_log = Log("booth.bundles")
_NEWEST: Final = "newest.bundle"
_BEFORE: Final = "before.bundle"


@dataclass(frozen=True)
class BundleState:
    """What headquarters is told of the procedures here, as in `BoothHealth`."""

    number: int = 0
    refused: int = 0
    code: str = ""
    why: str = ""


class KeptBundle:
    """What is kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def found(self, authority: str) -> list[Bundle]:
        """What can still be believed (the authority as PEM), the newest first."""
        bundles = []
        for path in (self._folder / _NEWEST, self._folder / _BEFORE):
            try:
                bundles.append(believed(path.read_bytes(), authority))
            except FileNotFoundError:
                continue
            except (BadBundle, OSError) as error:
                _log.failure("kept_bundle_not_usable", error, file=path.name)
        return bundles

    def lay_down(self, bundle: Bundle) -> Path:
        """The folder with its files. Raises `OSError`."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return laid_down(bundle, self._folder)

    def keep(self, data: bytes, in_force: int) -> None:
        """From now on `data` is the newest; the one of the number `in_force` stays beside it. Raises `OSError`."""
        newest = self._folder / _NEWEST
        with contextlib.suppress(FileNotFoundError, BadBundle):
            before = newest.read_bytes()
            if unpack(before).header.number == in_force:
                write_private(self._folder / _BEFORE, before)
        write_private(newest, data)

    def sweep(self, *kept: Path) -> None:
        """Remove the folders of bundles that nobody reads any more."""
        sweep(self._folder, *kept)
