"""After handing in: honest about where the application is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.booth.views.visit.handed_in_view import HandedInView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import Handed, HandedIn
from kiosk.card.card import Certificates, Tries
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures.kinds.slots import Kept

WORLD = World(Rules({}), "姫路市", "家島支所", online=True)
STAGE = HandedIn((Handed("IE-4731-08K"),), finish_at_s=40.0)


def numbered(*numbers: str | None, of: HandedIn = STAGE) -> HandedIn:
    found = [Handed(f"IE-{at}", "juminhyo", "x", receipt_number=one) for at, one in enumerate(numbers)]
    return replace(of, applications=tuple(found))


def made(stage: HandedIn = STAGE, *, online: bool = True, seconds: float = 10.0) -> HandedInView:
    view = HandedInView(lambda _event: None, Words.load())
    view.show(Visit(stage=stage, now_s=seconds), replace(WORLD, online=online))
    return view


def test_offline_it_is_kept_and_sent_later() -> None:
    view = made(online=False)
    assert view.title == "お預かりしました"
    assert "回線がもどると" in view.detail
    assert "封をした申請" in view.keptText


def test_received_means_received() -> None:
    view = made(numbered("2026-001234"))
    assert (view.title, view.receiptText) == ("受け付けました", "受付番号　2026-001234")
    assert "なにも 残っていません" in view.keptText


def test_outside_the_hours_of_the_office_it_says_when_staff_look_at_it() -> None:
    opens_at = datetime(2026, 11, 23, 23, 35, tzinfo=UTC)
    view = made(replace(numbered("1"), opens_at=opens_at))
    assert view.detail.endswith("職員が 拝見するのは 11月24日（火）8:35からです。")


def test_where_and_when_somebody_is_expected_is_said_once_it_is_sure() -> None:
    kept = Kept("shimin", datetime(2026, 12, 1, 0, 30, tzinfo=UTC), 30, "h-1")
    stage = replace(STAGE, applications=(Handed("IE-4731-08K", coming=kept, place="市役所 1階"),))
    assert made().comingText == ""
    assert made(stage).comingText.startswith("ご希望の日時")
    sure = replace(stage.applications[0], receipt_number="2026-1")
    assert made(replace(stage, applications=(sure,))).comingText == "ご予約　12月1日（火） 9:30　市役所 1階"


def test_a_failed_slip_says_what_to_do() -> None:
    view = made(replace(STAGE, slip="failed"))
    assert view.slipFailed
    assert "書きとめる" in view.slipText


@pytest.mark.parametrize("problem", list(ProblemKind))
def test_each_fault_of_the_printer_has_a_sentence(problem: ProblemKind) -> None:
    assert "書きとめる" in made(replace(STAGE, slip="failed", slip_problem=problem)).slipText


def test_a_printer_without_paper_is_said() -> None:
    assert "紙が 切れています" in made(replace(STAGE, slip="failed", slip_problem=ProblemKind.NO_PAPER)).slipText


def test_the_seconds_left_are_counted() -> None:
    assert made(seconds=10.5).finishText == "おわる（30秒）"
    assert made(seconds=41).finishText == "おわる"


def test_finish_is_an_event() -> None:
    posted: list[ev.Event] = []
    HandedInView(posted.append, Words.load()).finish()
    assert posted == [ev.FinishPressed()]


RECEIVED = numbered("2026-001234")
WITH_CARD = Visit(stage=RECEIVED, card_in=True, tries=Tries(auth=3), certificates=Certificates(auth=True), now_s=10.0)


def shown(visit: Visit, *, online: bool = True) -> HandedInView:
    view = HandedInView(lambda _event: None, Words.load())
    view.show(visit, replace(WORLD, online=online))
    return view


def test_registering_is_offered_to_who_can_use_it() -> None:
    view = shown(WITH_CARD)
    assert view.tapOffered
    assert "かざすだけ" in view.tapText


@pytest.mark.parametrize(
    "visit",
    [
        replace(WITH_CARD, card_in=False),
        replace(WITH_CARD, certificates=Certificates(auth=False)),
        replace(WITH_CARD, certificates=Certificates()),
        replace(WITH_CARD, tries=Tries(auth=0)),
        replace(WITH_CARD, stage=STAGE),
        replace(WITH_CARD, stage=replace(RECEIVED, tap="registered")),
    ],
    ids=["no_card", "no_certificate", "unknown", "locked", "not_received", "done"],
)
def test_it_is_not_offered_where_it_cannot_be(visit: Visit) -> None:
    assert not shown(visit).tapOffered


def test_offline_it_is_not_offered() -> None:
    assert not shown(WITH_CARD, online=False).tapOffered


def test_how_registering_ended_is_said_and_that_nothing_was_harmed() -> None:
    assert "登録しました" in shown(replace(WITH_CARD, stage=replace(RECEIVED, tap="registered"))).tapText
    failed = shown(replace(WITH_CARD, stage=replace(RECEIVED, tap="failed", tap_code="C-18")))
    assert "C-18" in failed.tapText
    assert "無事" in failed.tapText
    assert failed.tapOffered


def test_a_touch_registers() -> None:
    posted: list[ev.Event] = []
    HandedInView(posted.append, Words.load()).registerTap()
    assert posted == [ev.RegisterTapChosen()]


def test_the_number_is_forgotten_with_the_visit() -> None:
    view = made()
    view.show(Visit(), WORLD)
    assert view.reference == ""


def test_several_of_one_visit_say_how_many_arrived_and_what_they_are() -> None:
    view = made(replace(numbered("2026-1", None, None), remaining=2))
    assert (view.reference, view.receiptText) == ("IE-0", "3件のうち 1件が 市役所に とどきました")
    assert (view.title, view.together) == ("お預かりしました", "juminhyo、juminhyo、juminhyo")
    assert "2通" in view.keptText
    assert "のこりの やること" in view.slipText
    assert not view.received


def test_while_more_can_be_done_the_slip_comes_later_and_the_card_is_not_registered_yet() -> None:
    view = shown(replace(WITH_CARD, stage=replace(RECEIVED, slip="later")))
    assert "まとめて 1枚" in view.slipText
    assert not view.tapOffered


def test_ending_with_the_slip_is_an_event() -> None:
    posted: list[ev.Event] = []
    HandedInView(posted.append, Words.load()).close()
    assert posted == [ev.FinishPressed()]
