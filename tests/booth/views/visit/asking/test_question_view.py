"""One question a screen: steps of a page, answers as events, problems where they belong."""

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering
from tests.screens.booth_states import STATES, Screen, Story


def test_a_choice_is_shown_as_cards(screen: Screen) -> None:
    screen.show("question")
    view = screen.view.question
    assert (view.kind, view.optionCount, view.title) == ("choice", 4, "どの住民票が いりますか？")
    assert [row.option for row in view.options.rows if row.chosen] == ["all"]
    view.choose("part")
    assert screen.events == [ev.AnswerGiven("scope", "part")]


def test_yes_or_no_questions_share_a_screen(screen: Screen) -> None:
    screen.show("question-switches")
    view = screen.view.question
    assert (view.kind, [row.value for row in view.switches.rows]) == ("switch", [0, 0])
    view.switchTo("show_head", True)
    assert screen.events == [ev.AnswerGiven("show_head", True)]


def test_a_yes_or_no_question_alone_is_a_choice_of_two(screen: Screen) -> None:
    screen.show("question-yes-or-no")
    view = screen.view.question
    assert (view.kind, [(row.option, row.label, row.chosen) for row in view.options.rows], view.switches.rows) == (
        "choice",
        [("on", "ある", False), ("off", "ない", False)],
        (),
    )
    view.choose("off")
    assert screen.events == [ev.AnswerGiven("paper", False)]


def test_a_number_stays_within_its_limits(screen: Screen) -> None:
    screen.show("question-number")
    view = screen.view.question
    assert (view.kind, view.number, view.unit, len(view.keys.rows)) == ("number", 1, "通", 10)
    view.setNumber(0)
    view.setNumber(99)
    assert screen.events == [ev.AnswerGiven("copies", 1), ev.AnswerGiven("copies", 10)]


def test_a_text_opens_its_board(screen: Screen) -> None:
    screen.show("question-tel")
    assert screen.view.question.kind == "typing"
    assert (screen.view.typing.shown, screen.view.typing.field) == (True, "ap_tel")
    screen.show("welcome")
    assert not screen.view.typing.shown


def test_having_no_telephone_is_an_answer(screen: Screen) -> None:
    screen.show("question-tel")
    screen.view.question.chooseNone()
    (given,) = screen.events
    assert isinstance(given, ev.AnswerGiven)
    assert given.field == "ap_tel"


def test_a_problem_is_said_on_its_screen(screen: Screen) -> None:
    screen.show("question-problem")
    assert screen.view.question.problem == "ひとつ 選んでください"


def other_purpose(screen: Screen) -> Story:
    """The page that asks for a choice and then for words."""
    screen.show("question-six")
    story = STATES["question-six"](Story(screen.rules)).after(ev.AnswerGiven("purpose", "other"))
    screen.view.show(story.visit, screen.view._call, screen.world)
    screen.events.clear()
    return story


def test_a_second_field_of_a_page_gets_its_own_screen(screen: Screen) -> None:
    story = other_purpose(screen)
    view = screen.view.question
    view.forward()
    assert screen.events == [ev.ForwardPressed()]
    screen.view.show(story.after(*screen.events).visit, screen.view._call, screen.world)
    assert (view.kind, view.title) == ("typing", "使いみち（その他）")
    screen.seconds += 1
    screen.view.back()
    screen.view.show(story.after(screen.events[-1]).visit, screen.view._call, screen.world)
    assert view.kind == "choice"


def test_a_problem_leads_to_the_step_it_belongs_to(screen: Screen) -> None:
    story = other_purpose(screen)
    story.after(ev.ForwardPressed(), ev.ForwardPressed())
    assert isinstance(story.visit.stage, Answering)
    assert story.visit.stage.problems[0].field == "purpose_other"
    screen.view.show(story.visit, screen.view._call, screen.world)
    assert screen.view.question.kind == "typing"
    assert screen.view.question.problem


def test_progress_counts_steps(screen: Screen) -> None:
    story = other_purpose(screen)
    view = screen.view.question
    first, total = view.index, view.total
    screen.view.show(story.after(ev.ForwardPressed()).visit, screen.view._call, screen.world)
    assert (view.index, view.total) == (first + 1, total)


def test_progress_counts_questions_and_minutes(screen: Screen) -> None:
    screen.show("question")
    view = screen.view.question
    assert view.index == 2
    assert view.progressText == f"2 / {view.total}　あと 約3分"


@pytest.mark.parametrize("locale", ["easy", "en"])
def test_changing_the_language_keeps_answers(screen: Screen, locale: str, qapp: QApplication) -> None:
    visit = screen.show("question")
    after = Story(screen.rules, visit).after(ev.LanguageChosen(locale)).visit
    screen.view.show(after, screen.view._call, screen.world)
    assert [row.option for row in screen.view.question.options.rows if row.chosen] == ["all"]
    assert screen.view.question.title != "どの住民票が いりますか？"


def test_what_the_card_does_not_say_surely_is_said_beside_the_question(screen: Screen) -> None:
    screen.show("question-doubted-name")
    assert screen.view.question.doubt.startswith("●や〓は、出せない字の しるしです。")
    screen.show("question-doubted-date")
    assert screen.view.question.doubt.startswith("カードの日付が はっきりしません。")
    screen.show("question")
    assert screen.view.question.doubt == ""


def test_several_are_touched_one_by_one(screen: Screen) -> None:
    screen.show("question-several")
    view = screen.view.question
    assert (view.kind, view.optionCount) == ("several", 5)
    assert [row.option for row in view.options.rows if row.chosen] == ["new", "owner"]
    view.choose("moved")
    assert screen.events == [ev.OptionTouched("wishes", "moved")]


def test_an_amount_is_typed_and_read_as_money(screen: Screen) -> None:
    screen.show("question-amount")
    typing = screen.view.typing
    assert (screen.view.question.kind, typing.board, typing.before, typing.unit) == ("typing", "number", "12,800", "円")
    typing.press("0")
    assert screen.events == [ev.AnswerGiven("paid", 128_000)]
    screen.show("question-tel")
    assert typing.unit == ""
