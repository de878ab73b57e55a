"""The receipt slip: something in the resident's hand, also when line, staff or card failed."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.applications.slip import Slip, SlipSettings, render_slip
from kiosk.applications.typesetting import PdfDocument, Typesetter, TypesettingFailed
from kiosk.booth.visit.commands import PrintSlip
from kiosk.booth.visit.events import SlipFailed, SlipPrinted
from kiosk.log import Log
from kiosk.printing.outcome import Printed
from kiosk.printing.printer import Printer
from kiosk.procedures import navigation
from kiosk.procedures.procedure import Procedure

_log = Log("booth.slips")
_RECEIPT_S: Final = 3.0
_LEAVING_S: Final = 5.0
"""A resident who leaves at once still takes the slip along; nobody after them finds it."""


class Slips:
    """Sets and prints slips; waits a moment for the receipt number, so that the paper can carry it."""

    def __init__(
        self,
        typesetter: Typesetter,
        printer: Printer,
        settings: SlipSettings,
        place: Callable[[], tuple[str, str]],
        procedure: Callable[[str], Procedure | None],
        online: Callable[[], bool],
        now: Callable[[], datetime],
        *,
        rehearsal: bool,
    ) -> None:
        """`place` gives municipality and branch office; `procedure` looks a procedure up by id."""
        self._typesetter = typesetter
        self._printer = printer
        self._settings = settings
        self._place = place
        self._procedure = procedure
        self._online = online
        self._now = now
        self._rehearsal = rehearsal
        self._receipts: dict[str, asyncio.Future[str | None]] = {}
        self._at_printer = asyncio.Lock()

    def received(self, reference: str, receipt_number: str) -> None:
        """Headquarters gave this application its number."""
        waiting = self._receipts.get(reference)
        if waiting is not None and not waiting.done():
            waiting.set_result(receipt_number)

    async def forget(self) -> None:
        """The visit is over: its slip comes out within a moment or never."""
        for waiting in self._receipts.values():
            if not waiting.done():
                waiting.set_result(None)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LEAVING_S), self._at_printer:
                pass
        await self._printer.take_back()

    async def print(self, command: PrintSlip) -> SlipPrinted | SlipFailed:
        """Print the slip of one application, and return when it is out or does not come."""
        async with self._at_printer:
            return await self._print(command)

    async def _print(self, command: PrintSlip) -> SlipPrinted | SlipFailed:
        receipt_number = await self._receipt(command.reference)
        try:
            pdf = await asyncio.to_thread(self._set, command, receipt_number)
        except TypesettingFailed as error:
            _log.failure("slip_not_set", error)
            return SlipFailed()
        outcome = await self._printer.print_pdf(pdf.content, "slip")
        if isinstance(outcome, Printed):
            _log.event("slip_printed", job=outcome.job)
            return SlipPrinted()
        _log.warning("slip_not_printed", why=outcome.kind)
        return SlipFailed(outcome.kind)

    async def _receipt(self, reference: str) -> str | None:
        if not self._online():
            return None
        waiting: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._receipts[reference] = waiting
        try:
            async with asyncio.timeout(_RECEIPT_S):
                return await waiting
        except TimeoutError:
            return None
        finally:
            del self._receipts[reference]

    def _set(self, command: PrintSlip, receipt_number: str | None) -> PdfDocument:
        municipality, place = self._place()
        found = self._procedure(command.procedure)
        slip = Slip(
            reference=command.reference,
            titles=dict(found.title.root) if found else {"ja": command.procedure},
            handed_in_at=self._now(),
            place=place,
            municipality=municipality,
            receipt_number=receipt_number,
            second_locale=command.locale,
            paying=self._paying(command, found),
            rehearsal=self._rehearsal,
        )
        return render_slip(slip, self._typesetter, self._settings)

    def _paying(self, command: PrintSlip, found: Procedure | None) -> dict[str, str]:
        """By locale; no slip has another than these."""
        if found is None:
            return {}
        return {one: navigation.paying(found, command.fee, one) for one in {"ja", "easy", command.locale}}
