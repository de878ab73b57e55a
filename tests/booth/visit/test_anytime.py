"""The clock in a visit, told as transcripts."""

from dataclasses import replace

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.anytime import idle_left_s
from kiosk.booth.visit.stages import (
    HandingIn,
    OutOfService,
    Reviewing,
    Welcoming,
)
from tests.booth.transcripts import Story


def test_how_long_is_left_is_told(story: Story) -> None:
    story.then(ev.GroupChosen("certificates"))
    began = story.visit.now_s
    story.after_seconds(200)
    assert story.visit.now_s - began == 200
    assert idle_left_s(story.visit, story.rules) == 25
    assert idle_left_s(replace(story.visit, now_s=9_999.0), story.rules) == 0


def test_colours_go_back_to_the_usual_for_the_next_person(story: Story) -> None:
    story.then(ev.ColoursChosen(2))
    assert story.visit.colours == 2
    assert story.then(ev.ColoursChosen(9)).visit.colours == 2
    story.then(ev.GroupChosen("certificates"), ev.BackPressed())
    assert story.visit.colours == 2
    assert story.then(ev.FinishPressed()).visit.colours == 0


def test_colours_chosen_on_the_welcome_screen_go_when_nobody_is_there(story: Story) -> None:
    story.then(ev.ColoursChosen(1)).after_seconds(100)
    assert (story.visit.colours, story.visit.warned) == (1, False)
    assert story.after_seconds(80).visit.warned
    assert story.after_seconds(45).visit.colours == 0


def test_quiet_warns_then_forgets(at_review: Story) -> None:
    at_review.then(ev.CardRemoved())
    assert not at_review.after_seconds(179).visit.warned
    assert at_review.after_seconds(1).visit.warned
    assert not at_review.then(ev.ContinuePressed()).visit.warned
    at_review.after_seconds(180).after_seconds(45)
    assert at_review.stage == Welcoming()
    assert at_review.visit.form is None
    assert at_review.did(do.Forget)


def test_quiet_never_ends_a_call(at_review: Story) -> None:
    at_review.after_seconds(5000, in_call=True)
    assert at_review.stage == Reviewing()
    assert not at_review.after_seconds(1).visit.warned


def test_a_card_on_the_reader_gives_more_time(at_review: Story) -> None:
    assert not at_review.after_seconds(300).visit.warned
    assert at_review.after_seconds(300).visit.warned


def test_a_chosen_language_is_forgotten_too(story: Story) -> None:
    story.then(ev.LanguageChosen("en"), ev.TextSizeChosen(2)).after_seconds(180).after_seconds(45)
    assert (story.visit.locale, story.visit.text_size) == ("ja", 0)


def test_the_last_screen_goes_by_itself_but_waits_for_the_card(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    assert at_review.after_seconds(31).stage_name == "HandedIn"
    assert at_review.then(ev.CardRemoved()).after_seconds(1).stage == Welcoming()


def test_the_last_screen_waits_for_the_end_of_a_call_and_then_counts_anew(at_review: Story) -> None:
    at_review.then(ev.CardRemoved(), ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    at_review.then(ev.Stored("IE-4731-08K")).after_seconds(29).after_seconds(600, in_call=True)
    assert (at_review.stage_name, at_review.did(do.Forget)) == ("HandedIn", False)
    assert at_review.after_seconds(1).stage.finish_at_s == at_review.visit.now_s + at_review.rules.finish_s
    assert at_review.after_seconds(29).stage_name == "HandedIn"
    assert at_review.after_seconds(1).stage == Welcoming()


def test_finishing_forgets_at_once(at_review: Story) -> None:
    at_review.then(ev.FinishPressed())
    assert at_review.stage == Welcoming()
    assert at_review.did(do.Forget)
    assert at_review.did(do.ForgetCard)


def test_out_of_service_and_back(story: Story) -> None:
    assert story.then(ev.ServiceStopped(Trouble("B-02"))).stage == OutOfService(Trouble("B-02"))
    assert story.then(ev.GroupChosen("certificates"), ev.FinishPressed()).stage == OutOfService(Trouble("B-02"))
    assert story.then(ev.ServiceResumed()).stage == Welcoming()


def test_a_visit_does_not_outlast_the_machines_sleep(at_review: Story) -> None:
    at_review.then(ev.Slept())
    assert at_review.stage == Welcoming()
    assert at_review.visit.form is None
    assert at_review.did(do.Forget)


def test_what_is_being_handed_in_goes_on_after_the_machines_sleep(at_review: Story) -> None:
    handing_in = replace(at_review.visit, stage=HandingIn())
    at_review.visit = handing_in
    assert at_review.then(ev.Slept()).visit == handing_in


def test_nobody_was_there_when_the_machine_slept(story: Story) -> None:
    story.then(ev.Slept())
    assert (story.stage, story.commands) == (Welcoming(), [])
