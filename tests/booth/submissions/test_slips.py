"""The receipt slip on real paper (a folder of PDFs): it carries the receipt number when that comes in time."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from kiosk.applications.settings import SlipSettings
from kiosk.applications.slip import Slip, SlipLine, render_slip
from kiosk.applications.typesetting import Typesetter
from kiosk.booth.submissions import slips as module
from kiosk.booth.submissions.slips import Slips
from kiosk.booth.visit.commands import PrintSlip, PrintTodo
from kiosk.booth.visit.events import SlipFailed, SlipPrinted
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Handed
from kiosk.printing.cups import CupsPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures.kinds.slots import Kept
from kiosk.procedures.procedure import Procedure
from tests.applications.test_slip import said
from tests.printing.scheduler import Scheduler
from tests.procedures.life.invented_event import begun, day, fire
from tests.until import until

ONE = Handed("IE-4731-08K", "juminhyo")
COMMAND = PrintSlip((ONE,), "en")
SETTINGS = SlipSettings()


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter()


class Tray:
    def __init__(self, typesetter: Typesetter, folder: Path, procedure: Procedure, now: Callable[[], datetime]) -> None:
        self.online = True
        self.folder, self.procedure, self.now, self.typesetter = folder, procedure, now, typesetter
        self.slips = Slips(
            typesetter, FolderPrinter(folder), SETTINGS, lambda: ("姫路市", "家島支所"),
            lambda name: procedure if name == procedure.id else None, lambda: self.online, now, rehearsal=True,
        )  # fmt: skip

    @property
    def paper(self) -> bytes:
        (path,) = self.folder.glob("*.pdf")
        return path.read_bytes()

    def expected(self, receipt_number: str | None, titles: dict[str, str] | None = None) -> bytes:
        slip = Slip(
            reference=ONE.reference, handed_in_at=self.now(), place="家島支所", municipality="姫路市",
            lines=(SlipLine(titles or dict(self.procedure.title.root), receipt_number),),
            second_locale="en", rehearsal=True,
        )  # fmt: skip
        return render_slip(slip, self.typesetter, SETTINGS).content


@pytest.fixture
def tray(typesetter: Typesetter, tmp_path: Path, juminhyo: Procedure, now: Callable[[], datetime]) -> Tray:
    return Tray(typesetter, tmp_path / "printed", juminhyo, now)


async def test_the_receipt_number_is_on_the_slip_when_it_comes_in_time(tray: Tray) -> None:
    printing = asyncio.get_running_loop().create_task(tray.slips.print(COMMAND))
    await asyncio.sleep(0)
    tray.slips.received("IE-0000-000", "R-other")
    tray.slips.received(ONE.reference, "R-7")
    tray.slips.received(ONE.reference, "R-8")  # told again
    assert await printing == SlipPrinted()
    assert tray.paper == tray.expected("R-7")


async def test_a_booked_time_is_on_the_slip_and_only_wished_for_while_nobody_has_confirmed_it(tray: Tray) -> None:
    kept = Kept("shimin", datetime(2026, 12, 1, 0, 30, tzinfo=UTC), 30, "h-1")
    one = replace(ONE, coming=kept, place="市役所 1階", receipt_number="2026-1")
    assert await tray.slips.print(PrintSlip((one,), "en")) == SlipPrinted()
    assert "ご予約12月1日（火）9:30市役所1階" in said(tray.paper)
    tray.online = False
    (tray.folder / next(tray.folder.glob("*.pdf")).name).unlink()
    assert await tray.slips.print(PrintSlip((replace(one, receipt_number=None),), "en")) == SlipPrinted()
    assert "ご予約" not in said(tray.paper)
    assert "職員が日時を決めてお知らせします" in said(tray.paper)


async def test_offline_nobody_waits_for_a_number(tray: Tray) -> None:
    tray.online = False
    assert await tray.slips.print(COMMAND) == SlipPrinted()
    assert tray.paper == tray.expected(None)


async def test_a_number_that_does_not_come_is_not_waited_for_long(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RECEIPT_S", 0.01)
    assert await tray.slips.print(COMMAND) == SlipPrinted()
    assert tray.paper == tray.expected(None)
    tray.slips.received(ONE.reference, "R-9")  # too late, and harmless


async def test_one_slip_tells_which_of_a_visit_arrived_and_a_list_what_remains(tray: Tray) -> None:
    plan = Plan(fire(), begun(fire_day=day(2026, 11, 20), lost=["papers"]), handed_in=MappingProxyType({"again": ONE}))
    later = Handed("IE-4731-16A", "juminhyo")
    printing = asyncio.get_running_loop().create_task(
        tray.slips.print(PrintSlip((replace(ONE, receipt_number="2026-1"), later), "en", plan))
    )
    await asyncio.sleep(0)
    tray.slips.received(later.reference, "2026-2")
    assert await printing == SlipPrinted()
    papers = [said(path.read_bytes()) for path in tray.folder.glob("*.pdf")]
    slip, todo = sorted(papers, key=lambda one: "やることの一覧" in one)
    assert [part in slip for part in (ONE.reference, "2026-1", "2026-2", later.reference)] == [True, True, True, False]
    for part in (
        ONE.reference,
        "お見舞金",
        "Aid",
        "消防署",
        "見舞金条例5条",
        "持ち物：通帳、印鑑",
        "令和8年11月25日（2026年）まで",
    ):
        assert part in todo


async def test_the_list_alone_tells_whether_it_came(tray: Tray, tmp_path: Path) -> None:
    command = PrintTodo(Plan(fire(), begun(fire_day=day(2026, 11, 20))), "vi")
    assert await tray.slips.print_todo(command)
    assert "Nhữngviệccầnlàm" in said(tray.paper)
    tray.slips._typesetter = Typesetter(templates=tmp_path)
    assert not await tray.slips.print_todo(command)


async def test_a_procedure_nobody_knows_any_more_still_gives_a_slip(tray: Tray) -> None:
    tray.online = False
    assert await tray.slips.print(PrintSlip((replace(ONE, procedure="gone"),), "en")) == SlipPrinted()
    assert tray.paper == tray.expected(None, {"ja": "gone"})


async def test_a_printer_that_does_not_work_is_said(tray: Tray) -> None:
    tray.online = False
    tray.folder.parent.mkdir(exist_ok=True)
    tray.folder.write_text("a file where the folder should be")
    assert await tray.slips.print(COMMAND) == SlipFailed(ProblemKind.ABSENT)


async def test_a_slip_that_cannot_be_set_is_said(tray: Tray, tmp_path: Path) -> None:
    tray.online = False
    tray.slips._typesetter = Typesetter(templates=tmp_path)
    assert await tray.slips.print(COMMAND) == SlipFailed()


async def test_a_slip_stuck_in_the_printer_is_gone_when_the_visit_is(
    tray: Tray, scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LEAVING_S", 0.1)
    scheduler.tells(stuck=True)
    tray.online, tray.slips._printer = False, CupsPrinter("slip")
    printing = asyncio.get_running_loop().create_task(tray.slips.print(COMMAND))
    await scheduler.has_job()
    await tray.slips.forget()
    assert await printing == SlipFailed(ProblemKind.OFFLINE)
    scheduler.tells()
    await until(lambda: not scheduler.waiting)
    assert scheduler.paper == b""


async def test_a_resident_who_leaves_at_once_still_gets_the_slip(tray: Tray, scheduler: Scheduler) -> None:
    tray.slips._printer = CupsPrinter("slip")
    printing = asyncio.get_running_loop().create_task(tray.slips.print(COMMAND))  # waits for the receipt number
    await asyncio.sleep(0)
    await tray.slips.forget()
    assert await printing == SlipPrinted()
    assert scheduler.paper == tray.expected(None)
