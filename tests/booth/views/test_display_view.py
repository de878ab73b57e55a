"""Language, sizes and colours: chosen here, forgotten for the next person."""

from dataclasses import replace

from kiosk.booth.views.display_view import DisplayView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import Choosing

WORLD = World(Rules({}), "姫路市", "家島支所")


def made(visit: Visit) -> tuple[DisplayView, list[ev.Event]]:
    posted: list[ev.Event] = []
    view = DisplayView(posted.append, Words.load())
    view.show(visit, WORLD)
    return view, posted


def test_languages_stand_under_their_own_names() -> None:
    view, posted = made(Visit(locale="en"))
    assert [(row.locale, row.name) for row in view.languages.rows][:1] == [("ja", "日本語")]
    assert [row.locale for row in view.languages.rows if row.chosen] == ["en"]
    view.chooseLanguage("easy")
    assert posted == [ev.LanguageChosen("easy")]


def test_a_text_size_is_a_matter_of_the_visit() -> None:
    view, posted = made(Visit(text_size=2))
    assert view.textSize == 2
    view.chooseSize(3)
    assert posted == [ev.TextSizeChosen(3)]


def test_colours_end_with_the_visit() -> None:
    view, _ = made(Visit(stage=Choosing()))
    view.chooseMode(2)
    assert view.mode == 2
    view.show(Visit(), WORLD)
    assert view.mode == 0


def test_colours_chosen_on_the_welcome_screen_go_when_nobody_is_there() -> None:
    view, _ = made(Visit(seconds=10))
    view.chooseMode(1)
    view.show(Visit(seconds=100), WORLD)
    assert view.mode == 1
    view.show(replace(Visit(), seconds=10 + WORLD.rules.idle_seconds), WORLD)
    assert view.mode == 0


def test_colours_that_do_not_exist_are_not_chosen() -> None:
    view, _ = made(Visit(stage=Choosing()))
    view.chooseMode(9)
    assert view.mode == 0
