"""What was away in a call is written down: lines, headquarters itself, and what should have arrived at either end."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from kiosk.headquarters.calls.breaks import Breaks
from kiosk.headquarters.calls.live_calls import LiveCall
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.routing_state import Call, Routing, Wanted, Worker
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.insights.today import Insights
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CallBreak
from kiosk.protocol import calls, duty
from kiosk.protocol.call_state import BoothNow, StaffNow, Waited
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import Clock, World, call_requested

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
CALL = new_id()
Written = list[tuple[str, float, float]]


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


class Noted(Breaks):
    """Breaks, and what they would have written: what, from when, to when."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.written: Written = []
        records = CallRecords(store, Insights(store, clock), lambda _today: None, clock)
        records.broke = self._broke  # type: ignore[method-assign]
        super().__init__(records)
        request = calls.CallRequested(call_id=CALL, topic=None, language="ja")
        self.kept = LiveCall(request, KnownBooth("b1", "家島支所"), AT, 1)

    def _broke(self, call_id: str, what: str, began_at: datetime, ended_at: datetime) -> None:
        assert call_id == CALL
        self.written.append((what, (began_at - AT).total_seconds(), (ended_at - AT).total_seconds()))

    def at(self, seconds: float, call: Call | None = None, worker: Worker | None = None) -> "Noted":
        """Look `seconds` after the beginning."""
        self.look(routing(call or TALKING, worker or THERE), {CALL: self.kept}, after(seconds))
        return self


TALKING = Call(CALL, "b1", Wanted(), AT, 1, epoch=1, staff_id="s1")
THERE = Worker("s1", "shimin", frozenset(), "available", AT)


def routing(call: Call, worker: Worker) -> Routing:
    return Routing(workers={"s1": worker}, calls={CALL: call})


@pytest.fixture
def noted(store: Store, clock: Clock) -> Noted:
    return Noted(store, clock)


def _booth_line(noted: Noted) -> None:
    lost = Call(CALL, "b1", Wanted(), AT, 1, epoch=1, staff_id="s1", booth_lost_at=after(30))
    noted.at(30, lost).at(35, lost).at(40)


def _console_line(noted: Noted) -> None:
    gone = Worker("s1", "shimin", frozenset(), "available", AT, lost_at=after(30))
    noted.at(30, worker=gone).at(40)


@pytest.mark.parametrize(
    ("what", "happens"), [("booth_line", _booth_line), ("console_line", _console_line)], ids=["booth", "console"]
)
def test_a_line_was_away_from_when_it_was_last_heard(noted: Noted, what: str, happens: Callable[[Noted], None]) -> None:
    noted.kept.heard.update({"booth": after(22), "console": after(22)})
    happens(noted)
    assert noted.written == [(what, 22, 40)]


def test_a_line_that_broke_unseen_is_known_by_the_next_one(noted: Noted) -> None:
    noted.kept.heard["booth"] = after(22)
    noted.at(25).opened_again(noted.kept, "booth")
    assert noted.at(40).at(50).written == [("booth_line", 22, 40)]


def test_headquarters_itself_was_away_until_both_ends_are_back(noted: Noted) -> None:
    noted.kept.away["headquarters"] = AT
    orphan = Call(CALL, "b1", Wanted(), AT, 1, epoch=1, orphaned_at=after(2))
    assert noted.at(2, orphan).written == []
    assert noted.at(5).written == [("headquarters", 0, 5)]


def test_devices_that_are_out_at_either_end_are_told_from_when_to_when(noted: Noted) -> None:
    """A headset is both sides of the ear at once at a booth; the console knows of its microphone only."""
    told = noted.kept.told_by
    booth = BoothNow(call_id=CALL, epoch=1, number=1, waited=Waited(), without=("microphone", "speaker"))
    staff = StaffNow(call_id=CALL, epoch=1, number=1)
    told.booth, told.staff = booth, staff
    noted.at(10)
    told.staff = staff.model_copy(update={"without": ("camera", "microphone"), "held": ("camera",)})
    noted.at(12)
    told.booth = booth.model_copy(update={"without": ("speaker",)})
    noted.at(20)
    told.booth, told.staff = booth.model_copy(update={"without": ()}), staff
    noted.at(25)
    assert sorted(noted.written) == [
        ("booth_microphone", 10, 20),
        ("booth_speaker", 10, 25),
        ("console_camera", 12, 25),
        ("console_microphone", 12, 25),
    ]


def test_a_microphone_that_was_switched_off_is_told_and_a_voice_that_was_kept_back_is_not(noted: Noted) -> None:
    told = noted.kept.told_by
    booth = BoothNow(call_id=CALL, epoch=1, number=1, waited=Waited(), held=("microphone",))
    staff = StaffNow(call_id=CALL, epoch=1, number=1, without=("voice",), held=("microphone",))
    told.booth, told.staff = booth, staff
    noted.at(10)
    told.booth, told.staff = booth.model_copy(update={"without": ("voice",)}), staff.model_copy(update={"without": ()})
    noted.at(15)
    told.booth = booth
    assert noted.at(20).written == [("console_voice", 10, 15), ("booth_voice", 15, 20)]


def test_what_should_have_arrived_is_told_by_whoever_waited_for_it(noted: Noted) -> None:
    noted.told(TALKING, noted.kept, "booth", (0, 0), after(20))
    noted.told(TALKING, noted.kept, "booth", (1, 6), after(40))
    noted.told(TALKING, noted.kept, "booth", (1, 6), after(60))
    noted.told(TALKING, noted.kept, "console", (2, 9), after(61))
    assert noted.written == [("booth_media", 34, 40), ("console_media", 52, 61)]


def test_what_an_earlier_run_wrote_down_is_not_written_again(noted: Noted) -> None:
    noted.kept.resumed = True
    noted.told(TALKING, noted.kept, "booth", (3, 20), after(20))
    assert noted.written == []
    noted.told(TALKING, noted.kept, "booth", (4, 25), after(40))
    assert noted.written == [("booth_media", 35, 40)]


def test_a_page_that_counts_anew_breaks_nothing(noted: Noted) -> None:
    noted.told(TALKING, noted.kept, "console", (2, 9), after(20))
    noted.told(TALKING, noted.kept, "console", (0, 0), after(30))
    noted.told(TALKING, noted.kept, "console", (1, 4), after(40))
    assert [what for what, _, _ in noted.written] == ["console_media", "console_media"]


def test_what_is_away_when_the_call_ends_stays_so(noted: Noted) -> None:
    noted.kept.away["booth_line"] = after(10)
    noted.ended(CALL, noted.kept, after(70))
    assert noted.written == [("booth_line", 10, 70)]


async def test_the_record_of_a_call_tells_a_link_that_broke_and_a_picture_that_stopped(world: World) -> None:
    booth, staff = await world.booth(), await world.staff()
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()
    request = call_requested()
    call_id = request.call_id
    await link.send(request)
    ringing = await console.until(duty.CallRings)
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    epoch = (await link.until(calls.CallAnswered)).epoch
    await link.send(BoothNow(call_id=call_id, epoch=epoch, number=1, waited=Waited(), breaks=1, broken_s=7))
    await console.send(StaffNow(call_id=call_id, epoch=epoch, number=1, breaks=2, broken_s=8))
    await console.until(BoothNow)
    await link.close()
    link = await booth.arrive(call_id=call_id, epoch=epoch)
    await link.until(calls.CallAnswered)
    await console.send(calls.CallHungUp(call_id=call_id, epoch=epoch))
    await console.until(duty.CallsNow, lambda now: now.state == "wrapping")
    await world.headquarters.switchboard.records.written()
    query = select(col(CallBreak.what), col(CallBreak.call_id)).order_by(col(CallBreak.ended_at))
    rows = await world.headquarters.store.read(lambda c: c.execute(query).all())
    assert {tuple(row) for row in rows} == {(what, call_id) for what in ("booth_media", "console_media", "booth_line")}
