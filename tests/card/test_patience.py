"""How often a card that lost contact is tried again, and when a word is said about it."""

from kiosk.card.patience import Patience
from kiosk.protocol.faults import Code


def course(patience: Patience, *codes: Code) -> list[tuple[Code | None, float | None]]:
    """What is newly said after each try that failed, and when the next one comes."""
    seen = []
    for code in codes:
        before, patience = patience, patience.after(code)
        seen.append((patience.said if patience.said is not before.said else None, patience.again_s(code)))
    return seen


def test_a_card_that_lost_contact_is_tried_again_before_a_word_is_said_and_not_for_ever() -> None:
    lost = Code.PULLED_OUT
    assert course(Patience(), *[lost] * 5) == [(None, 0.0), (lost, 0.0), (None, 0.0), (None, 0.0), (None, None)]


def test_after_a_flow_that_said_so_the_next_loss_is_said_at_once() -> None:
    assert course(Patience().after_loss(), Code.PULLED_OUT) == [(Code.PULLED_OUT, 0.0)]


def test_a_card_another_program_holds_is_waited_for_and_said_once() -> None:
    assert course(Patience(), Code.BUSY, Code.BUSY) == [(Code.BUSY, 1.0), (None, 1.0)]


def test_what_does_not_pass_is_said_and_left_alone() -> None:
    assert course(Patience(), Code.PULLED_OUT, Code.MUTE) == [(None, 0.0), (Code.MUTE, None)]


def test_flows_alone_may_use_it_up() -> None:
    patience = Patience()
    for _ in range(5):
        assert not patience.ended
        patience = patience.after_loss()
    assert patience.ended
