"""Trust (信頼): whom headquarters believes about a card - the roots of its folder, and whoever knows of revocation.

New and removed roots are seen without a restart; a file that cannot be used is named in the log and changes nothing.
"""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.headquarters.settings import Cards, Revocation
from kiosk.jpki.certificates import (
    Check,
    Mode,
    Purpose,
    Step,
    TrustStore,
    check_certificate,
    first_fault,
    issuer_of,
    load_certificate,
)
from kiosk.jpki.ocsp import OcspSource
from kiosk.jpki.revocation import (
    CannotTell,
    CrlFolder,
    NoSource,
    RevocationSource,
    Status,
    Why,
    with_revocation,
)
from kiosk.jpki.roots import TrustError, load_stores
from kiosk.log import Log
from kiosk.protocol.faults import CardFault

_log = Log("headquarters.trust")
BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock that shows an earlier time than this program has is wrong."""
_GRACE_S: Final = 1.0
_Seen = tuple[tuple[str, int, int], ...]


class Trust:
    """The roots of one hierarchy in one mode, and a source of revocations.

    Attributes:
        asks: whether anybody is asked about revocation at all.
    """

    def __init__(self, folder: Path, cards: Cards) -> None:
        """Read the roots; raises `TrustError` naming the file or folder that cannot be used."""
        if cards.trust is not None and not folder.is_dir():
            raise TrustError(f"{folder}: there is no such folder; make it with auth/ and sign/ in it, or leave it out")
        self.mode = cards.mode
        self.asks = cards.revocation.source != "none"
        self._folder = folder
        self._source = _source(cards.revocation)
        self._patience_s = cards.revocation.deadline_s + _GRACE_S
        self._lock = threading.Lock()
        self._seen = _files(folder)
        self._stores = load_stores(folder, cards.mode)
        _log.event("roots_read", mode=self.mode, roots=self._count())
        if cards.mode is not Mode.PRODUCTION:
            _log.warning("cards_are_not_real", mode=self.mode)

    def store(self, purpose: Purpose) -> TrustStore:
        """The roots for one purpose as they lie in the folder now. Reads files: call it in a thread."""
        with self._lock:
            seen = _files(self._folder)
            if seen != self._seen:
                self._seen = seen
                self._read_again()
            return self._stores[purpose]

    def check(self, der: bytes, purpose: Purpose, now: datetime) -> tuple[Check, ...]:
        """Every check that needs no network; possession and revocation stay open. Call it in a thread."""
        return check_certificate(der, self.store(purpose), now, BUILT)

    async def asked(self, der: bytes, purpose: Purpose, checks: tuple[Check, ...], now: datetime) -> tuple[Check, ...]:
        """`checks` with revocation decided; nobody is asked about a certificate that is refused already."""
        if first_fault(checks) is not None or not any(one.step is Step.REVOCATION for one in checks):
            return checks
        return with_revocation(checks, await self._status(der, purpose, now))

    async def _status(self, der: bytes, purpose: Purpose, now: datetime) -> Status:
        store = await asyncio.to_thread(self.store, purpose)
        try:
            leaf = load_certificate(der)
        except CardFault:
            return CannotTell(Why.UNREADABLE)
        issuer = issuer_of(leaf, store)
        if issuer is None:
            return CannotTell(Why.NOT_COVERED)
        source = self._source
        try:
            async with asyncio.timeout(self._patience_s):
                if isinstance(source, CrlFolder):  # lists are long: not in the loop that carries calls
                    status = await asyncio.to_thread(lambda: asyncio.run(source.status(leaf, issuer, now)))
                else:
                    status = await source.status(leaf, issuer, now)
        except TimeoutError:
            status = CannotTell(Why.NO_ANSWER)
        if isinstance(status, CannotTell) and self.asks:
            _log.warning("revocation_unknown", why=status.why)
        return status

    def _read_again(self) -> None:
        try:
            self._stores = load_stores(self._folder, self.mode)
        except TrustError as error:
            _log.failure("roots_not_read", error)  # what was trusted before stays in force
            return
        _log.event("roots_read", mode=self.mode, roots=self._count())

    def _count(self) -> int:
        return sum(len(store.roots) for store in self._stores.values())


def _source(revocation: Revocation) -> RevocationSource:
    if revocation.source == "ocsp":
        return OcspSource(revocation.url, revocation.deadline_s)
    if revocation.source == "crl" and revocation.folder is not None:
        return CrlFolder(revocation.folder)
    return NoSource()


def _files(folder: Path) -> _Seen:
    """What tells whether anything in the folder has changed."""
    found: list[tuple[str, int, int]] = []
    for part in (folder, *(folder / purpose.value for purpose in Purpose)):
        try:
            files = sorted(part.iterdir())
            stats = [(file, file.stat()) for file in files]
        except OSError:  # taken away just now, or not there: reading it says more
            continue
        found += [(str(file), stat.st_mtime_ns, stat.st_size) for file, stat in stats]
    return tuple(found)
