"""What a call's state says of itself."""

from dataclasses import replace

import pytest

from kiosk.booth.call.state import Call, CardTurn, NoCall, Over, Ringing, Stage, Talking
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.identifiers import new_id

TALKING = Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), 1)
TURN = CardTurn(new_id(), "face")


@pytest.mark.parametrize(
    ("stage", "covers"),
    [
        (NoCall(), False),
        (Ringing(new_id()), True),
        (TALKING, True),
        (replace(TALKING, in_front=False), False),
        (Over(EndReason.LOST), True),
    ],
)
def test_the_curtain_is_drawn_only_where_the_pad_can_be_touched(stage: Stage, covers: bool) -> None:
    assert Call(stage).covers is covers
    assert Call(stage, pad=True).curtain is not covers
    assert not Call(stage, pad=False).curtain


def test_the_card_belongs_to_the_call_after_a_yes_to_the_printed_face() -> None:
    asked = Call(replace(TALKING, card=TURN))
    assert asked.turn == TURN
    assert not asked.holds_card
    for step in ("placing", "reading", "done", "failed"):
        assert Call(replace(TALKING, card=replace(TURN, step=step))).holds_card
    assert not Call(replace(TALKING, card=CardTurn(new_id(), "proof", "proving"))).holds_card
    assert not Call(Ringing(new_id())).holds_card
