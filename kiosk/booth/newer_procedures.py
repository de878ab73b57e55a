"""Newer procedures: fetched when headquarters has published some, tried whole, and in force after the visit.

What cannot be used is refused as a whole; headquarters is told the number and why, and what was in force stays.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.booth.procedures_today import NotOffered, ProceduresToday, Tried
from kiosk.booth.storage.kept_bundle import BundleState
from kiosk.booth.uplink.bundle_client import newer_bundle
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import Unreachable
from kiosk.log import Log
from kiosk.procedures.bundles.signed import believed
from kiosk.procedures.files.broken import BrokenFile
from kiosk.protocol.bundles import BadBundle

_log = Log("booth.bundles")
_LONGEST_WHY: Final = 300
DISK: Final = "disk"


class NewerProcedures:
    """Keeps this booth's procedures as new as headquarters' while nobody is disturbed."""

    def __init__(
        self,
        procedures: ProceduresToday,
        device: Callable[[], Device | None],
        in_use: Callable[[], bool],
    ) -> None:
        """`device` gives the identity while the line stands, None otherwise; `in_use`: somebody is at the booth."""
        self._procedures = procedures
        self._device = device
        self._in_use = in_use
        self._published = 0
        self._refused = BundleState()

    def told(self, number: int) -> None:
        """Headquarters' newest bundle has this number."""
        self._published = number

    @property
    def state(self) -> BundleState:
        """What is in force, and what could not be used."""
        number, refused = self._procedures.number, self._refused
        return replace(refused, number=number) if refused.refused > number else BundleState(number)

    async def take(self) -> None:
        """Once: fetch, try and keep a newer bundle, where there is one and nobody would feel it."""
        device, wanted = self._device(), self._published
        if device is None or self._in_use() or wanted <= self._procedures.newest or self._given_up(wanted):
            return
        data = await newer_bundle(device, self._procedures.newest)
        if isinstance(data, Unreachable) or data is None:
            if data is not None:
                _log.event("bundle_not_fetched", code=data.code)
            return
        refused = await asyncio.to_thread(self._tried, data, device.enrolled.authority)
        if isinstance(refused, BundleState):
            self._refused = BundleState(refused=wanted, code=refused.code, why=refused.why)
            _log.warning("bundle_refused", number=wanted, code=refused.code)
        elif not self._in_use():
            self._procedures.read_again()  # at once: nobody may come in between

    def _given_up(self, number: int) -> bool:
        """Whether it was refused before; only a disk may have been mended since."""
        return self._refused.refused == number and self._refused.code != DISK

    def _tried(self, data: bytes, authority: str) -> Tried | BundleState:
        try:
            tried = self._procedures.tried(believed(data, authority, self._procedures.newest))
            self._procedures.take(data, tried)
        except BadBundle as error:
            return BundleState(code=error.code)
        except NotOffered as error:
            return BundleState(code=str(error), why=_told(error.broken) if error.broken else "")
        except OSError as error:
            _log.failure("bundle_not_kept", error)
            return BundleState(code=DISK)
        return tried


def _told(broken: BrokenFile) -> str:
    return f"{broken.path.parent.name}/{broken.path.name} {broken.line}行目：{broken.said('ja')}"[:_LONGEST_WHY]
