"""A virtual card over the real card service, through the booth's reader and bare."""

import pytest

from kiosk.bench import card
from kiosk.bench.figures import FIGURES
from kiosk.bench.run import Run, wall_clock
from kiosk.rehearsal.card.faults import Faults
from kiosk.rehearsal.card.pcscd import missing_parts
from kiosk.rehearsal.card.profiles import profiles


@pytest.mark.pcsc
@pytest.mark.skipif(bool(missing_parts()), reason="needs pcscd and vsmartcard-vpcd")
async def test_both_ways_to_the_card_are_measured(run: Run) -> None:
    found = await card.measure(run)
    assert set(found) == {one.name for one in FIGURES if one.group == "card"}
    assert all(len(one.ours.values) == 1 and one.ratio for one in found.values())
    assert "11 commands of 20 ms" in found["card-to-form"].note
    assert found["card-to-identity"].ours.middle <= found["card-to-form"].ours.middle


def test_the_commands_are_kept_as_they_came() -> None:
    laid = card.RecordedCard(profiles(wall_clock())["adult"].make(wall_clock()), Faults())
    laid.transmit(bytes.fromhex("00A4040C0A") + bytes(10))
    assert laid.heard == [bytes.fromhex("00A4040C0A") + bytes(10)]
