"""Routing as transcripts: what happened, and what is to be done about it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.headquarters.calls import routing_state as s
from kiosk.headquarters.calls import routing_terms as t
from kiosk.headquarters.calls.routing import reservation_id, step
from kiosk.headquarters.calls.routing_state import next_deadline
from kiosk.procedures.japanese.opening_hours import hours
from kiosk.protocol.calls import EndReason

RULES = s.Rules()
SIDES: Final[tuple[s.Side, ...]] = ("booth", "console")


@dataclass
class Counter:
    """A day at the counters."""

    routing: s.Routing = field(default_factory=s.Routing)
    at: datetime = datetime(2026, 11, 21, tzinfo=UTC)
    rules: s.Rules = RULES

    def happens(self, event: t.Event, after: float = 1.0) -> list[t.Command]:
        self.at += timedelta(seconds=after)
        self.routing, commands = step(self.routing, event, self.at, self.rules)
        return commands

    def on_duty(self, *staff: str, skills: frozenset[str] = frozenset()) -> None:
        for name in staff:
            self.happens(t.StaffArrived(name, "shimin", skills))
            self.happens(t.StatusWasChosen(name, "available"))

    def in_call(self, staff: str = "sato", call: str = "c1", booth: str = "b1") -> int:
        self.happens(t.CallWasRequested(call, booth))
        self.answer(staff)
        return self.routing.calls[call].epoch

    def answer(self, staff: str) -> list[t.Command]:
        call = self.routing.reserved_for(staff)
        assert call is not None
        assert call.reservation is not None
        return self.happens(t.RingWasAnswered(staff, call.reservation.reservation_id))


def rings(commands: list[t.Command]) -> list[tuple[str, str]]:
    return [(one.staff_id, one.call_id) for one in commands if isinstance(one, t.Ring)]


def ends(commands: list[t.Command]) -> list[tuple[str, EndReason]]:
    return [(one.call.call_id, one.reason) for one in commands if isinstance(one, t.End)]


def test_a_call_rings_at_one_person_is_answered_connected_and_wrapped_up() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    rang = day.happens(t.CallWasRequested("c1", "b1"))
    rid = reservation_id("c1", 1)
    assert rang == [t.Ring("sato", rid, "c1", day.at + RULES.ring)]
    assert [day.routing.doing(name) for name in ("sato", "suzuki")] == ["reserved", "idle"]
    assert day.happens(t.RingWasAnswered("sato", rid)) == [t.Join("c1", "sato", 1)]
    assert day.happens(t.FrameDecoded("c1", 1, 0, "console")) == []
    assert day.happens(t.FrameDecoded("c1", 1, 0, "booth")) == [t.SayConnected("c1", 1)]
    assert ends(day.happens(t.HungUp("c1", 1, "console"))) == [("c1", EndReason.STAFF_HUNG_UP)]
    assert day.routing.doing("sato") == "wrapping"
    assert day.happens(t.WrappedUp("sato", "c1")) == []
    assert day.routing.doing("sato") == "idle"


def test_a_ring_expires_and_goes_to_the_next_person_under_a_new_epoch() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    day.happens(t.CallWasRequested("c1", "b1"))
    commands = day.happens(t.TimePassed(), after=20)
    assert commands == [
        t.Withdraw("sato", reservation_id("c1", 1), "expired"),
        t.Ring("suzuki", reservation_id("c1", 2), "c1", day.at + RULES.ring),
    ]
    assert day.happens(t.RingWasAnswered("sato", reservation_id("c1", 1))) == [
        t.RefuseStaff("sato", "already_answered")
    ]


def test_of_two_answers_the_second_is_too_late() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    rid = reservation_id("c1", 1)
    assert day.happens(t.RingWasAnswered("sato", rid)) == [t.Join("c1", "sato", 1)]
    assert day.happens(t.RingWasAnswered("sato", rid)) == [t.RefuseStaff("sato", "already_answered")]


def test_an_answer_after_the_expiry_is_too_late_even_before_the_clock_was_looked_at() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    commands = day.happens(t.RingWasAnswered("sato", reservation_id("c1", 1)), after=20)
    assert t.RefuseStaff("sato", "already_answered") in commands
    assert day.routing.calls["c1"].waiting


def test_a_resident_who_left_is_never_answered() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    commands = day.happens(t.CallWasCancelled("c1", "b1"))
    assert commands[0] == t.Withdraw("sato", reservation_id("c1", 1), "cancelled")
    assert ends(commands) == [("c1", EndReason.GAVE_UP_WAITING)]
    assert day.happens(t.RingWasAnswered("sato", reservation_id("c1", 1))) == [
        t.RefuseStaff("sato", "already_answered")
    ]


def test_who_declines_is_not_asked_again_at_once() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert rings(day.happens(t.RingWasDeclined("sato", reservation_id("c1", 1)))) == []
    assert rings(day.happens(t.TimePassed(), after=59)) == []
    assert rings(day.happens(t.TimePassed(), after=2)) == [("sato", "c1")]


def test_who_declined_one_call_still_gets_another() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    day.happens(t.RingWasDeclined("sato", reservation_id("c1", 1)))
    assert rings(day.happens(t.CallWasRequested("c2", "b2"))) == [("sato", "c2")]


def test_two_missed_rings_mean_a_break_and_it_is_said() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert t.SentToBreak("sato") not in day.happens(t.TimePassed(), after=20)
    day.happens(t.CallWasRequested("c2", "b2"))
    assert t.SentToBreak("sato") in day.happens(t.TimePassed(), after=20)
    assert day.routing.workers["sato"].status == "break"
    assert rings(day.happens(t.StatusWasChosen("sato", "available"), after=61)) == [("sato", "c1")]


def test_the_oldest_call_goes_to_whoever_was_idle_longest() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    for number in range(1, 4):
        day.happens(t.CallWasRequested(f"c{number}", f"b{number}"))
    day.answer("sato")
    day.answer("suzuki")
    day.happens(t.HungUp("c2", 1, "booth"))
    assert rings(day.happens(t.WrappedUp("suzuki", "c2"))) == [("suzuki", "c3")]


def test_the_head_of_the_line_does_not_block_the_others() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.StaffArrived("ueda", "shimin", frozenset({"sign", "pt"})))
    day.happens(t.StatusWasChosen("ueda", "break"))
    day.happens(t.CallWasRequested("c1", "b1", s.Wanted(frozenset({"sign"}))))
    assert rings(day.happens(t.CallWasRequested("c2", "b2"))) == [("sato", "c2")]
    assert rings(day.happens(t.StatusWasChosen("ueda", "available"))) == [("ueda", "c1")]


def test_nobody_on_duty_is_said_at_once() -> None:
    day = Counter()
    day.happens(t.StaffArrived("sato", "shimin"))
    assert ends(day.happens(t.CallWasRequested("c1", "b1"))) == [("c1", EndReason.NOBODY_FREE)]
    assert day.routing.calls == {}


def test_a_call_that_nobody_on_duty_can_answer_ends_at_once() -> None:
    day = Counter()
    day.on_duty("sato")
    signing = t.CallWasRequested("c1", "b1", s.Wanted(frozenset({"sign"})))
    assert ends(day.happens(signing)) == [("c1", EndReason.NOBODY_FREE)]


def test_a_call_waits_a_minute_for_who_speaks_its_language_then_rings_at_others() -> None:
    day = Counter()
    day.on_duty("ueda", skills=frozenset({"vi"}))
    day.in_call("ueda", "c0", "b0")
    day.on_duty("sato")
    assert rings(day.happens(t.CallWasRequested("c1", "b1", s.Wanted(language="vi")))) == []
    assert rings(day.happens(t.CallWasRequested("c2", "b2"))) == [("sato", "c2")]
    day.happens(t.RingWasDeclined("sato", reservation_id("c2", 1)))
    assert rings(day.happens(t.TimePassed(), after=57)) == []
    assert rings(day.happens(t.TimePassed(), after=1)) == [("sato", "c1")]


def test_who_speaks_the_language_declines_and_the_next_is_rung_at_once() -> None:
    day = Counter()
    day.on_duty("ueda", skills=frozenset({"vi"}))
    day.on_duty("sato")
    assert rings(day.happens(t.CallWasRequested("c1", "b1", s.Wanted(language="vi")))) == [("ueda", "c1")]
    assert rings(day.happens(t.RingWasDeclined("ueda", reservation_id("c1", 1)))) == [("sato", "c1")]


def test_a_page_left_open_over_night_rings_for_nobody() -> None:
    day = Counter(at=datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    day.happens(t.StaffArrived("sato", "shimin", hours=hours("08:30-17:15", days=(5,))))
    day.happens(t.StatusWasChosen("sato", "available"))
    assert ends(day.happens(t.CallWasRequested("c1", "b1"))) == [("c1", EndReason.NOBODY_FREE)]
    day.happens(t.StaffMoved("sato", "zei", frozenset()))
    assert rings(day.happens(t.CallWasRequested("c2", "b1"))) == [("sato", "c2")]


def test_a_break_keeps_residents_waiting_and_signing_off_does_not() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.StatusWasChosen("sato", "break"))
    assert day.happens(t.CallWasRequested("c1", "b1")) == []
    assert ends(day.happens(t.StatusWasChosen("sato", "off"))) == [("c1", EndReason.NOBODY_FREE)]


def test_choosing_a_break_gives_the_ringing_call_back() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    day.happens(t.CallWasRequested("c1", "b1"))
    commands = day.happens(t.StatusWasChosen("sato", "break"))
    assert commands[0] == t.Withdraw("sato", reservation_id("c1", 1), "cancelled")
    assert rings(commands) == [("suzuki", "c1")]


def test_a_booth_that_comes_back_within_a_minute_keeps_its_place() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.BoothLeft("b1")) == [t.Withdraw("sato", reservation_id("c1", 1), "lost")]
    assert rings(day.happens(t.CallWasRequested("c2", "b2"))) == [("sato", "c2")]
    day.happens(t.RingWasDeclined("sato", reservation_id("c2", 1)))
    commands = day.happens(t.BoothCame("b1", "c1"), after=50)
    assert commands[0] == t.Rejoin("c1", "booth")
    assert day.routing.calls["c1"].waiting_number == 1
    assert rings(commands) == [("sato", "c1")]


def test_a_booth_that_stays_away_loses_its_call() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call()
    day.happens(t.BoothLeft("b1"))
    assert ends(day.happens(t.TimePassed(), after=59)) == []
    assert ends(day.happens(t.TimePassed(), after=2)) == [("c1", EndReason.LOST)]
    assert day.routing.doing("sato") == "wrapping"
    assert day.happens(t.BoothCame("b1", "c1")) == [t.RefuseBooth("b1", "unknown_call", "c1")]


def test_a_booth_that_forgot_its_call_ends_it() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call()
    assert ends(day.happens(t.BoothCame("b1"))) == [("c1", EndReason.LOST)]


def test_a_console_that_comes_back_finds_its_call_and_one_that_does_not_loses_it() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call()
    day.happens(t.StaffLeft("sato"))
    assert day.happens(t.StaffArrived("sato", "shimin"), after=30) == [t.Rejoin("c1", "console")]
    day.happens(t.StaffLeft("sato"))
    assert ends(day.happens(t.TimePassed(), after=60)) == [("c1", EndReason.LOST)]
    assert "sato" not in day.routing.workers


def test_a_console_that_goes_while_it_rings_gives_the_call_to_the_next() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert rings(day.happens(t.StaffLeft("sato"))) == [("suzuki", "c1")]


def test_the_only_console_may_be_loaded_again_without_losing_anybody() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.StaffLeft("sato")) == []
    assert rings(day.happens(t.StaffArrived("sato", "shimin"))) == [("sato", "c1")]


def test_words_of_an_old_epoch_change_nothing() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    day.happens(t.TimePassed(), after=20)
    day.happens(t.TimePassed(), after=61)
    day.answer("sato")
    assert day.routing.calls["c1"].epoch == 2
    assert day.happens(t.HungUp("c1", 1, "console")) == []
    assert day.happens(t.FrameDecoded("c1", 1, 0, "booth")) == []
    assert ends(day.happens(t.HungUp("c1", 0, "booth"))) == [("c1", EndReason.BOOTH_HUNG_UP)]


def test_connected_needs_both_ends_of_the_same_attempt() -> None:
    day = Counter()
    day.on_duty("sato")
    epoch = day.in_call()
    day.happens(t.FrameDecoded("c1", epoch, 0, "console"))
    assert day.happens(t.FrameDecoded("c1", epoch, 1, "booth")) == []
    assert not day.routing.calls["c1"].connected
    assert day.happens(t.FrameDecoded("c1", epoch, 1, "console")) == [t.SayConnected("c1", epoch)]
    assert day.happens(t.FrameDecoded("c1", epoch, 1, "console")) == []


def test_a_picture_counts_only_in_an_answered_call_under_its_epoch() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    for side in SIDES:
        assert day.happens(t.FrameDecoded("c1", 1, 0, side)) == []  # it still rings
        assert day.happens(t.FrameDecoded("nobody's", 1, 0, side)) == []
    day.answer("sato")
    for side in SIDES:
        assert day.happens(t.FrameDecoded("c1", 0, 0, side)) == []
    assert not day.routing.calls["c1"].connected


def test_an_answer_to_another_ring_does_not_take_the_one_that_rings() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    before = day.routing.calls["c1"]
    assert day.happens(t.RingWasAnswered("sato", "another")) == [t.RefuseStaff("sato", "already_answered")]
    assert day.happens(t.RingWasDeclined("sato", "another")) == []
    assert day.routing.calls["c1"] == before


def test_only_rings_missed_one_after_another_mean_a_break() -> None:
    day = Counter(rules=replace(RULES, missed_before_break=3))
    day.on_duty("sato")
    for number in range(1, 6):
        day.happens(t.CallWasRequested(f"c{number}", f"b{number}"))
        if number == 3:
            day.answer("sato")
            day.happens(t.HungUp("c3", 1, "console"))
            day.happens(t.WrappedUp("sato", "c3"))
        else:
            assert not any(isinstance(one, t.SentToBreak) for one in day.happens(t.TimePassed(), after=20))
    day.happens(t.CallWasRequested("c6", "b6"))
    assert t.SentToBreak("sato") in day.happens(t.TimePassed(), after=20)
    assert (day.routing.workers["sato"].missed, day.routing.workers["sato"].status) == (0, "break")


def test_saying_available_once_more_takes_no_ring_away() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.StatusWasChosen("sato", "available")) == []
    assert day.routing.calls["c1"].reservation


def test_staff_cannot_hang_up_what_only_rings() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.HungUp("c1", 1, "console")) == []


def test_once_connected_a_new_attempt_does_not_unsay_it() -> None:
    day = Counter()
    day.on_duty("sato")
    epoch = day.in_call()
    day.happens(t.FrameDecoded("c1", epoch, 0, "booth"))
    assert not day.routing.calls["c1"].connected
    day.happens(t.FrameDecoded("c1", epoch, 0, "console"))
    day.happens(t.FrameDecoded("c1", epoch, 1, "booth"))
    assert day.routing.calls["c1"].connected


def test_a_time_is_over_at_its_very_end() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    day.happens(t.RingWasDeclined("sato", reservation_id("c1", 1)))
    assert rings(day.happens(t.TimePassed(), after=RULES.cool_off.total_seconds())) == [("sato", "c1")]
    day.happens(t.BoothLeft("b1"))
    assert ends(day.happens(t.TimePassed(), after=RULES.resume.total_seconds())) == [("c1", EndReason.LOST)]


def test_who_is_away_or_writes_up_is_looked_at_when_their_time_is_over() -> None:
    day = Counter()
    day.on_duty("sato", "suzuki")
    day.in_call()
    day.happens(t.HungUp("c1", 1, "booth"))
    assert next_deadline(day.routing, RULES) == day.at + RULES.wrap_up
    day.happens(t.StaffLeft("suzuki"))
    assert next_deadline(day.routing, RULES) == day.at + RULES.resume


def test_every_call_has_the_next_number() -> None:
    day = Counter()
    day.on_duty("sato")
    for number in (1, 2, 3):
        day.happens(t.CallWasRequested(f"c{number}", f"b{number}"))
    assert [call.waiting_number for call in day.routing.calls.values()] == [1, 2, 3]


def test_a_booth_cancels_only_its_own_call_and_one_without_a_call_just_leaves() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.CallWasCancelled("c2", "b1")) == [t.RefuseBooth("b1", "unknown_call", "c2")]
    assert day.happens(t.BoothLeft("b9")) == []
    assert day.routing.calls["c1"].waiting


def test_one_booth_has_one_call() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert day.happens(t.CallWasRequested("c1", "b1")) == []
    assert day.happens(t.CallWasRequested("c2", "b1")) == [t.RefuseBooth("b1", "already_in_call", "c2")]
    assert day.happens(t.CallWasRequested("c1", "b2")) == [t.RefuseBooth("b2", "already_in_call", "c1")]
    assert day.happens(t.CallWasCancelled("c9", "b2")) == [t.RefuseBooth("b2", "unknown_call", "c9")]


def test_a_forgotten_wrap_up_ends_by_itself() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call()
    day.happens(t.HungUp("c1", 1, "booth"))
    day.happens(t.CallWasRequested("c2", "b2"))
    assert rings(day.happens(t.TimePassed(), after=599)) == [("sato", "c2")]
    sato = day.routing.workers["sato"]
    assert (sato.wrapping, sato.wrapping_since, sato.idle_since) == (None, None, day.at)
    assert day.happens(t.WrappedUp("sato", "c1")) == [t.RefuseStaff("sato", "unknown_call")]


def test_the_next_deadline_is_the_nearest_of_all() -> None:
    day = Counter()
    assert next_deadline(day.routing, RULES) is None
    day.on_duty("sato")
    day.happens(t.CallWasRequested("c1", "b1"))
    assert next_deadline(day.routing, RULES) == day.at + RULES.ring
    day.happens(t.BoothLeft("b1"))
    assert next_deadline(day.routing, RULES) == day.at + RULES.resume


def test_who_stays_away_without_a_call_is_forgotten() -> None:
    day = Counter()
    day.on_duty("sato")
    day.happens(t.StaffLeft("sato"))
    assert day.happens(t.TimePassed(), after=RULES.resume.total_seconds()) == []
    assert "sato" not in day.routing.workers


def test_a_page_that_hung_up_unheard_is_not_put_back_and_what_it_owes_is_known() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    day.happens(t.StaffLeft("sato"))
    assert ends(day.happens(t.StaffArrived("sato", "shimin", owes="c1"))) == [("c1", EndReason.STAFF_HUNG_UP)]
    day.happens(t.StaffArrived("suzuki", "shimin", status="available", owes="c0"))
    assert (day.routing.workers["suzuki"].wrapping, day.routing.workers["suzuki"].status) == ("c0", "available")


def test_who_comes_back_after_their_call_was_lost_still_owes_its_outcome_until_it_is_recorded() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    day.happens(t.StaffLeft("sato"))
    assert ends(day.happens(t.TimePassed(), after=RULES.resume.total_seconds())) == [("c1", EndReason.LOST)]
    day.happens(t.StaffArrived("sato", "shimin", status="available", told=("c1", 1)))
    assert day.routing.doing("sato") == "wrapping"
    assert day.routing.workers["sato"].wrapping == "c1"
    day.happens(t.WrappedUp("sato", "c1"))
    day.happens(t.StaffLeft("sato"))
    day.happens(t.TimePassed(), after=RULES.resume.total_seconds())
    day.happens(t.StaffArrived("sato", "shimin", status="available"))
    assert day.routing.doing("sato") == "idle"


def test_who_signs_out_in_a_call_ends_it_and_one_whose_line_broke_does_not() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    assert ends(day.happens(t.StaffLeft("sato"))) == []
    day.happens(t.StaffArrived("sato", "shimin"))
    assert ends(day.happens(t.StaffLeft("sato", for_good=True))) == [("c1", EndReason.STAFF_HUNG_UP)]
    assert day.routing.owed("sato") == "c1"


def test_what_was_owed_for_too_long_is_not_asked_for_again() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    day.happens(t.HungUp("c1", 1, "booth"))
    assert day.routing.owed("sato") == "c1"
    day.happens(t.TimePassed(), after=RULES.wrap_up.total_seconds())
    assert day.routing.owed("sato") is None


def test_nobody_settles_what_another_owes() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    day.happens(t.HungUp("c1", 1, "booth"))
    assert day.routing.settled("c1", "suzuki").owed("sato") == "c1"
    assert day.routing.settled("c1", "sato").owed("sato") is None


def test_a_booth_that_never_heard_who_answered_is_told_again() -> None:
    day = Counter()
    day.on_duty("sato")
    day.in_call("sato")
    assert day.happens(t.BoothIsBehind("c1")) == [t.Rejoin("c1", "booth")]


def test_giving_up_a_claim_that_nobody_made_changes_nothing() -> None:
    day = Counter()
    day.on_duty("sato")
    assert day.happens(t.ClaimGivenUp("sato", "c1")) == []
    assert day.routing.doing("sato") == "idle"
