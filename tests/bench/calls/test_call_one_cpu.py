"""Both directions of a call on one processor are figures of their own."""

import pytest

from kiosk.bench.calls import call_one_cpu
from kiosk.bench.calls.call import Findings
from kiosk.bench.run import Run


async def test_each_direction_is_a_figure_and_the_booth_is_tied_to_the_first_processor(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def calls(_run: Run, _name: str, pin_to: int | None, times: int, short: int) -> tuple[Findings, Findings]:
        assert (pin_to, times, short) == (0, 1, 0)
        return Findings(shown=[(28.0, 30.0)], lines=[720]), Findings(shown=[(14.0, 15.0)], lines=[360])

    monkeypatch.setattr(call_one_cpu, "all_calls", calls)
    found = await call_one_cpu.measure(run)
    assert (found["frames-to-staff"].ratio, found["frames-to-booth"].ratio) == (2.0, 2.0)
    assert "ours 720, peer 360" in found["frames-to-staff"].note
