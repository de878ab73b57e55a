"""A question asked on several screens, told as transcripts."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.stages import Answering, Reviewing
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.booth.transcripts import Story
from tests.procedures.account_procedure import account_procedure

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def asked_for_an_account(*said: tuple[str, str]) -> Story:
    """An invented procedure at the question about an account, with these parts said one after another."""
    found = account_procedure()
    story = Story(Rules(procedures={found.id: found})).then(ev.ProcedureChosen(found.id), ev.WithoutCardChosen())
    story.then(ev.AnswerGiven("ap_kana", "ヤマダ　ハナコ"), ev.ForwardPressed())
    for part, given_ in said:
        story.then(ev.PartGiven("paid_to", part, given_), ev.ForwardPressed())
    return story


PASSBOOK = (("way", "post"), ("symbol", "14030"), ("figures", "12345671"))


def test_an_account_is_asked_part_by_part() -> None:
    story = asked_for_an_account()
    seen = [story.stage.part]
    for part, given_ in PASSBOOK:
        story.then(ev.PartGiven("paid_to", part, given_), ev.ForwardPressed())
        seen.append(story.stage.part)
    assert seen == ["", "symbol", "figures", "holder"]
    account = story.answer("paid_to").value
    assert isinstance(account, dict)
    assert account["holder"] == "ヤマダ ハナコ"
    assert story.then(ev.ForwardPressed()).stage == Answering("refund_to")


def test_a_part_nothing_was_said_of_is_asked_on_its_own_screen() -> None:
    story = asked_for_an_account(("way", "bank")).then(ev.ForwardPressed())
    (problem,) = story.stage.problems
    assert (story.stage.part, problem.part, problem.text) == ("bank", "bank", "銀行を 選んでください")
    story.then(ev.PartGiven("paid_to", "bank", "0005"))
    assert (story.stage.part, story.stage.problems) == ("bank", ())


def test_back_leads_through_the_parts_and_loses_nothing() -> None:
    story = asked_for_an_account(*PASSBOOK)
    account = story.answer("paid_to")
    seen = [story.then(ev.BackPressed()).stage.part for _ in range(3)]
    assert (seen, story.answer("paid_to")) == (["figures", "symbol", "way"], account)
    assert story.then(ev.BackPressed()).stage == Answering("ap_kana")


def test_another_kind_of_account_touched_by_mistake_costs_no_part() -> None:
    bank = (("way", "bank"), ("bank", "0005"), ("branch", "350"), ("kind", "ordinary"), ("number", "12345"))
    story = asked_for_an_account(*bank)
    account = story.answer("paid_to").value
    assert isinstance(account, dict)
    story.then(ev.PartOpened("paid_to", "way"), ev.PartGiven("paid_to", "way", "post"))
    assert story.answer("paid_to").value == {"way": "post", "bank": "9900", "bank_name": "ゆうちょ銀行"} | {
        name: account[name] for name in account.keys() & {"holder"}
    }
    story.then(ev.PartGiven("paid_to", "symbol", "14030"), ev.PartGiven("paid_to", "holder", "ヤマダ タロウ"))
    story.then(ev.PartGiven("paid_to", "way", "bank"))
    assert story.answer("paid_to").value == {**account, "holder": "ヤマダ タロウ"}
    story.then(ev.PartGiven("paid_to", "way", "post"))
    again = story.answer("paid_to").value
    assert isinstance(again, dict)
    assert (again["symbol"], again["holder"]) == ("14030", "ヤマダ タロウ")
    assert "number" not in again


def test_a_tab_opens_only_what_was_reached() -> None:
    story = asked_for_an_account(*PASSBOOK[:2])
    assert story.then(ev.PartOpened("paid_to", "holder")).stage.part == "figures"
    assert story.then(ev.PartOpened("paid_to", "way")).stage.part == "way"
    assert story.then(ev.PartOpened("refund_to", "way")).stage.field == "paid_to"
    assert story.then(ev.PartOpened("paid_to", "bank")).stage.part == "way"
    whole = asked_for_an_account(*PASSBOOK)
    assert whole.then(ev.PartOpened("paid_to", "symbol"), ev.PartOpened("paid_to", "holder")).stage.part == "holder"


def test_a_part_that_does_not_fit_is_noted_and_changes_nothing() -> None:
    story = asked_for_an_account()
    story.then(ev.AnswerGiven("paid_to", {"way": "registered"}), ev.ForwardPressed())
    before = story.visit.form
    story.then(ev.PartGiven("refund_to", "way", "registered"))
    assert (story.visit.form, story.did(do.NoteRefused)) == (before, True)


def test_parts_are_only_said_while_a_question_is_asked(at_review: Story) -> None:
    before = at_review.visit
    at_review.then(ev.PartGiven("ap_name", "way", "post"), ev.PartOpened("ap_name", "way"))
    assert at_review.visit == before


def test_mending_one_line_opens_the_part_that_is_wrong() -> None:
    story = asked_for_an_account(*PASSBOOK).then(ev.ForwardPressed(), ev.ForwardPressed())
    assert story.stage == Reviewing()
    story.then(ev.FixPressed("ap_kana"), ev.AnswerGiven("ap_kana", "サトウ　ジロウ"), ev.ForwardPressed())
    assert story.stage == Answering("paid_to", to_review=True, part="holder")
    story.then(ev.PartGiven("paid_to", "holder", "サトウ　ジロウ"), ev.ForwardPressed())
    assert story.stage == Reviewing()
    story.then(ev.FixPressed("paid_to"), ev.BackPressed())
    assert story.stage == Reviewing()


def test_a_line_found_wrong_at_the_end_opens_at_its_part() -> None:
    story = asked_for_an_account(*PASSBOOK).then(ev.ForwardPressed(), ev.ForwardPressed())
    wrong = story.form.apply(FieldEdited(field="ap_kana", value="サトウ　ジロウ", source=Source.RESIDENT, at=AT))
    assert isinstance(wrong, SharedForm)
    story.visit = replace(story.visit, form=wrong)
    story.then(ev.ForwardPressed())
    assert [problem.part for problem in story.stage.problems] == ["holder"]
    assert story.then(ev.FixPressed("paid_to")).stage.part == "holder"


def test_a_language_chosen_meanwhile_keeps_the_part() -> None:
    story = asked_for_an_account(*PASSBOOK[:2]).then(ev.ForwardPressed(), ev.LanguageChosen("en"))
    assert (story.stage.part, story.stage.problems[0].text) == ("figures", "Please enter the number (番号)")
