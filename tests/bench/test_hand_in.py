"""Handing in is measured on a real outbox, beside a floor with the same pragmas."""

import sqlite3
from pathlib import Path

from kiosk.bench import hand_in
from kiosk.bench.run import Run
from kiosk.booth.storage import database


async def test_it_gives_its_figures_and_everything_was_stored(run: Run) -> None:
    found = await hand_in.measure(run)
    assert set(found) == {"hand-in", "hand-in-whole"}
    for figure in found.values():
        assert figure.theirs is not None
        assert len(figure.ours.values) == len(figure.theirs.values) == run.times(hand_in.USUAL)
    folder = run.folder / "hand-in"
    with sqlite3.connect(folder / "booth.sqlite") as booth, sqlite3.connect(folder / "bare.sqlite") as bare:
        kept = dict(booth.execute("SELECT submission_id, envelope FROM outbox"))
        assert len(kept) == 4
        assert all(kept[key] == envelope for key, envelope in bare.execute("SELECT id, envelope FROM kept"))
    booth.close()
    bare.close()


def test_the_floor_has_the_pragmas_of_the_store() -> None:
    assert hand_in.PRAGMAS == database.PRAGMAS


def test_the_floor_keeps_what_it_is_given(tmp_path: Path) -> None:
    floor = hand_in.BareFloor(tmp_path / "bare.sqlite")
    assert floor.commit("a", b"bytes") > 0
    floor.close()
    with sqlite3.connect(tmp_path / "bare.sqlite") as again:
        assert again.execute("SELECT envelope FROM kept").fetchone() == (b"bytes",)
    again.close()
