"""A call in which things happen: after each all must flow again, both sides believe the same, the record tell of it."""

import json
import os
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from tests.journeys.believed import differences, recorded
from tests.journeys.causes import Place
from tests.journeys.flowing import Flowing
from tests.journeys.steps import eventually, talking

LONGEST_S: Final = 90.0
"""Stuck is what is not back by then."""
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
        await self._flowing.until_flows(LONGEST_S)
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

    async def only_the_microphone_is_out(self) -> None:
        """The resident reads it, hears staff and is seen."""
        await self._flowing.until_flows(of=("sound at booth", "picture at booth", "picture at staff"))
        assert await self.place.counter.booth.ask({"do": "where", "name": "deviceTrouble"})
        assert "声は届きません" in await self.place.staff.page.inner_text("#stage-notice")

    async def end(self) -> None:
        """Hang up and record the outcome."""
        await self.place.staff.hang_up()
        await self.place.resident.until(call="Over", reason="staff_hung_up")
        await self.place.staff.record("solved")
        await self.until_kept()

    async def ended_to_nobody(self) -> None:
        """Hang up and record the outcome while headquarters hangs; it dies of it and is started anew."""
        headquarters = self.place.counter.headquarters
        os.kill(headquarters.pid, signal.SIGSTOP)
        await self.place.staff.hang_up()
        await self.place.staff.record("solved")
        await headquarters.kill()
        await self.place.counter.start_headquarters()
        await self.until_kept()

    async def until_kept(self) -> None:
        """Wait until the outcome is in the record."""

        async def kept() -> bool:
            return recorded(self.place.counter)[1] == ("staff_hung_up", "solved")

        await eventually(kept, "the outcome is in the record")
