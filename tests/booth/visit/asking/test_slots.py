"""A time to come, told as transcripts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import slots
from kiosk.booth.visit.asking.slots import CARDS, FRESH_S
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.stages import Answering, Planning
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.shared_form import SharedForm
from tests.booth.transcripts import Story
from tests.procedures.visit_procedure import visit_procedure

FIRST = datetime(2026, 12, 1, 9, 0, tzinfo=JAPAN)
KEPT_FOR = timedelta(minutes=20)
FREE = tuple(FIRST + timedelta(days=day, minutes=30 * number) for day in range(3) for number in range(14))


@pytest.fixture
def asked(rules: Rules) -> Story:
    """The question is on the screen; nobody has said yet what is free."""
    found = visit_procedure()
    story = Story(replace(rules, procedures={found.id: found}))
    return story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.WithoutCardChosen())


@pytest.fixture
def told(asked: Story) -> Story:
    return asked.then(ev.SlotsTold("shimin", FREE, "1階"))


def touch(story: Story, option: str) -> Story:
    return story.then(ev.OptionTouched("visit", option))


def held(story: Story) -> do.HoldSlot:
    (found,) = (one for one in story.commands if isinstance(one, do.HoldSlot))
    return found


def kept(story: Story, start: datetime = FIRST) -> Story:
    touch(story, "2026-12-01")
    touch(story, start.isoformat())
    return story.then(ev.SlotHeld(held(story).hold, start, 30, story.visit.at + KEPT_FOR))


def test_headquarters_is_asked_as_the_question_comes_and_the_answer_is_what_it_keeps(asked: Story) -> None:
    assert do.AskSlots("shimin") in asked.commands
    assert slots.on_screen(asked.visit) == ((), False, False)
    asked.then(ev.SlotsTold("fukushi", FREE), ev.OptionTouched("visit", "2026-12-01"))
    assert asked.visit.diary.day is None  # of another calendar, and nothing to touch yet
    asked.then(ev.SlotsTold("shimin", FREE, "1階"))
    assert slots.on_screen(asked.visit) == (("2026-12-01", "2026-12-02", "2026-12-03"), False, False)
    kept(asked)
    answer = asked.answer("visit")
    assert answer.value == {
        "calendar": "shimin", "start": FIRST.isoformat(), "minutes": 30, "hold": asked.visit.diary.hold,
    }  # fmt: skip
    asked.then(ev.ForwardPressed())
    assert asked.stage == Answering("ap_tel")


def test_the_time_and_its_place_are_handed_in_with_the_number(told: Story) -> None:
    kept(told).then(ev.ForwardPressed(), ev.AnswerGiven("ap_tel", "079-221-0000"), ev.ForwardPressed())
    told.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    (handed,) = told.stage.applications
    assert (handed.coming.start, handed.place) == (FIRST, "1階")


def test_whoever_goes_on_before_the_answer_comes_has_the_time_all_the_same(told: Story) -> None:
    touch(touch(told, "2026-12-01"), FIRST.isoformat())
    hold = held(told).hold
    told.then(ev.BackPressed())
    stage = told.stage
    told.then(ev.SlotHeld(hold, FIRST, 30, told.visit.at + KEPT_FOR))
    assert told.stage == stage
    assert told.answer("visit").value == {
        "calendar": "shimin", "start": FIRST.isoformat(), "minutes": 30, "hold": hold,
    }  # fmt: skip


def test_many_times_are_turned_over_and_lead_back_to_the_days(told: Story) -> None:
    touch(told, "2026-12-01")
    part, earlier, later = slots.on_screen(told.visit)
    assert (len(part), earlier, later) == (CARDS[0], False, True)
    part, earlier, later = slots.on_screen(touch(told, "later").visit)
    assert (part[0], earlier, later) == ((FIRST + timedelta(hours=3)).isoformat(), True, True)
    last = slots.on_screen(touch(told, "later").visit)
    assert last[1:] == (True, False)
    assert slots.on_screen(touch(told, "later").visit) == last  # a second quick touch, not an empty page
    assert slots.on_screen(touch(touch(told, "earlier"), "earlier").visit)[1:] == (False, True)
    assert slots.on_screen(touch(told, "days").visit)[0][0] == "2026-12-01"
    touch(told, "2027-01-01")
    assert told.visit.diary.day is None
    touch(touch(told, "2026-12-01"), "2026-12-01T23:00:00+09:00")
    assert not told.did(do.HoldSlot)


def test_whoever_was_slower_is_told_and_asked_again(told: Story) -> None:
    touch(touch(told, "2026-12-01"), FIRST.isoformat())
    first = held(told)
    assert touch(told, FIRST.isoformat()).commands == []  # one question at a time
    told.then(ev.SlotTaken("another", taken=True))
    assert told.visit.diary.asking
    told.then(ev.SlotTaken(first.hold, taken=True))
    assert told.commands == [do.AskSlots("shimin")]
    assert (told.visit.diary.taken, told.visit.diary.known) == (True, False)
    assert told.form.answers.get("visit") is None
    told.then(ev.SlotsTold("shimin", FREE[1:]))
    assert told.visit.diary.taken
    touch(touch(told, "2026-12-01"), FREE[1].isoformat())
    assert held(told).hold == first.hold
    assert not told.visit.diary.taken
    told.then(ev.SlotHeld("another", FREE[1], 30, FREE[1]))
    assert told.form.answers.get("visit") is None


def test_without_headquarters_three_preferences_are_said_in_their_order(asked: Story) -> None:
    asked.then(ev.SlotsTold("shimin", None))
    part, _, later = slots.on_screen(asked.visit)
    assert (part[:3], later) == (("2026-11-24 am", "2026-11-24 pm", "2026-11-25 am"), True)  # after the holiday
    for preference in ("2026-11-25 am", "2026-11-24 pm", "2026-11-26 am"):
        touch(asked, preference)
    assert asked.answer("visit").value == {
        "calendar": "shimin", "preferences": ["2026-11-25 am", "2026-11-24 pm", "2026-11-26 am"],
    }  # fmt: skip
    touch(touch(asked, "2026-11-27 am"), "2026-11-26 am")
    assert asked.answer("visit").value == {"calendar": "shimin", "preferences": ["2026-11-24 pm", "2026-11-27 am"]}
    touch(asked, "2026-11-22 am")  # a Sunday
    touch(touch(asked, "2026-11-24 pm"), "2026-11-27 am")
    assert asked.form.answers.get("visit") is None


def test_what_was_said_is_asked_again_when_it_is_old_or_another_question_comes(told: Story) -> None:
    kept(told).then(ev.ForwardPressed(), ev.BackPressed())
    assert not told.did(do.AskSlots)
    assert told.visit.diary.day is None
    told.then(ev.ForwardPressed()).after_seconds(FRESH_S)
    assert told.then(ev.BackPressed()).did(do.AskSlots)
    assert told.visit.diary.hold


def test_a_time_is_kept_longer_as_long_as_somebody_is_at_the_form(told: Story) -> None:
    assert not told.after_seconds(1.0).did(do.HoldSlot)
    kept(told)
    before = told.answer("visit")
    for _ in range(4):
        told.then(ev.Touched()).after_seconds(140)
        assert not told.did(do.HoldSlot)
    told.then(ev.Touched()).after_seconds(41)
    assert held(told).start == FIRST
    told.then(ev.SlotHeld(told.visit.diary.hold, FIRST, 30, told.visit.at + KEPT_FOR))
    assert told.answer("visit") is before
    assert not told.then(ev.SlotTaken(told.visit.diary.hold, taken=True)).commands
    assert told.then(ev.FinishPressed()).visit.diary.hold == ""


def in_another_form(story: Story, name: str) -> Story:
    """The next task of a life event asks for a time at the same office."""
    other = visit_procedure().model_copy(update={"id": name})
    form = SharedForm.begin(other, story.visit.today, story.visit.at)
    before = replace(story.visit, form=form, procedure=name, stage=Planning())
    story.visit, commands = slots.asked(before, replace(before, stage=Answering("visit")))
    story.commands = list(commands)
    return story


def test_each_form_of_a_visit_keeps_a_time_of_its_own(told: Story) -> None:
    """Headquarters knows a time by its name: under the same one the second form would take the first one's away."""
    first = kept(told).visit
    in_another_form(told, "other")
    assert told.visit.diary.hold == ""
    kept(told.then(ev.SlotsTold("shimin", FREE)), FREE[1])
    second = told.visit.diary.hold
    assert second != first.diary.hold
    again = replace(told.visit, form=first.form, procedure=first.procedure, stage=Planning())
    told.visit, _ = slots.asked(again, replace(again, stage=Answering("visit")))
    assert told.visit.diary.hold == first.diary.hold
    assert told.answer("visit").value["hold"] == first.diary.hold  # type: ignore[index, call-overload]


def test_a_time_on_its_way_for_one_form_is_no_answer_of_another(told: Story) -> None:
    touch(told, "2026-12-01")
    touch(told, FIRST.isoformat())
    hold = held(told).hold
    in_another_form(told, "other").then(ev.SlotHeld(hold, FIRST, 30, told.visit.at + KEPT_FOR))
    assert told.form.answers.get("visit") is None
    kept(told)
    assert told.visit.diary.hold != hold


def test_who_comes_back_to_a_form_keeps_its_time_longer(told: Story) -> None:
    first = kept(told).visit
    kept(in_another_form(told, "other"), FREE[1])
    told.visit = replace(told.visit, form=first.form, procedure=first.procedure, stage=Answering("ap_tel"))
    told.after_seconds(5)
    assert held(told) == do.HoldSlot("shimin", first.diary.hold, FIRST)
    told.then(ev.SlotHeld(first.diary.hold, FIRST, 30, told.visit.at + KEPT_FOR)).after_seconds(5)
    assert not told.commands
