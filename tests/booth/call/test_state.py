"""What a call's state says of itself."""

from dataclasses import replace

import pytest

from kiosk.booth.call.state import (
    Call,
    CardStep,
    CardTurn,
    NoCall,
    Over,
    Picture,
    Place,
    Ringing,
    Sharing,
    Stage,
    Talking,
    go,
    to_front,
)
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
        (replace(TALKING, place=Place.SMALL), False),
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
    for step in (CardStep.PLACING, CardStep.READING, CardStep.DONE, CardStep.FAILED):
        assert Call(replace(TALKING, card=replace(TURN, step=step))).holds_card
    assert not Call(replace(TALKING, card=CardTurn(new_id(), "proof", CardStep.PROVING))).holds_card
    assert not Call(Ringing(new_id())).holds_card


MOVES: dict[str, tuple[Stage, Stage]] = {
    "back to ringing": (TALKING, Ringing(TALKING.call_id)),
    "talking without ringing": (NoCall(), TALKING),
    "another call": (TALKING, replace(TALKING, call_id=new_id())),
    "an earlier epoch": (TALKING, replace(TALKING, epoch=0)),
    "an earlier connection": (TALKING, replace(TALKING, attempt=0)),
    "a picture that stalls before it is there": (TALKING, replace(TALKING, picture=Picture.STALLED)),
    "a form shown without a question": (TALKING, replace(TALKING, form=Sharing.SHOWN)),
    "a card read without a question": (TALKING, replace(TALKING, card=replace(TURN, step=CardStep.READING))),
    "a card read twice": (
        replace(TALKING, card=replace(TURN, step=CardStep.DONE)),
        replace(TALKING, card=replace(TURN, step=CardStep.READING)),
    ),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_move_no_rule_may_make_is_not_made(move: str) -> None:
    before, after = MOVES[move]
    with pytest.raises(AssertionError):
        go(Call(before), after)


@pytest.mark.parametrize(
    ("place", "free", "at_pad"),
    [
        (Place.FRONT, Place.FRONT, Place.FRONT),
        (Place.SMALL, Place.FRONT, Place.BEHIND_PAD),
        (Place.BEHIND_PAD, Place.BEHIND_PAD, Place.BEHIND_PAD),
    ],
)
def test_what_is_to_be_read_comes_in_front_but_never_over_a_pin(place: Place, free: Place, at_pad: Place) -> None:
    stage = replace(TALKING, place=place)
    assert to_front(Call(stage), stage).place is free
    assert to_front(Call(stage, pad=True), stage).place is at_pad
