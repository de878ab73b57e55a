"""The welcome screen: what it says about staff, and what a touch means."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.booth.fitness import Talk
from kiosk.booth.views.visit.welcome_view import WelcomeView, availability
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from tests.screens.booth_states import groups

WORDS = Words.load()
WORLD = World(Rules({}), "姫路市", "家島支所", online=True, staff_free=1, staff_on_duty=2, groups=groups())


@pytest.mark.parametrize(
    ("changes", "state", "says"),
    [
        ({}, "free", "いま 職員と話せます"),
        ({"staff_free": 0, "waiting": 3}, "busy", "職員は お話し中です"),
        ({"staff_free": 0, "staff_on_duty": 0}, "nobody", "いま 職員が いません"),
        ({"online": False}, "offline", "いま 職員と話せません"),
        ({"talk": Talk.UNHEARD}, "broken", "通話は 休止中です"),
        ({"talk": Talk.NONE, "online": False}, "broken", "通話は 休止中です"),
        ({"talk": Talk.VOICE}, "free", "いま 職員と話せます"),
    ],
)
def test_staff_are_promised_only_where_they_are(changes: dict[str, Any], state: str, says: str) -> None:
    found = availability(replace(WORLD, **changes), WORDS, Visit())
    assert (found.state, found.title) == (state, says)


def test_where_nobody_is_there_it_says_when_somebody_will_be() -> None:
    nobody = replace(WORLD, staff_free=0, staff_on_duty=0, opens_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    found = availability(nobody, WORDS, Visit())
    assert found.detail == "職員は 11月24日（火）8:30から います"


def test_a_booth_that_is_not_heard_says_where_to_go_instead() -> None:
    broken = replace(WORLD, talk=Talk.UNHEARD, elsewhere="家島支所の窓口")
    assert availability(broken, WORDS, Visit()).detail == "話すときは 家島支所の窓口へ"
    assert availability(replace(broken, elsewhere=""), WORDS, Visit()).detail == "手続きは ひとりで できます"


def test_where_staff_will_not_see_the_resident_it_says_so_before_the_call() -> None:
    voice = replace(WORLD, talk=Talk.VOICE, waiting=3)
    assert availability(voice, WORDS, Visit()).detail == "声だけで 話せます（カメラは 休止中）"
    assert availability(replace(voice, staff_free=0), WORDS, Visit()).detail == "待っている人 3人"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "押すと始まります"),
        ({"paper": False}, "書きとめるか、写真に"),
        ({"card": False, "paper": False}, "マイナンバーカードを 読めません"),
        ({"talk": Talk.UNHEARD, "paper": False}, "通話は 休止中です。手続きは"),
        ({"talk": Talk.NONE, "elsewhere": "家島支所の窓口"}, "話すときは 家島支所の窓口へ お越しください"),
        ({"talk": Talk.VOICE}, "押すと始まります"),
    ],
)
def test_the_first_screen_says_what_does_not_work_and_what_to_do_instead(changes: dict[str, Any], says: str) -> None:
    view = WelcomeView(lambda _event: None, WORDS)
    view.show(Visit(), replace(WORLD, **changes))
    assert says in view.subtitle
    assert not ("職員をよぶ" in view.subtitle and changes.get("talk") in (Talk.UNHEARD, Talk.NONE))


def test_those_who_wait_are_counted() -> None:
    assert availability(replace(WORLD, staff_free=0, waiting=3), WORDS, Visit()).detail == "待っている人 3人"


def test_eight_answers_in_the_visits_language() -> None:
    view = WelcomeView(lambda _event: None, WORDS)
    view.show(Visit(locale="en"), WORLD)
    assert next(row.title for row in view.groups.rows) == "I need a certificate"
    assert len(view.groups.rows) == 8


def test_a_touch_chooses_a_group() -> None:
    posted: list[ev.Event] = []
    WelcomeView(posted.append, WORDS).choose("talk")
    assert posted == [ev.GroupChosen("talk")]
