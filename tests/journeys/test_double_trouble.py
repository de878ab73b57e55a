"""Two things at once, or one right after the other, and other examples of what befalls a call."""

import asyncio
import time
from pathlib import Path

import pytest
from playwright.async_api import Error as BrowserError

from tests.bad_lines import missing
from tests.journeys.causes import Place, far_counter
from tests.journeys.flowing import Flowing
from tests.journeys.steps import eventually
from tests.journeys.trouble import Talk

pytestmark = [
    pytest.mark.soak,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]


async def test_troubles_that_come_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        far_counter(tmp_path, monkeypatch) as place,
        Flowing(place.counter, place.staff, place.sound) as flowing,
    ):
        talk, resident, staff = Talk(place, flowing), place.resident, place.staff
        await talk.begin()

        async def hidden_while_headquarters_is_away() -> None:
            await place.counter.headquarters.kill()
            await resident.touch("hideForm")
            await place.counter.start_headquarters()

        await talk.befalls(
            "the cable is out for 33 s, meanwhile the form is hidden and headquarters begins anew",
            lambda: place.cable_out(33, meanwhile=hidden_while_headquarters_is_away),
            "headquarters",
        )
        assert not (await place.counter.state())["form_shown"]
        await staff.ask_form()
        await resident.until(form_asked=True)
        await resident.touch("showForm")
        await staff.page.locator("[data-field=copies]").wait_for()

        await talk.befalls(
            "the cable is out for 11 s, meanwhile the media child dies",
            lambda: place.cable_out(11, meanwhile=place.media_child_killed),
        )
        await talk.befalls(
            "the cable is out for 24 s, meanwhile the tab is loaded again",
            lambda: place.cable_out(24, meanwhile=place.tab_reloaded),
        )
        await talk.befalls("headquarters begins anew and the tab is loaded again", lambda: _both(place))
        await talk.befalls("the media child dies three times", lambda: _thrice(place))
        await talk.befalls("the cable is out six times, for 3 s each", lambda: _flapping(place))
        await talk.befalls(
            "the cable is out for 16 s in one direction, then the other", lambda: _one_after_other(place)
        )
        await talk.befalls("headquarters begins anew while the laptop sleeps", lambda: _asleep(place))

        await staff.propose_number("copies", 4)
        await resident.until_proposed()
        await talk.befalls(
            "the cable is out for 12 s, meanwhile the resident accepts",
            lambda: place.cable_out(12, meanwhile=lambda: resident.touch("accept")),
        )
        await eventually(lambda: staff.page.locator("[data-field=copies]:has-text('4')").count(), "the answer is seen")
        await talk.end()


async def _both(place: Place) -> float:
    await place.counter.headquarters.kill()
    await asyncio.gather(place.counter.start_headquarters(), _loaded_until_there(place))
    return time.monotonic()


async def _loaded_until_there(place: Place) -> None:
    """Nobody is there to give the page; a clerk presses again until somebody is."""

    async def loaded() -> bool:
        try:
            await place.staff.page.reload(wait_until="commit")
            return bool(await place.staff.page.evaluate("() => Boolean(document.getElementById('remote'))"))
        except BrowserError:
            return False

    await eventually(loaded, "the page is there again")


async def _thrice(place: Place) -> float:
    for _ in range(3):
        await place.media_child_killed()
        await asyncio.sleep(1.5)
    return time.monotonic()


async def _flapping(place: Place) -> float:
    for _ in range(6):
        await place.cable_out(3)
        await asyncio.sleep(2)
    return time.monotonic() - 2


async def _one_after_other(place: Place) -> float:
    await place.cable_out(16, "up")
    return await place.cable_out(16, "down")


async def _asleep(place: Place) -> float:
    async def anew() -> None:
        await asyncio.sleep(5)
        await place.counter.headquarters.kill()
        await place.counter.start_headquarters()

    ended_s, _ = await asyncio.gather(place.laptop_asleep(60), anew())
    return ended_s


async def test_a_cable_that_is_out_for_longer_than_a_place_is_kept_ends_the_call_for_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with far_counter(tmp_path, monkeypatch) as place, Flowing(place.counter, place.staff, place.sound) as flowing:
        talk = Talk(place, flowing)
        await talk.begin()
        await place.cable_out(90)
        await place.resident.until(call="Over", reason="lost", online=True, seconds=30)
        await place.staff.record("dropped")
        await place.resident.touch("dismissCall")
        await place.resident.until(call="NoCall", stage="Reviewing")


async def test_an_outcome_recorded_to_a_headquarters_that_hangs_and_dies_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with far_counter(tmp_path, monkeypatch) as place, Flowing(place.counter, place.staff, place.sound) as flowing:
        talk = Talk(place, flowing)
        await talk.begin()
        await talk.ended_to_nobody()
        await place.resident.until(call="Over", reason="staff_hung_up", online=True, seconds=60)
