"""What a resident who tapped sees: their applications in plain words, and nobody's name."""

from datetime import UTC, datetime
from typing import Literal

import pytest

from kiosk.booth.views.visit.cases_view import CasesView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import ListingCases, NoCasesTold
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CaseShown
from tests.screens.booth_states import rules
from tests.screens.invented_cases import CASES

WORLD = World(rules(), "姫路市", "家島支所", online=True)
WORDS = Words.load()


def case(number: int) -> CaseShown:
    return CASES[0].model_copy(update={"reference": f"IE-47{number:02d}-08K"})


def made(*cases: CaseShown, locale: str = "ja", size: int = 0) -> tuple[CasesView, list[ev.Event]]:
    posted: list[ev.Event] = []
    view = CasesView(posted.append, WORDS)
    view.show(Visit(stage=ListingCases(cases), locale=locale, text_size=size), WORLD)
    return view, posted


def test_each_state_in_plain_words() -> None:
    view, _ = made(*CASES)
    assert [row.stateText for row in view.rows.rows] == [
        "受け付けました", "担当が見ています", "終わりました", "お戻ししました。職員に きいてください",
    ]  # fmt: skip


def test_the_title_is_in_the_residents_language_where_the_procedure_is_known() -> None:
    view, _ = made(*CASES[:2], locale="en")
    assert [row.title for row in view.rows.rows] == ["Copy of residence record", CASES[1].title]


def test_the_number_to_name_to_staff_and_the_day_in_japan() -> None:
    late = CASES[0].model_copy(update={"received_at": datetime(2026, 11, 20, 16, 0, tzinfo=UTC)})
    view, _ = made(late)
    assert view.rows.rows[0].numbers == f"控え番号 {late.reference}　11月21日 受付"


@pytest.mark.parametrize(("size", "screens"), [(0, 3), (1, 3), (2, 3), (3, 5)])
def test_a_long_list_is_turned_screen_by_screen(size: int, screens: int) -> None:
    view, _ = made(*(case(number) for number in range(9)), size=size)
    seen = [row.reference for row in view.rows.rows]
    assert (view.screens, view.screen, view.hasUp, view.hasDown) == (screens, 1, False, True)
    while view.hasDown:
        view.down()
        seen += [row.reference for row in view.rows.rows]
    assert seen == [f"IE-47{number:02d}-08K" for number in range(9)]
    assert (view.screen, view.hasUp) == (screens, True)
    view.up()
    assert view.screen == screens - 1


def test_registered_with_nothing_to_tell() -> None:
    view, _ = made()
    assert (view.empty, view.screens) == (True, 0)


@pytest.mark.parametrize("locale", ["ja", "easy", "en"])
@pytest.mark.parametrize(
    ("why", "code"), [(Code.NOT_REGISTERED, "C-30"), (Code.EXPIRED, "C-18"), ("offline", ""), ("refused", "")]
)
def test_why_nothing_is_told_and_what_to_do(why: Code | Literal["offline", "refused"], code: str, locale: str) -> None:
    view, _ = made()
    view.show(Visit(stage=NoCasesTold(why), locale=locale), WORLD)
    assert view.title
    assert len(view.text) > 10
    assert (view.code, view.empty) == (code, False)


def test_the_next_visit_sees_nothing_of_it() -> None:
    view, _ = made(*CASES)
    view.show(Visit(), WORLD)
    assert view.rows.rows == ()
    assert view.text == ""


def test_touches_are_events() -> None:
    view, posted = made(*CASES)
    view.again()
    view.finish()
    assert posted == [ev.TapChosen(), ev.FinishPressed()]


def test_an_unknown_procedure_has_headquarters_title() -> None:
    view = CasesView(lambda _event: None, WORDS)
    view.show(Visit(stage=ListingCases(CASES[:1])), World(Rules({}), "姫路市", "家島支所"))
    assert view.rows.rows[0].title == "住民票の写し"
