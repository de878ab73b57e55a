"""The procedures of a group."""

from kiosk.booth.views.visit.procedures_view import ProceduresView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import Choosing
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
