"""The receipt slip: something in the resident's hand, also when line, staff or card failed."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from kiosk.applications.settings import SlipSettings
from kiosk.applications.slip import Slip, SlipLine, render_slip
from kiosk.applications.todo_list import TodoItem, TodoList, render_todo_list
from kiosk.applications.typesetting import PdfDocument, Typesetter, TypesettingFailed
from kiosk.booth.visit.commands import PrintSlip, PrintTodo
from kiosk.booth.visit.events import SlipFailed, SlipPrinted
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Handed
from kiosk.log import Log
from kiosk.printing.outcome import Printed
from kiosk.printing.printer import Printer
from kiosk.procedures import navigation
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.procedures.kinds import slots
from kiosk.procedures.life.todo import Todo
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
        """Print the one slip of a visit, and the list of what remains; return when both are out or do not come."""
        async with self._at_printer:
            return await self._print(command)

    async def print_todo(self, command: PrintTodo) -> bool:
        """Print the list of what is to be done; whether it is out."""
        async with self._at_printer:
            outcome = await self._out(lambda: self._list(command.plan, command.locale), "list")
        return isinstance(outcome, SlipPrinted)

    async def _print(self, command: PrintSlip) -> SlipPrinted | SlipFailed:
        numbers = await self._numbers(command)
        outcome = await self._out(lambda: self._slip(command, numbers), "slip")
        if command.todo is not None and isinstance(outcome, SlipPrinted):
            plan = command.todo
            outcome = await self._out(lambda: self._list(plan, command.locale), "list")
        return outcome

    async def _out(self, set_: Callable[[], PdfDocument], what: str) -> SlipPrinted | SlipFailed:
        try:
            pdf = await asyncio.to_thread(set_)
        except TypesettingFailed as error:
            _log.failure("slip_not_set", error)
            return SlipFailed()
        outcome = await self._printer.print_pdf(pdf.content, what)
        if isinstance(outcome, Printed):
            _log.event("slip_printed", job=outcome.job)
            return SlipPrinted()
        _log.warning("slip_not_printed", why=outcome.kind)
        return SlipFailed(outcome.kind)

    async def _numbers(self, command: PrintSlip) -> dict[str, str | None]:
        """The receipt number of each application by its reference, as far as they come in time."""
        known = {one.reference: one.receipt_number for one in command.applications}
        owed = [reference for reference, number in known.items() if number is None]
        if not self._online() or not owed:
            return known
        loop = asyncio.get_running_loop()
        self._receipts.update({reference: loop.create_future() for reference in owed})
        waiting = [self._receipts[reference] for reference in owed]
        await asyncio.wait(waiting, timeout=_RECEIPT_S)
        came = {one: self._receipts.pop(one) for one in owed}
        return known | {reference: one.result() if one.done() else None for reference, one in came.items()}

    def _slip(self, command: PrintSlip, numbers: dict[str, str | None]) -> PdfDocument:
        municipality, place = self._place()
        slip = Slip(
            reference=command.applications[0].reference,
            lines=tuple(self._line(one, numbers[one.reference], command.locale) for one in command.applications),
            handed_in_at=self._now(),
            place=place,
            municipality=municipality,
            second_locale=command.locale,
            rehearsal=self._rehearsal,
        )
        return render_slip(slip, self._typesetter, self._settings)

    def _line(self, one: Handed, number: str | None, locale: str) -> SlipLine:
        found = self._procedure(one.procedure)
        return line(one, found, number, locale) if found else SlipLine({"ja": one.procedure}, number)

    def _list(self, plan: Plan, locale: str) -> PdfDocument:
        municipality, place = self._place()
        made = TodoList(
            event=plan.event.title,
            items=tuple(_item(plan, one, day_in_japan(self._now())) for one in plan.todos),
            made_at=self._now(),
            place=place,
            municipality=municipality,
            number=plan.number,
            second_locale=locale,
            rehearsal=self._rehearsal,
        )
        return render_todo_list(made, self._typesetter, self._settings)


def line(one: Handed, procedure: Procedure, number: str | None, locale: str) -> SlipLine:
    """What a slip in `locale` says of one application; None for a `number` that has not come yet."""
    said, sure = {"ja", "easy", locale}, number is not None
    paying = {name: navigation.paying(procedure, one.fee, name) for name in said}
    coming = {name: slots.coming(one.coming, one.place, sure, name) for name in said} if one.coming else {}
    return SlipLine(dict(procedure.title.root), number, paying, coming)


def _item(plan: Plan, todo: Todo, today: date) -> TodoItem:
    task = todo.task
    return TodoItem(
        title=task.title,
        state="done" if task.id in plan.handed_in else task.how,
        by=todo.by,
        late=todo.urgency(today) == "late",
        law=task.due.law if task.due else "",
        where=task.where,
        say=task.say,
        bring=task.bring,
    )
