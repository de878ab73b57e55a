"""A clerk and a resident talk while one thing after another befalls the call; each time it comes back by itself.

How many seconds each took is told and never judged: it is a measurement of this machine in this hour. What is judged is
that picture and sound flow again at both ends, that both sides then believe the same, and that the record tells of it.
"""

import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest

from tests.bad_lines import missing
from tests.journeys.believed import differences, recorded
from tests.journeys.causes import Place, far_counter
from tests.journeys.flowing import Flowing
from tests.journeys.steps import eventually, talking

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]
LONGEST_S: Final = 90.0
"""Stuck is what is not back by then."""
MEDIA: Final = ("booth_media", "console_media")
TEN_MINUTES_S: Final = 600.0
Cause = Callable[[], Awaitable[float]]


class Talk:
    """One call with a form in it, and what became of it after each cause.

    Attributes:
        found: for each cause the seconds until each was back.
    """

    def __init__(self, place: Place, flowing: Flowing) -> None:
        self.place = place
        self.found: dict[str, dict[str, float]] = {}
        self._flowing = flowing

    async def begin(self) -> None:
        """Answer the questions, call, and show the form."""
        await self.place.resident.identify("kasai")
        await self.place.resident.answer_questions()
        await talking(self.place.resident, self.place.staff)
        await self.place.staff.ask_form()
        await self.place.resident.touch("showForm")
        await self._flowing.until_back(time.monotonic(), LONGEST_S)
        await self.until_agreed("the beginning")

    async def befalls(self, name: str, cause: Cause, *told_of: str) -> None:
        """Let `cause` come and end; wait until all flows again, both sides believe the same, and the record tells of
        one of `told_of`.
        """
        before, _ = recorded(self.place.counter)
        ended_s = await cause()
        back = await self._flowing.until_back(ended_s, LONGEST_S)
        await self.until_agreed(name)
        self.found[name] = {**back, "both sides agree": round(time.monotonic() - ended_s, 1)}
        await self._told(name, len(before), told_of)

    async def _told(self, name: str, before: int, told_of: tuple[str, ...]) -> None:
        breaks: list[str] = []

        async def tells() -> bool:
            breaks[:] = recorded(self.place.counter)[0][before:]
            return not told_of or bool({*breaks} & {*told_of})

        try:
            await eventually(tells, name, LONGEST_S)
        except AssertionError:
            pytest.fail(f"after {name} the record tells of {breaks}, and of none of {told_of}")
        finally:
            print(json.dumps({name: self.found[name] | {"record": breaks}}), flush=True)

    async def until_agreed(self, name: str) -> None:
        """Wait until both sides believe the same."""
        last: list[str] = []

        async def agreed() -> bool:
            last[:] = await differences(self.place)
            return not last

        try:
            await eventually(agreed, name, LONGEST_S)
        except AssertionError:
            pytest.fail(f"after {name} the two do not agree: {last}")

    async def nothing_is_heard_of_staff(self) -> None:
        """The headset is really out."""
        assert self._flowing.still_s("sound at booth") > 2

    async def end(self) -> None:
        """Hang up and record the outcome."""
        await self.place.staff.hang_up()
        await self.place.resident.until(call="Over", reason="staff_hung_up")
        await self.place.staff.record("solved")

        async def kept() -> bool:
            return recorded(self.place.counter)[1] == ("staff_hung_up", "solved")

        await eventually(kept, "the outcome is in the record")


async def test_what_was_hidden_while_the_cable_was_out_is_gone_and_a_tab_loaded_again_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        far_counter(tmp_path, monkeypatch) as place,
        Flowing(place.counter, place.staff, place.sound) as flowing,
    ):
        talk = Talk(place, flowing)
        await talk.begin()
        await talk.befalls(
            "the cable is out for 7 s, and the form is hidden meanwhile",
            lambda: place.cable_out(7, meanwhile=lambda: place.resident.touch("hideForm")),
            *MEDIA,
        )
        assert not (await place.counter.state())["form_shown"]
        await talk.befalls("the tab is loaded again", place.tab_reloaded, "console_line")
        await talk.end()


@pytest.mark.soak
async def test_ten_minutes_of_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with (
        far_counter(tmp_path, monkeypatch) as place,
        Flowing(place.counter, place.staff, place.sound) as flowing,
    ):
        talk, resident, staff = Talk(place, flowing), place.resident, place.staff
        began_s = time.monotonic()
        await talk.begin()
        await talk.befalls("the cable is out for 2 s", lambda: place.cable_out(2))
        await talk.befalls(
            "the cable is out for 8 s, the form is hidden meanwhile",
            lambda: place.cable_out(8, meanwhile=lambda: resident.touch("hideForm")),
            *MEDIA,
        )
        assert not (await place.counter.state())["form_shown"]
        await talk.befalls(
            "the cable is out for 20 s, the form is asked for meanwhile",
            lambda: place.cable_out(20, meanwhile=staff.ask_form),
            "booth_line",
        )
        await resident.until(form_asked=True)
        await resident.touch("showForm")
        await talk.befalls(
            "the cable is out for 45 s, a number is proposed meanwhile",
            lambda: place.cable_out(45, meanwhile=lambda: staff.propose_number("copies", 3)),
            "booth_line",
        )
        await resident.until_proposed()
        await resident.touch("accept")
        await talk.befalls("headquarters is killed and started anew", place.headquarters_anew, "headquarters")
        await talk.befalls("nothing comes from the booth for 20 s", lambda: place.cable_out(20, "up"), "booth_line")
        await talk.befalls("nothing comes to the booth for 12 s", lambda: place.cable_out(12, "down"), "booth_line")
        await talk.befalls("the media child is killed", place.media_child_killed, *MEDIA)
        await talk.befalls(
            "the headset is out for 8 s", lambda: place.headset_pulled(8, talk.nothing_is_heard_of_staff)
        )
        await talk.befalls("the booth's camera is out for 8 s", lambda: place.camera_pulled(8))
        await talk.befalls("the tab is loaded again", place.tab_reloaded, "console_line", *MEDIA)
        await talk.befalls("the laptop sleeps for 60 s", lambda: place.laptop_asleep(60), "console_line")
        await talk.befalls("the booth stands still for 30 s", lambda: place.booth_asleep(30), "booth_line", *MEDIA)
        left_s = TEN_MINUTES_S - (time.monotonic() - began_s)
        if left_s > 0:
            await talk.befalls("nothing for the rest of ten minutes", lambda: place.nothing(left_s))
        await talk.end()
        (tmp_path / "ten-minutes.json").write_text(json.dumps(talk.found, indent=1), encoding="utf-8")
