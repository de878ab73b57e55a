"""The list of what is to be done: each thing with its last day, what to bring, and who does it."""

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from kiosk.booth.call.state import Call
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Handed, Planning
from tests.procedures.life.invented_event import begun, catalog
from tests.screens.booth_states import Screen

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def test_each_thing_says_until_when_who_does_it_and_what_to_bring(screen: Screen) -> None:
    screen.show("planning")
    view = screen.view.planning
    assert (view.kicker, view.title, view.page, view.pages) == ("家が 燃えたとき", "やることは 5つです", 0, 2)
    first, second, third = view.rows.rows
    assert (first.task, first.status, first.urgent) == ("firemen", "elsewhere", True)
    assert first.due == "期限は 令和8年11月19日（2026年）でした。今からでも できます"
    assert (second.status, second.word, second.detail) == ("begin", "はじめる", "保険に 使います。")
    assert (third.detail, third.due) == ("持ち物：通帳、印鑑", "令和8年12月14日（2026年）まで")
    view.turnList(True)
    view.begin("residence")
    assert screen.events == [ev.TodosTurned(down=True), ev.TaskChosen("residence")]


def test_what_is_begun_goes_on_and_what_is_handed_in_has_its_number(screen: Screen) -> None:
    visit = screen.show("planning")
    assert visit.plan is not None
    juminhyo = catalog().procedure("juminhyo")
    assert juminhyo is not None
    plan = replace(
        visit.plan,
        handed_in=MappingProxyType({"residence": Handed("IE-1")}),
        begun=MappingProxyType({"again": begun()}),
    )
    for page in (0, 1):
        screen.view.show(replace(visit, plan=plan, stage=Planning(page), at=AT), Call(), screen.world)
        rows = {row.task: row for row in screen.view.planning.rows.rows}
        if page == 0:
            assert (rows["residence"].status, rows["residence"].detail) == ("done", "控え番号 IE-1")
        else:
            assert (rows["again"].status, rows["again"].word, rows["again"].due) == ("go_on", "つづける", "")


def test_an_event_stands_before_the_procedures_of_its_group(screen: Screen) -> None:
    visit = screen.show("planning")
    assert visit.plan is not None
    event = visit.plan.event
    moving = next(one for one in screen.world.groups if one.id == "certificates").model_copy(
        update={"events": ("fire",)}
    )
    world = replace(screen.world, groups=(moving,), rules=replace(screen.rules, events={"fire": event}))
    shown = screen.show("procedures")
    screen.view.show(replace(shown, locale="en"), Call(), world)
    assert [row.title for row in screen.view.procedures.cards.rows] == ["After a fire", "Copy of residence record"]
    screen.view.procedures.choose("fire")
    screen.view.procedures.choose("juminhyo")
    assert screen.events[-2:] == [ev.EventChosen("fire"), ev.ProcedureChosen("juminhyo")]
