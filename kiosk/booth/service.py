"""In service or out of it: what the booth cannot do without, and what an installer mended meanwhile.

Needed are an identity, procedures and a store. What is missing stops service with a code residents can name; what is
there again brings it back without a restart. Everything else that goes wrong is an alarm, and residents are served on.
"""

from collections.abc import Callable

from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.device_identity import NotEnrolled
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.booth.visit.events import ServiceResumed, ServiceStopped
from kiosk.log import Log

_log = Log("booth.service")
_OF_THE_STORE = frozenset({Trouble.STORE_BROKEN, Trouble.DISK_FULL})


class Service:
    """Opens what is needed, and tries again what was missing."""

    def __init__(
        self,
        *,
        identity: OwnIdentity,
        procedures: ProceduresToday,
        store: Store,
        tell: Callable[[ServiceStopped | ServiceResumed], None],
        on_enrolled: Callable[[], None],
    ) -> None:
        """`tell` hears that service stops or resumes, `on_enrolled` that the booth has an identity now."""
        self._identity = identity
        self._procedures = procedures
        self._store = store
        self._tell = tell
        self._on_enrolled = on_enrolled
        self._missing: set[Trouble] = set()

    def look(self) -> None:
        """See to what the first screen shows: identity and procedures; what cannot be had is told."""
        self._need_identity()
        self._need_procedures()

    async def open(self) -> None:
        """Open the store; what cannot be had is told, never a reason not to start."""
        await self._need_store()

    async def recover(self) -> None:
        """What an installer mended meanwhile (enrolled, procedures laid down, disk cleared) comes into service."""
        if not self._missing:
            return
        if Trouble.NO_PROCEDURES in self._missing:
            self._need_procedures()
        if Trouble.NOT_ENROLLED in self._missing:
            self._need_identity()
        if self._missing & _OF_THE_STORE:
            await self._need_store()
        if not self._missing:
            _log.event("service_resumed")
            self._tell(ServiceResumed())

    def _need_identity(self) -> None:
        """Learn who this booth is, where that is not known yet."""
        if self._identity.device is not None:
            return
        try:
            self._identity.read()
        except NotEnrolled:
            self._stop(Trouble.NOT_ENROLLED)
        else:
            self._missing.discard(Trouble.NOT_ENROLLED)
            self._on_enrolled()

    def _need_procedures(self) -> None:
        self._procedures.read_again()
        if self._procedures.rules().procedures:
            self._missing.discard(Trouble.NO_PROCEDURES)
        else:
            self._stop(Trouble.NO_PROCEDURES)

    async def _need_store(self) -> None:
        try:
            await self._store.open()
        except StoreFull:
            self._stop(Trouble.DISK_FULL)
        except StoreBroken as error:
            _log.failure("store_not_opened", error)
            self._stop(Trouble.STORE_BROKEN)
        else:
            self._missing -= _OF_THE_STORE
            if self._store.moved_aside:
                alarm(Trouble.STORE_MOVED_ASIDE)

    def _stop(self, trouble: Trouble) -> None:
        if trouble not in self._missing:
            alarm(trouble)
        self._missing.add(trouble)
        self._tell(ServiceStopped(trouble))


def alarm(trouble: Trouble) -> None:
    """Something staff must see to."""
    _log.warning("alarm", code=trouble)
