"""The procedures of a group."""

from dataclasses import replace

from kiosk.booth.views.visit.procedures_view import ProceduresView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import Choosing
from kiosk.procedures.fields import Text
from tests.screens.booth_states import groups, rules

WORDS = Words.load()


def shown(found: Rules, group: str | None) -> ProceduresView:
    view = ProceduresView(lambda _event: None, WORDS)
    view.show(Visit(stage=Choosing(group)), World(found, "姫路市", "家島支所", groups=groups()))
    return view


def test_a_group_shows_its_procedures() -> None:
    view = shown(rules(), "certificates")
    (row,) = view.cards.rows
    assert (row.procedure, row.title, row.minutes) == ("juminhyo", "住民票の写し", "約3分")
    assert view.title.replace("\u200b", "") == "証明書がほしい"
    assert not view.none


def test_a_group_without_a_procedure_leads_to_staff() -> None:
    assert shown(rules(), "talk").none


def test_a_procedure_out_of_service_is_not_offered() -> None:
    assert shown(Rules({}), "certificates").none


def test_without_a_group_everything_is_shown() -> None:
    assert len(shown(rules(), None).cards.rows) == len(rules().procedures)


def test_a_touch_chooses_a_procedure() -> None:
    posted: list[ev.Event] = []
    ProceduresView(posted.append, WORDS).choose("juminhyo")
    assert posted == [ev.ProcedureChosen("juminhyo")]


def test_more_than_a_page_holds_is_turned_over() -> None:
    """A town with twenty procedures in one group: eight at once, in letters that can be read."""
    one = next(iter(rules().procedures.values()))
    titles = [f"手続き{number:02}" for number in range(20)]
    many = {title: one.model_copy(update={"title": Text({"ja": title})}) for title in titles}
    told: list[ev.Event] = []
    view, visit = ProceduresView(told.append, WORDS), Visit(stage=Choosing())
    world = World(Rules(many), "姫路市", "家島支所")
    pages = []
    for page in range(3):
        view.show(replace(visit, stage=Choosing(page=page)), world)
        pages.append([row.title for row in view.cards.rows])
    assert [len(one) for one in pages] == [8, 8, 4]
    assert [title for one in pages for title in one] == titles
    view.turnList(True)
    assert told == []
    view.turnList(False)
    assert told == [ev.ProceduresTurned(1)]
    view.show(replace(visit, stage=Choosing(page=99)), world)
    assert (view.page, view.pages) == (2, 3)
