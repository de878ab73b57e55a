"""What a line may be, and how likely its spells are."""

import pytest
from pydantic import ValidationError

from kiosk.rehearsal.bad_line.conditions import Conditions


@pytest.mark.parametrize(
    "wrong",
    [
        {"loss_percent": 101},
        {"loss_percent": -1},
        {"rate_kbit": 0},
        {"delay_ms": float("nan")},
        {"burst_packets": 0.5},
        {"lost": 3},
    ],
)
def test_a_line_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Conditions.model_validate(wrong)


def test_spells_begin_so_often_that_the_share_is_lost() -> None:
    conditions = Conditions(loss_percent=20, burst_packets=4)
    assert conditions.spell_ends == 0.25
    assert conditions.spell_begins == pytest.approx(0.0625)  # bad for 4 packets, good for 16


def test_where_all_is_bad_no_spell_ends() -> None:
    conditions = Conditions(loss_percent=40, burst_packets=4, burst_loss_percent=40)
    assert (conditions.spell_begins, conditions.spell_ends) == (1.0, 0.0)
