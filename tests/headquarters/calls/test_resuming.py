"""Calls that outlive headquarters: both ends tell the same call and it goes on; one end alone is told the truth."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.routing import step
from kiosk.headquarters.calls.routing_state import MOST_ENDED, Routing, Rules, Wanted
from kiosk.protocol.calls import EndReason
from kiosk.protocol.identifiers import new_id

START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
RULES = Rules()
CALL, OTHER = new_id(), new_id()


class Day:
    """Routing after a start, told event by event."""

    def __init__(self) -> None:
        self.routing = Routing(started_at=START, last_number=9)
        self.at = START

    def then(self, event: terms.Event, after_s: float = 1.0) -> list[terms.Command]:
        self.at += timedelta(seconds=after_s)
        self.routing, commands = step(self.routing, event, self.at, RULES)
        return commands

    def booth_tells(
        self, epoch: int = 3, call_id: str = CALL, booth: str = "b1", number: int | None = None, by: str | None = "s1"
    ) -> list[terms.Command]:
        answered_by = by if epoch else None
        waited = timedelta(seconds=90)
        told = terms.BoothTells(booth, call_id, epoch, Wanted(), waited, waiting_number=number, answered_by=answered_by)
        return self.then(told)

    def console_tells(self, epoch: int = 3, call_id: str = CALL, staff: str = "s1") -> list[terms.Command]:
        return self.then(terms.StaffArrived(staff, "shimin", status="available", told=(call_id, epoch)))


@pytest.fixture
def day() -> Day:
    return Day()


BOTH_AGAIN = [terms.Rejoin(CALL, "console"), terms.Rejoin(CALL, "booth")]


def test_a_call_goes_on_when_the_booth_comes_first(day: Day) -> None:
    assert day.booth_tells(number=7) == []
    assert day.console_tells() == BOTH_AGAIN
    call = day.routing.calls[CALL]
    assert (call.staff_id, call.epoch, call.waiting_number, call.orphaned_at) == ("s1", 3, 7, None)
    assert call.since == day.at - timedelta(seconds=91)
    assert day.routing.doing("s1") == "in_call"


def test_a_call_goes_on_when_the_console_comes_first_and_nothing_rings_there_meanwhile(day: Day) -> None:
    assert day.console_tells() == []
    assert day.routing.doing("s1") == "in_call"
    assert day.then(terms.CallWasRequested(OTHER, "b2")) == []
    assert day.booth_tells() == BOTH_AGAIN
    (ended,) = day.then(terms.HungUp(CALL, 3, "booth"))[:1]
    assert isinstance(ended, terms.End)


@pytest.mark.parametrize(("booth_epoch", "console_epoch"), [(3, 2), (2, 3)])
def test_ends_that_tell_another_epoch_are_not_joined(day: Day, booth_epoch: int, console_epoch: int) -> None:
    day.booth_tells(epoch=booth_epoch)
    assert day.console_tells(epoch=console_epoch) == []
    assert day.routing.call_of_staff("s1") is None


def test_an_end_that_stays_alone_is_told_so_after_a_while(day: Day) -> None:
    day.booth_tells(by="s2")
    day.console_tells(call_id=OTHER)
    commands = day.then(terms.TimePassed(), after_s=119)
    assert [(one.call.call_id, one.reason) for one in commands if isinstance(one, terms.End)] == [
        (CALL, EndReason.LOST)
    ]
    assert terms.EndClaim("s1", OTHER, 3) in day.then(terms.TimePassed(), after_s=2)
    assert day.routing.doing("s1") == "wrapping", "what was talked about can still be recorded"


@pytest.mark.parametrize("told", [None, (OTHER, 3)])
def test_a_booth_does_not_wait_for_somebody_who_is_here_without_its_call(
    day: Day, told: tuple[str, int] | None
) -> None:
    """Their page never heard that the call was theirs, or they know that it is over."""
    arrives = terms.StaffArrived("s1", "shimin", status="available", told=told)
    day.booth_tells()
    assert [(one.call.call_id, one.reason) for one in day.then(arrives) if isinstance(one, terms.End)] == [
        (CALL, EndReason.LOST)
    ]
    assert day.routing.workers["s1"].wrapping is None
    assert day.routing.owed("s1") is None


def test_nor_for_somebody_who_was_here_before_the_booth_came_back(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    (ended,) = day.booth_tells()
    assert isinstance(ended, terms.End)
    assert ended.reason is EndReason.LOST
    assert day.routing.call_of_booth("b1") is None


def test_who_recorded_the_outcome_before_the_booth_came_back_is_not_asked_for_it_again(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available", owes=CALL))
    day.then(terms.WrappedUp("s1", CALL))
    (ended,) = [one for one in day.booth_tells() if isinstance(one, terms.End)]
    assert ended.reason is EndReason.STAFF_HUNG_UP
    assert day.routing.owed("s1") is None


def test_but_for_somebody_whose_line_is_away(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    day.then(terms.StaffLeft("s1"))
    assert day.booth_tells() == []
    assert day.console_tells() == BOTH_AGAIN


def test_who_waits_keeps_number_and_age_and_later_ones_come_behind(day: Day) -> None:
    day.booth_tells(epoch=0, number=12)
    call = day.routing.calls[CALL]
    assert (call.waiting_number, call.since, call.waiting) == (12, day.at - timedelta(seconds=90), True)
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    day.then(terms.CallWasRequested(OTHER, "b2"))
    assert [one.waiting_number for one in day.routing.queue()] == [12, 13]


def test_a_number_that_another_call_has_is_given_to_nobody_else(day: Day) -> None:
    day.booth_tells(epoch=0, number=10)
    day.booth_tells(epoch=0, number=10, call_id=OTHER, booth="b2")
    assert sorted(call.waiting_number for call in day.routing.calls.values()) == [10, 11]


def test_who_waits_is_not_sent_away_before_staff_could_come_back(day: Day) -> None:
    assert day.booth_tells(epoch=0) == []
    assert day.then(terms.TimePassed(), after_s=60) == []
    assert [type(one) for one in day.then(terms.StaffArrived("s1", "shimin", status="available"))] == [terms.Ring]


def test_and_is_told_honestly_when_nobody_did(day: Day) -> None:
    day.booth_tells(epoch=0)
    (ended,) = day.then(terms.TimePassed(), after_s=121)
    assert isinstance(ended, terms.End)
    assert ended.reason is EndReason.NOBODY_FREE


def test_a_request_that_was_lost_on_the_way_is_taken_at_any_time(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"), after_s=4000)
    assert [type(one) for one in day.booth_tells(epoch=0)] == [terms.Ring]


@pytest.mark.parametrize("told", ["late", "of another booth", "of a booth in another call"])
def test_a_call_that_cannot_be_is_refused(day: Day, told: str) -> None:
    if told == "late":
        day.then(terms.TimePassed(), after_s=121)
    elif told == "of another booth":
        day.booth_tells(booth="b2")
    else:
        day.booth_tells(call_id=OTHER)
    assert day.booth_tells() == [terms.RefuseBooth("b1", "unknown_call", CALL)]


def test_what_is_known_is_not_changed_by_being_told(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    day.then(terms.CallWasRequested(CALL, "b1"))
    before = day.routing
    assert day.booth_tells(epoch=0) == []
    assert replace(day.routing, workers=before.workers) == before


def test_status_and_owed_outcome_are_believed_only_where_nothing_is_known(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available", owes=CALL))
    assert (day.routing.workers["s1"].status, day.routing.doing("s1")) == ("available", "wrapping")
    day.then(terms.StatusWasChosen("s1", "break"))
    day.then(terms.WrappedUp("s1", CALL))
    day.then(terms.StaffArrived("s1", "shimin", status="available", owes=CALL))
    assert (day.routing.workers["s1"].status, day.routing.doing("s1")) == ("break", "idle")


def test_who_hung_up_while_nobody_could_hear_it_is_not_put_back_into_the_call(day: Day) -> None:
    day.booth_tells()
    day.console_tells()
    day.then(terms.StaffLeft("s1"))
    commands = day.then(terms.StaffArrived("s1", "shimin", owes=CALL))
    assert [one.reason for one in commands if isinstance(one, terms.End)] == [EndReason.STAFF_HUNG_UP]
    assert day.routing.doing("s1") == "wrapping"


# -- the only person is not there ------------------------------------------------------------------------------------


@pytest.mark.parametrize("away", ["break", "gone"])
def test_where_all_who_could_answer_are_away_the_resident_hears_it_in_minutes(day: Day, away: str) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    day.then(terms.StatusWasChosen("s1", "break"))
    if away == "gone":
        day.then(terms.StatusWasChosen("s1", "available"))
        day.then(terms.StaffLeft("s1"))
        commands = day.then(terms.CallWasRequested(CALL, "b1")) + day.then(terms.TimePassed(), after_s=60)
    else:
        commands = day.then(terms.CallWasRequested(CALL, "b1"))
        assert commands == []
        commands = day.then(terms.TimePassed(), after_s=179)
        assert commands == []
        commands = day.then(terms.TimePassed(), after_s=1)
    (ended,) = commands
    assert isinstance(ended, terms.End)
    assert ended.reason is EndReason.NOBODY_FREE


def test_somebody_who_comes_back_from_a_break_begins_that_time_anew(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="break"))
    day.then(terms.CallWasRequested(CALL, "b1"))
    day.then(terms.TimePassed(), after_s=170)
    day.then(terms.StatusWasChosen("s1", "available"))
    assert day.routing.calls[CALL].nobody_since is None
    day.then(terms.StatusWasChosen("s1", "break"))
    assert day.then(terms.TimePassed(), after_s=100) == []


def test_what_a_booth_said_before_it_heard_of_the_end_brings_no_call_back(day: Day) -> None:
    day.then(terms.StaffArrived("s1", "shimin", status="available"))
    (ring,) = day.then(terms.CallWasRequested(CALL, "b1"))
    assert isinstance(ring, terms.Ring)
    day.then(terms.RingWasAnswered("s1", ring.reservation_id))
    day.then(terms.HungUp(CALL, 1, "console"))
    for epoch in (0, 1):
        assert day.booth_tells(epoch=epoch) == [terms.EndAgain("b1", CALL, epoch, EndReason.STAFF_HUNG_UP)]
    assert day.routing.calls == {}


def test_a_console_that_missed_the_end_hears_how_it_ended(day: Day) -> None:
    day.console_tells()
    day.booth_tells()
    day.then(terms.StaffLeft("s1"))
    day.then(terms.CallWasCancelled(CALL, "b1"))
    assert day.console_tells() == [terms.EndClaim("s1", CALL, 3, EndReason.BOOTH_HUNG_UP)]
    assert day.routing.doing("s1") == "wrapping"


def test_ends_are_forgotten_by_age_and_by_number(day: Day) -> None:
    every = [new_id() for _ in range(MOST_ENDED + 1)]
    for call_id in every:
        day.then(terms.CallWasRequested(call_id, "b1"), after_s=0)
    assert list(day.routing.ended) == every[1:]
    day.then(terms.TimePassed(), after_s=RULES.ended_known.total_seconds())
    assert day.routing.ended == {}


def owing(call_id: str = CALL, staff: str = "s1") -> terms.StaffArrived:
    return terms.StaffArrived(staff, "shimin", status="available", owes=call_id)


@pytest.mark.parametrize("hangs_up", [terms.ClaimGivenUp("s1", CALL), owing()])
def test_who_hangs_up_before_the_booth_is_back_owes_the_outcome_and_the_booth_hears_of_it(
    day: Day, hangs_up: terms.Event
) -> None:
    day.console_tells()
    day.then(hangs_up)
    assert (day.routing.doing("s1"), day.routing.workers["s1"].wrapping) == ("wrapping", CALL)
    (ended,) = day.booth_tells()
    assert isinstance(ended, terms.End)
    assert (ended.call.call_id, ended.call.staff_id, ended.reason) == (CALL, "s1", EndReason.STAFF_HUNG_UP)
    assert day.booth_tells() == [terms.EndAgain("b1", CALL, 3, EndReason.STAFF_HUNG_UP)]
    day.then(terms.WrappedUp("s1", CALL))
    assert day.routing.doing("s1") == "idle"
    assert day.then(terms.TimePassed(), after_s=200) == []
    assert day.routing.workers["s1"].wrapping is None, "it is not owed twice"


def test_an_outcome_recorded_on_the_claim_itself_ends_it(day: Day) -> None:
    day.console_tells()
    assert day.then(terms.WrappedUp("s1", CALL)) == []
    assert day.routing.doing("s1") == "idle"


def test_a_booth_that_came_first_hears_at_once_that_staff_hung_up(day: Day) -> None:
    day.booth_tells()
    (ended,) = day.then(owing())
    assert isinstance(ended, terms.End)
    assert (ended.call.call_id, ended.call.staff_id, ended.reason) == (CALL, "s1", EndReason.STAFF_HUNG_UP)
    assert day.routing.calls == {}
    assert day.routing.doing("s1") == "wrapping"


def test_who_owes_the_outcome_on_a_page_that_claimed_nothing_ends_the_call_when_its_booth_comes(day: Day) -> None:
    day.then(owing())
    assert [type(one) for one in day.booth_tells()] == [terms.End]
    assert day.routing.doing("s1") == "wrapping"


def claiming(epoch: int = 3, staff: str = "s2") -> terms.StaffArrived:
    return terms.StaffArrived(staff, "shimin", status="available", told=(CALL, epoch))


ATTACKS = [
    [claiming()],
    [owing(staff="s2")],
    [claiming(), terms.ClaimGivenUp("s2", CALL)],
    [claiming(), terms.WrappedUp("s2", CALL)],
    [claiming(), owing(staff="s2")],
    [claiming(), claiming(epoch=4)],
    [terms.StaffArrived("s2", "shimin"), terms.ClaimGivenUp("s2", CALL), terms.WrappedUp("s2", CALL)],
]


@pytest.mark.parametrize("when", ["before its booth came", "after its booth came", "around it"])
@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_who_only_knows_the_id_of_a_call_neither_ends_nor_takes_it(
    day: Day, attack: list[terms.Event], when: str
) -> None:
    done: list[terms.Command] = []
    if when != "after its booth came":
        done += [command for event in attack for command in day.then(event)]
    done += day.booth_tells(by="s1")
    if when != "before its booth came":
        done += [command for event in attack for command in day.then(event)]
    assert not [one for one in done if isinstance(one, terms.End | terms.EndAgain | terms.Rejoin | terms.Join)]
    assert day.console_tells() == BOTH_AGAIN, "its own clerk comes back into it"
    assert day.routing.calls[CALL].staff_id == "s1"


def test_a_booth_that_names_nobody_is_joined_with_nobody(day: Day) -> None:
    assert (day.booth_tells(by=None), day.console_tells()) == ([], [])
    assert [one.reason for one in day.then(terms.TimePassed(), after_s=120) if isinstance(one, terms.End)] == [
        EndReason.LOST
    ]


def test_who_says_long_after_a_start_that_they_hung_up_is_not_remembered_for_it(day: Day) -> None:
    day.then(owing())
    assert day.routing.given_up == {"s1": CALL}
    day.then(terms.TimePassed(), after_s=120)
    assert day.routing.given_up == {}
    day.then(owing())
    assert day.routing.given_up == {}


def test_a_page_loaded_again_takes_the_call_up_when_its_booth_comes_and_owes_nothing_if_not(day: Day) -> None:
    loaded_again = terms.StaffArrived("s1", "shimin", status="available")
    day.console_tells()
    day.then(loaded_again)
    assert day.booth_tells() == BOTH_AGAIN

    alone = Day()
    alone.console_tells()
    alone.then(loaded_again)
    alone.then(terms.TimePassed(), after_s=120)
    assert alone.routing.doing("s1") == "idle"


def test_who_tells_a_call_that_nobody_knows_any_more_can_still_record_its_outcome(day: Day) -> None:
    day.at += RULES.resume_after_start
    day.console_tells()
    assert day.routing.doing("s1") == "wrapping"
    assert day.routing.workers["s1"].wrapping == CALL
