"""What the booth tells of its call: all that is true now in one message, whenever it changes and a line begins.

Nothing is said here that the other side could not compare with its own; see `kiosk.protocol.call_state`.
"""

from typing import Final

from kiosk.booth.call.state import Call, CardStep, CardTurn, Ringing, Talking
from kiosk.protocol.call_state import BoothNow, CardNow, Waited
from kiosk.protocol.identity import CardState

_LONGEST_WAIT_S: Final = 86_400
_STATES: Final[dict[CardStep, CardState]] = {
    CardStep.PLACING: "agreed",
    CardStep.PROVING: "agreed",
    CardStep.READING: "reading",
    CardStep.DONE: "done",
    CardStep.FAILED: "failed",
}


def booth_now(call: Call, number: int = 0, at_s: float | None = None) -> BoothNow | None:
    """What is true of `call` at `at_s`; None while there is none. Without a time it says nothing that time changes."""
    stage, pressed = call.stage, call.pressed
    if not isinstance(stage, Ringing | Talking):
        return None
    waited_s = 0 if at_s is None else int(min(max(at_s - pressed.at_s, 0), _LONGEST_WAIT_S))
    waited = Waited(
        topic=pressed.topic,
        language=pressed.language,
        waiting_number=pressed.waiting_number,
        waited_s=waited_s,
    )
    if isinstance(stage, Ringing):
        return BoothNow(
            call_id=stage.call_id,
            epoch=0,
            number=number,
            waited=waited,
            attempt=stage.attempt,
            without=call.without,
        )
    return BoothNow(
        call_id=stage.call_id,
        epoch=stage.epoch,
        number=number,
        waited=waited,
        answered_by=stage.staff.staff_id,
        attempt=stage.attempt,
        seen=stage.seen,
        curtain=call.curtain,
        form=stage.form.value,
        form_number=stage.form_number,
        asks_heard=stage.asks_heard,
        voice_first=stage.narrow_line,
        without=call.without,
        held=("microphone",) if stage.muted else (),
        settled=stage.settled,
        card=stage.card_word or (_card_now(stage.card) if stage.card else None),
        breaks=stage.breaks,
        broken_s=stage.broken_s,
    )


def _card_now(turn: CardTurn) -> CardNow | None:
    state = _STATES.get(turn.step)
    return CardNow(ask_id=turn.ask_id, state=state, code=turn.code) if state else None
