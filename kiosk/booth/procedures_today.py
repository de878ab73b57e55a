"""What residents can get done here today, and by which rules visits are decided."""

from collections.abc import Callable
from datetime import date, datetime

from kiosk.booth.settings import BoothSettings
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.log import Log
from kiosk.procedures.files.catalog import Catalog

_log = Log("booth.procedures")


class ProceduresToday:
    """The folder of procedures as it was last read, sorted once for a day.

    Attributes:
        catalog: what the folder holds.
    """

    def __init__(self, settings: BoothSettings, now: Callable[[], datetime]) -> None:
        self.catalog = Catalog(settings.procedures, keep_at=settings.state / "procedures.json")
        self._settings = settings
        self._now = now
        self._rules: tuple[date, Rules] | None = None  # as long as nothing was read again and the day is the same

    def read_again(self) -> None:
        """Read the folder; the last good version of a broken file stays in service."""
        for broken in self.catalog.load().problems:
            _log.warning("procedure_file_broken", file=broken.path.name, line=broken.line)
        self._rules = None

    def rules(self) -> Rules:
        """What visits are decided by now: the procedures in service today, and the times."""
        today = Visit(at=self._now()).today
        if self._rules is None or self._rules[0] != today:
            self._rules = today, self._rules_on(today)
        return self._rules[1]

    def _rules_on(self, today: date) -> Rules:
        times = self._settings.times
        return Rules(
            procedures={procedure.id: procedure for procedure in self.catalog.published(today)},
            events={event.id: event for event in self.catalog.events if event.status == "published"},
            locale=self._settings.locale,
            idle_s=times.idle_s,
            idle_with_card_s=times.idle_with_card_s,
            warning_s=times.warning_s,
            finish_s=times.finish_s,
        )
