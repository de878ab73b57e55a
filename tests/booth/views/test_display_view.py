"""Language, sizes and colours: chosen here, kept by the visit."""

from kiosk.booth.views.display_view import DisplayView
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Visit


def made(visit: Visit) -> tuple[DisplayView, list[ev.Event]]:
    posted: list[ev.Event] = []
    view = DisplayView(posted.append, Words.load())
    view.show(visit)
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


def test_colours_are_a_matter_of_the_visit() -> None:
    view, posted = made(Visit(colours=2))
    assert view.mode == 2
    assert [row.number for row in view.modes.rows if row.chosen] == [2]
    view.chooseMode(3)
    assert posted == [ev.ColoursChosen(3)]
