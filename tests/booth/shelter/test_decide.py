"""The desk as a state machine: nobody is refused, nothing is lost, and a random walk never leaves somebody stuck."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.booth.shelter import commands as do
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.decide import MOVED_S, QUIET_AT_DESK_S, QUIET_S, decide
from kiosk.booth.shelter.desk import (
    Asking,
    AtDesk,
    Desk,
    Ending,
    EnteringCode,
    Failed,
    Found,
    Home,
    Looking,
    Moved,
    Phase,
    Reading,
    Working,
)
from kiosk.booth.shelter.hosting import LONGEST_WAIT_S, TRIES, WAIT_S
from kiosk.shelter import lists
from kiosk.shelter.counting import counted
from kiosk.shelter.people import Inquiry
from kiosk.shelter.register import Register
from tests.shelter.shelter_samples import AT, A, Booth, family, mark

BOOTH = Booth(A, 0)
CAME = BOOTH.arrives(12, family("かさい"), (mark(7),))
BOOTH.arrives(13, family("やまだ", inquiry=Inquiry.HIDDEN))
OPEN = Desk(phase=Phase.OPEN, name="家島小学校", prefix="IE", register=BOOTH.register, now_s=1.0, touched_at_s=1.0)
LOCKED = replace(OPEN, register=None)


def after(desk: Desk, *events: ev.Event) -> tuple[Desk, tuple[do.Command, ...]]:
    """The state after these, and what the last one wanted."""
    commands: tuple[do.Command, ...] = ()
    for event in events:
        desk, commands = decide(desk, event)
    return desk, commands


def typed(number: str) -> list[ev.Event]:
    return [ev.MoveChosen(), *(ev.DigitPressed(int(digit)) for digit in number)]


def test_who_taps_a_known_card_goes_out_by_one_more_touch() -> None:
    desk, commands = after(OPEN, ev.CardSeen(3))
    assert (desk.stage, commands) == (Reading(from_home=True), (do.ReadMark(3),))
    desk, _ = after(desk, ev.MarkRead(3, (mark(7),)))
    assert isinstance(desk.stage, Found)
    assert [one.reference for one in desk.stage.families] == [CAME.reference]
    desk, commands = after(desk, ev.WhereChosen("out", CAME.household))
    assert commands == (do.Move("out", CAME.household, CAME.reference, (mark(7),)),)
    moved = Booth(A, 500)
    moved.takes(BOOTH.register)
    record = moved.moves(CAME, "out")
    desk, commands = after(desk, ev.Written(record))
    assert (desk.stage, commands, desk.marks) == (Moved("out", 1.0 + MOVED_S), (do.Tell(),), ())
    assert desk.register is not None
    assert [one.present for one in desk.register.with_marks([mark(7)])] == [False]
    assert after(desk, ev.Ticked(1.0 + MOVED_S, free=True))[0].stage == Home()


def test_a_card_nobody_knows_begins_an_arrival_that_it_will_be_known_by() -> None:
    desk, commands = after(OPEN, ev.CardSeen(3), ev.MarkRead(3, (mark(8),)))
    assert (desk.stage, desk.marks, commands) == (Home(), (mark(8),), (do.BeginArrival(),))
    other = Booth(A, 500)
    desk, commands = after(desk, ev.Arrived(other.arrives(14)))
    assert (desk.marks, commands) == ((), (do.Tell(),))


def test_the_card_of_somebody_who_gave_up_is_nobodys() -> None:
    desk, _ = after(OPEN, ev.CardSeen(3), ev.MarkRead(3, (mark(8),)), ev.Ticked(1.0, free=False))
    assert desk.marks == (mark(8),)
    desk, _ = after(desk, ev.Ticked(2.0, free=True))
    assert desk.marks == ()


def test_the_number_is_enough_and_shows_no_name() -> None:
    desk, _ = after(OPEN, *typed("001200"))
    assert isinstance(desk.stage, Found)
    assert "かさい" not in repr(desk.stage)
    desk, _ = after(OPEN, *typed("001201"))
    assert desk.stage == Asking(trouble="unknown_number")
    desk, _ = after(OPEN, *typed("0012"), ev.DigitErased())
    assert desk.stage == Asking("001")


def test_who_came_for_another_thing_finds_the_usual_screen_and_the_next_one_the_shelter() -> None:
    away, _ = after(OPEN, ev.OthersChosen())
    assert (away.in_front, OPEN.in_front) == (False, True)
    assert after(away, ev.Ticked(1.0, free=False))[0].stage == Home()
    assert after(away, ev.Ticked(1.0 + QUIET_S, free=True))[0].stage == Home()


def test_where_the_register_is_locked_they_still_come_and_go() -> None:
    desk, _ = after(LOCKED, *typed("001200"))
    assert desk.stage == Found(blind=True, number="001200")
    _, commands = after(desk, ev.WhereChosen("out"))
    assert commands == (do.Move("out", reference=CAME.reference),)
    desk, _ = after(LOCKED, ev.CardSeen(3), ev.MarkRead(3, (mark(7),)))
    assert desk.stage == Found(blind=True, arrivable=True)
    assert after(desk, ev.WhereChosen("in"))[1] == (do.Move("in", marks=(mark(7),)),)
    begun, commands = after(desk, ev.EnterChosen())
    assert (begun.stage, begun.marks, commands) == (Home(), (mark(7),), (do.BeginArrival(),))


@pytest.mark.parametrize("last", [ev.MarkFailed(3), ev.CardGone()])
def test_a_card_that_cannot_be_read_leaves_the_number(last: ev.Event) -> None:
    desk, _ = after(OPEN, ev.CardSeen(3), last, ev.MarkFailed(3))
    assert desk.stage == Asking(trouble="card")


def test_a_card_that_lies_there_is_read_when_it_is_asked_for() -> None:
    desk, commands = after(replace(OPEN, insertion=5), ev.MoveChosen())
    assert (desk.stage, commands) == (Reading(from_home=False), (do.ReadMark(5),))
    assert after(desk, ev.MarkRead(5, (mark(9),)))[0].stage == Asking(trouble="unknown_card")
    assert after(desk, ev.MarkRead(4, (mark(7),)))[0].stage == desk.stage


def test_what_could_not_be_stored_is_said() -> None:
    desk, _ = after(OPEN, *typed("001200"), ev.WhereChosen("out", CAME.household), ev.NotWritten())
    assert desk.stage == Failed()
    assert after(desk, ev.BackPressed())[0].stage == Home()


@pytest.mark.parametrize(
    ("desk", "event"),
    [
        (replace(OPEN, stage=Asking("12")), ev.EnterChosen()),
        (replace(LOCKED, phase=Phase.READY), ev.EnterChosen()),
        (replace(OPEN, stage=Asking("12")), ev.MarkRead(3, (mark(7),))),
        (OPEN, ev.DigitPressed(1)),
        (replace(OPEN, stage=Asking("12")), ev.DigitPressed(10)),
        (OPEN, ev.WhereChosen("out", CAME.household)),
        (replace(OPEN, stage=Found()), ev.WhereChosen("out", "somebody else")),
        (replace(OPEN, stage=Failed()), ev.CardSeen(3)),
        (OPEN, ev.NotWritten()),
        (replace(OPEN, stage=Working(Home()), touched_at_s=0.0), ev.Ticked(1.0 + QUIET_AT_DESK_S, free=True)),
    ],
)
def test_what_comes_too_late_or_from_nowhere_changes_no_page(desk: Desk, event: ev.Event) -> None:
    shown, commands = after(desk, event)
    assert (shown.stage, commands) == (desk.stage, ())


def test_who_has_no_card_comes_in_by_one_touch() -> None:
    desk, commands = after(OPEN, ev.EnterChosen())
    assert (desk.stage, commands) == (Home(), (do.BeginArrival(),))


def test_what_was_written_for_another_page_stands_in_the_register() -> None:
    other = Booth(A, 500)
    desk, commands = after(OPEN, ev.Written(other.arrives(14)))
    assert (desk.stage, commands) == (Home(), (do.Tell(),))
    assert desk.register is not None
    assert len(desk.register.households) == len(BOOTH.register.households) + 1


def test_a_locked_register_still_tells_its_numbers() -> None:
    told = counted(Booth(A, 500).register, "家島小学校", 3, AT)
    desk, commands = after(LOCKED, ev.Told(told), ev.Arrived(Booth(A, 500).arrives(14)))
    assert (desk.told, desk.register, commands) == (told, None, (do.Tell(),))


def test_the_code_opens_and_wrong_ones_cost_more_and_more() -> None:
    ready = Desk(phase=Phase.READY, name="家島小学校")
    desk, commands = after(ready, ev.HostCame(), ev.CodeEntered())
    assert commands == (do.JudgeCode(opens=True),)
    opened, commands = after(desk, ev.CodeRight(Register()))
    assert (opened.phase, opened.stage, commands) == (Phase.OPEN, AtDesk(), (do.Tell(),))
    for _ in range(TRIES - 1):
        desk, _ = after(desk, ev.CodeWrong(opens=True), ev.CodeEntered())
        assert isinstance(desk.stage, Working)
    desk, _ = after(desk, ev.CodeWrong(opens=True))
    assert desk.stage == EnteringCode(opens=True, wrong=True, wait_until_s=WAIT_S)
    desk, commands = after(desk, ev.CodeEntered())
    assert (isinstance(desk.stage, EnteringCode), commands) == (True, (do.WipeCode(),))
    for _ in range(12):
        desk, _ = after(desk, ev.Ticked(desk.wait_until_s, free=True), ev.BackPressed(), ev.HostCame())
        desk, _ = after(desk, ev.CodeEntered(), ev.CodeWrong(opens=True))
    assert desk.wait_until_s - desk.now_s == LONGEST_WAIT_S


def test_the_pad_is_wiped_when_its_page_goes() -> None:
    desk, _ = after(OPEN, ev.HostCame())
    assert after(desk, ev.BackPressed())[1] == (do.WipeCode(),)
    assert after(desk, ev.Ticked(1.0 + QUIET_S, free=True))[1] == (do.WipeCode(),)


def at_desk() -> Desk:
    return after(OPEN, ev.HostCame(), ev.CodeEntered(), ev.CodeRight(BOOTH.register))[0]


def test_the_desk_finds_by_the_first_letter_and_never_who_is_hidden() -> None:
    desk, _ = after(at_desk(), ev.LookChosen(), ev.RowChosen("カ"))
    assert [one.family.name for one in desk.found] == ["かさい"]
    assert after(desk, ev.RowChosen("ヤ"))[0].found == ()
    again, commands = after(desk, ev.WhereChosen("out", CAME.household))
    assert commands == (do.Move("out", CAME.household, CAME.reference, quiet=True),)
    moved = Booth(A, 500)
    moved.takes(BOOTH.register)
    back, _ = after(again, ev.Written(moved.moves(CAME, "out"), quiet=True))
    assert back.stage == Looking("カ")
    assert [one.present for one in back.found] == [False]
    assert after(desk, ev.RowChosen("x"), ev.Turned(down=True, lines=4))[0].stage == desk.stage
    assert after(desk, ev.BackPressed())[0].stage == Looking()


def test_the_desk_prints_exchanges_and_ends() -> None:
    desk = at_desk()
    assert after(desk, ev.PrintChosen("desk"))[1] == (do.Print("desk"),)
    assert after(desk, ev.PrintChosen("told"), ev.NotPrinted())[0].stage == AtDesk("not-printed")
    assert after(desk, ev.PrintChosen("told"), ev.Printed())[0].stage == AtDesk("printed")
    empty = Register()
    met, commands = after(desk, ev.ExchangeChosen(), ev.Exchanged("exchanged", empty, 3, ("himeji-hojo-1",)))
    assert (met.stage, commands) == (AtDesk("exchanged", 3, ("himeji-hojo-1",)), (do.Tell(),))
    assert met.register is empty
    assert after(desk, ev.ExchangeChosen(), ev.Exchanged("no-stick"))[0].register is BOOTH.register
    ending, _ = after(desk, ev.EndChosen())
    assert ending.stage == Ending()
    assert after(ending, ev.BackPressed())[0].stage == AtDesk()
    working, commands = after(ending, ev.EndChosen())
    assert commands == (do.End(),)
    over, _ = after(working, ev.Ended())
    assert (over.phase, over.register, over.in_front) == (Phase.READY, None, False)


def test_a_desk_that_is_left_alone_closes_and_the_register_stays_open_for_cards() -> None:
    desk, _ = after(at_desk(), ev.LookChosen(), ev.Ticked(1.0 + QUIET_AT_DESK_S, free=True))
    assert (desk.stage, desk.locked) == (Home(), False)


def test_after_a_sleep_no_page_of_the_desk_is_left_open_and_what_is_being_written_goes_on() -> None:
    desk, _ = after(at_desk(), ev.LookChosen(), ev.Slept())
    assert (desk.stage, desk.locked) == (Home(), False)
    desk, commands = after(at_desk(), ev.EndChosen(), ev.Slept())
    assert (desk.stage, commands) == (Home(), (do.WipeCode(),)), "of a code that was being typed"
    writing = replace(OPEN, stage=Working(AtDesk()))
    assert after(writing, ev.Slept()) == (writing, ())


def test_an_installer_opens_and_closes_beside_the_running_booth() -> None:
    desk, _ = after(Desk(), ev.KeptRead(Phase.READY, "家島小学校", None, "IE"))
    assert (desk.phase, desk.in_front) == (Phase.READY, False)
    desk, _ = after(desk, ev.KeptRead(Phase.OPEN, "家島小学校", None, "IE"))
    assert (desk.in_front, desk.locked) == (True, True)
    same, _ = after(OPEN, ev.KeptRead(Phase.OPEN, "家島小学校", None, "IE"))
    assert same.register is OPEN.register
    assert after(OPEN, ev.KeptRead(Phase.READY, "家島小学校"))[0].register is None
    judged = replace(Desk(phase=Phase.READY), stage=Working(EnteringCode(opens=True)), wrong=2)
    kept, _ = after(judged, ev.KeptRead(Phase.OPEN, "家島小学校"))
    assert (kept.stage, kept.wrong) == (judged.stage, 2)


EVENTS = st.one_of(
    st.sampled_from([
        ev.EnterChosen(), ev.MoveChosen(), ev.DigitErased(), ev.HostCame(), ev.CodeEntered(), ev.LookChosen(),
        ev.ExchangeChosen(), ev.EndChosen(), ev.BackPressed(), ev.CardGone(), ev.MarkFailed(1), ev.NotWritten(),
        ev.Printed(), ev.NotPrinted(), ev.Exchanged("exchanged"), ev.Ended(), ev.Written(CAME), ev.Arrived(CAME),
        ev.CodeWrong(opens=False), ev.CodeRight(BOOTH.register), ev.PrintChosen("desk"), ev.Slept(),
        ev.MarkRead(1, (mark(7),)), ev.WhereChosen("out", CAME.household), ev.WhereChosen("in"), ev.CardSeen(1),
    ]),
    st.builds(ev.DigitPressed, st.integers(-1, 10)),
    st.builds(ev.RowChosen, st.sampled_from([*lists.EVERY, "x"])),
    st.builds(ev.Turned, st.booleans(), st.integers(-1, 4)),
    st.builds(ev.Ticked, st.floats(0, 400), st.booleans()),
)  # fmt: skip


@given(st.lists(EVENTS, max_size=25), st.sampled_from([OPEN, LOCKED]))
@settings(max_examples=200, deadline=None)
def test_wherever_touches_lead_the_first_screen_is_reached_again(events: list[ev.Event], start: Desk) -> None:
    desk, _ = after(start, *events)
    if desk.stage != Home():
        desk, _ = after(desk, ev.NotWritten(), ev.CodeWrong(opens=False), ev.Ticked(10**6, free=True))
        desk, _ = after(desk, ev.Ticked(2 * 10**6, free=True), ev.Ticked(3 * 10**6, free=True))
    assert desk.stage == Home()
