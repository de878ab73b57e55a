"""What residents can get done here today, and by which rules visits are decided.

The procedures are those of the newest bundle that headquarters signed and this booth took; before there is one, those
of the folder an installer laid down. They change between two visits and never within one.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.booth.settings import BoothSettings
from kiosk.booth.storage.kept_bundle import KeptBundle
from kiosk.booth.visit.state import Rules, Visit
from kiosk.log import Log
from kiosk.procedures.bundles.signed import Bundle
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.procedures.files.broken import BrokenFile

_log = Log("booth.procedures")


class NotOffered(Exception):
    """A bundle that is believed and yet cannot be used here.

    Attributes:
        broken: the first of its mistakes; None where nothing in it is for residents today.
    """

    def __init__(self, broken: "BrokenFile | None") -> None:
        super().__init__("file_broken" if broken else "nothing_offered")
        self.broken = broken


@dataclass(frozen=True)
class Tried:
    """A bundle that was read whole and can be put in force."""

    number: int
    folder: Path
    catalog: Catalog


class ProceduresToday:
    """The procedures as they were last read, sorted once for a day.

    Attributes:
        catalog: what is in force.
        number: of the bundle in force; 0 for the installer's folder.
    """

    def __init__(
        self,
        settings: BoothSettings,
        now: Callable[[], datetime],
        authority: Callable[[], str | None] = lambda: None,
    ) -> None:
        """`authority` gives the certificate bundles must be signed by (PEM), None before the booth is enrolled."""
        self._keep_at = settings.state / "procedures.json"
        self.catalog = Catalog(settings.procedures, self._keep_at)
        self.number = 0
        self._settings = settings
        self._now = now
        self._authority = authority
        self._kept = KeptBundle(settings.state / "procedures")
        self._looked = False
        self._next: Tried | None = None
        self._lock = threading.Lock()
        self._shelter = False
        self._rules: tuple[date, Rules] | None = None  # as long as nothing was read again and the day is the same

    @property
    def newest(self) -> int:
        """The number of the bundle in force, or of the one that waits for the visit to end."""
        waiting = self._next
        return waiting.number if waiting else self.number

    def procedure(self, procedure_id: str) -> Procedure | None:
        """A procedure in force, by its id."""
        return self.catalog.procedure(procedure_id)

    def read_again(self) -> None:
        """Put in force what waits, or read the installer's folder; the last good version of a broken file stays."""
        with self._lock:
            self._open_kept()
            if self._next is not None:
                self._put_in_force(self._next)
            elif not self.number:
                for broken in self.catalog.load().problems:
                    _log.warning("procedure_file_broken", file=broken.path.name, line=broken.line)
            self._rules = None

    def tried(self, bundle: Bundle) -> Tried:
        """Lay a bundle down and read it whole. Raises `NotOffered` and `OSError`; takes a processor for a while.

        On which day its procedures begin is no matter: this clock may be wrong, and whoever published had looked.
        """
        from kiosk.procedures.papers import shelf

        folder = self._kept.lay_down(bundle)
        catalog = Catalog(folder, self._keep_at).load()
        problems = catalog.problems or shelf.read(folder, catalog.procedures).problems
        if problems or not any(one.status == "published" for one in catalog.procedures):
            raise NotOffered(problems[0] if problems else None)
        return Tried(bundle.number, folder, catalog)

    def take(self, data: bytes, tried: Tried) -> None:
        """Keep the bundle of these bytes, for when the visit ends (`read_again`). Raises `OSError`."""
        self._kept.keep(data, self.number)
        self._next = tried

    def _open_kept(self) -> None:
        """Once, as soon as it is known who must have signed: what was kept before this program began."""
        authority = self._authority()
        if self._looked or authority is None:
            return
        self._looked = True
        for bundle in self._kept.found(authority):
            try:
                self._next = self.tried(bundle)
            except (NotOffered, OSError) as error:
                _log.failure("kept_bundle_not_in_force", error, number=bundle.number)
            else:
                return

    def _put_in_force(self, tried: Tried) -> None:
        self.catalog, self.number, self._next = tried.catalog, tried.number, None
        self._kept.sweep(tried.folder)
        _log.event("bundle_in_force", number=tried.number)

    def shelter(self, *, is_open: bool) -> None:
        """The booth is a shelter now, or is none any more: only then its arrival is offered."""
        if is_open != self._shelter:
            self._shelter = is_open
            self._rules = None

    def rules(self) -> Rules:
        """What visits are decided by now: the procedures in service today, and the times."""
        today = Visit(at=self._now()).today
        if self._rules is None or self._rules[0] != today:
            self._rules = today, self._rules_on(today)
        return self._rules[1]

    def _rules_on(self, today: date) -> Rules:
        times, arrival = self._settings.times, self._settings.shelter.procedure
        offered = [one for one in self.catalog.published(today) if one.id != arrival]
        if self._shelter and (coming_in := self.catalog.procedure(arrival)):
            offered.append(coming_in)  # on any day: a clock without power and line may tell any
        return Rules(
            procedures={procedure.id: procedure for procedure in offered},
            unsigned=frozenset({arrival}),
            events={event.id: event for event in self.catalog.events if event.status == "published"},
            locale=self._settings.locale,
            idle_s=times.idle_s,
            idle_with_card_s=times.idle_with_card_s,
            warning_s=times.warning_s,
            finish_s=times.finish_s,
        )
