"""What headquarters itself works by: the newest bundle once something was published, its own folder before that.

So staff read of a case in the words the resident was asked with. A bundle that this program cannot read (it was made by
a later one) is named in the log, and what was in force stays.
"""

from pathlib import Path

from kiosk.headquarters.publishing.published import Newest
from kiosk.log import Log
from kiosk.procedures.bundles.laying import laid_down, sweep
from kiosk.procedures.bundles.signed import believed
from kiosk.procedures.catalog import Catalog
from kiosk.protocol.bundles import BadBundle

_log = Log("headquarters.publishing")


class InForce:
    """The catalog of this headquarters, and where its files are now.

    Attributes:
        catalog: the same object for good; what it holds changes.
        folder: where its files, and so the layouts of papers, are.
    """

    def __init__(self, catalog: Catalog, folder: Path, kept: Path, authority: str) -> None:
        """`folder` is the town's own; `kept` is where bundles are laid down, `authority` who signs them (PEM)."""
        self.catalog = catalog
        self.folder = folder
        self._kept = kept
        self._authority = authority

    def take(self, newest: Newest) -> bool:
        """Work by this bundle from now on; False where it cannot be used. Takes a processor for a while.

        Raises `OSError` where the disk does not take it now.
        """
        try:
            folder = laid_down(believed(newest.body, self._authority), self._kept)
        except BadBundle as error:
            _log.failure("bundle_not_taken", error, number=newest.number)
            return False
        fresh = Catalog(folder, self._kept.with_suffix(".json")).load()
        if fresh.problems:
            _log.warning("bundle_not_taken", number=newest.number, problems=len(fresh.problems))
            return False
        self.catalog.become(fresh)
        self.folder = folder
        sweep(self._kept, folder)
        return True
