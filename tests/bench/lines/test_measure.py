"""Which rows are measured, and what becomes of a call that fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.bench.lines import measure
from kiosk.bench.lines.rows import ROWS, Row
from kiosk.bench.run import CannotMeasure, Run
from tests.bench.lines.test_figures import CALL


class Calls:
    """Two booths on a line that remember who called over which."""

    def __init__(self) -> None:
        self.sides = {"ours": "a", "Chromium": "b"}
        self.made: list[tuple[str, str, float]] = []

    async def call(self, side: str, row: Row, look_s: float) -> object:
        self.made.append((side, row.title, look_s))
        if side == "b" and row.title == ROWS["rate-200"].title:
            raise CannotMeasure("the call did not go on")
        return CALL


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    made = Calls()

    @asynccontextmanager
    async def at_hand(_folder: Path) -> AsyncIterator[Calls]:
        yield made

    monkeypatch.setattr(measure, "line_scene", at_hand)
    return made


async def test_one_row_in_turns_with_the_length_that_was_asked_for(calls: Calls, run: Run) -> None:
    asked = replace(run, repeat=2, seconds=4.0, only=frozenset({"loss-3"}))
    found = await measure.measure(asked)
    title = ROWS["loss-3"].title
    assert calls.made[2:] == [("a", title, 4.0), ("b", title, 4.0)] * 2
    assert {name.partition("/")[0] for name in found} == {"loss-3"}
    assert "4 s of each call after 8 s; load of this machine" in found["loss-3/connected"].note


@pytest.mark.parametrize("only", [frozenset[str](), frozenset({"lines"})])
async def test_all_rows_where_none_is_named(calls: Calls, run: Run, only: frozenset[str]) -> None:
    found = await measure.measure(replace(run, only=only))
    assert {name.partition("/")[0] for name in found} == set(ROWS)


async def test_one_figure_of_a_row_needs_its_row_alone(calls: Calls, run: Run) -> None:
    await measure.measure(replace(run, only=frozenset({"cut/connected"})))
    assert {title for _, title, _ in calls.made[2:]} == {ROWS["cut"].title}


async def test_a_call_that_fails_does_not_end_the_run(calls: Calls, run: Run) -> None:
    found = await measure.measure(replace(run, only=frozenset({"rate-200", "loss-1"})))
    assert found["rate-200/connected"].ratio is not None
    assert found["rate-200/connected"].ratio < 1
    assert "1 of peer" in found["rate-200/connected"].note
    assert "loss-1/connected" in found
