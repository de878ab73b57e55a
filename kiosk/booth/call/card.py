"""Rules for the card in a call: staff ask, the resident says yes or no, the card is read, staff hear of each step.

One ask at a time; a new one takes the place of the old one, and with the call each ends. The printed code (照合番号B)
is never in here: it lies in `printed_face.Codes` and is shown to the card once an ask: a wrong one costs one try.
A PIN belongs to the visit, which owns the pad: the call only waits for its word.
"""

from dataclasses import replace

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, CardStep, CardTurn, Place, Step, Talking, go, stay, to_front
from kiosk.protocol.call_state import CardNow, CardWanted
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardFace, CardState, CardTold, EvidenceFound, Outcome


def asked(call: Call, event: ev.CardAsked) -> Step:
    """Staff ask: the resident is asked first, whatever it is; a code that can be none is answered at once."""
    stage = call.stage
    if not isinstance(stage, Talking) or (stage.card is not None and stage.card.ask_id == event.ask_id):
        return stay(call)  # the same words twice
    turn = CardTurn(event.ask_id, event.want)
    if event.want == "face" and not event.code_fits:
        failed = replace(stage, card_word=_word(turn, "failed", Code.BAD_FORM))
        return go(call, failed, _told(stage, turn, "failed", Code.BAD_FORM), do.ForgetCode(turn.ask_id))
    return go(call, replace(to_front(call, stage), card=turn, card_word=None))


def agreed(call: Call, event: ev.CardAgreed) -> Step:
    """よい or いやです; やめる while the card is waited for is a no, too."""
    stage, turn = call.stage, call.turn
    if not isinstance(stage, Talking) or turn is None or turn.step not in (CardStep.ASKED, CardStep.PLACING):
        return stay(call)
    if not event.agreed:
        return go(call, replace(stage, card=None, card_word=_word(turn, "declined")), _told(stage, turn, "declined"))
    if turn.step is not CardStep.ASKED:
        return stay(call)
    yes = _told(stage, turn, "agreed")
    if turn.want == "proof":
        proving = replace(turn, step=CardStep.PROVING)
        small = replace(stage, card=proving, place=Place.SMALL)
        return go(call, small, yes, do.WantProof(turn.ask_id, stage.call_id))
    after, commands = _look(call, stage, turn)
    return after, (yes, *commands)


def closed(call: Call) -> Step:
    """つづける: the form comes back."""
    stage, turn = call.stage, call.turn
    if not isinstance(stage, Talking) or turn is None or turn.step not in (CardStep.DONE, CardStep.FAILED):
        return stay(call)
    ended: CardState = "done" if turn.step is CardStep.DONE else "failed"
    return go(call, replace(stage, card=None, card_word=_word(turn, ended, turn.code)))


def placed(call: Call, event: ev.CardPlaced) -> Step:
    """Something lies on the reader; the card that is waited for is read at once."""
    call = replace(call, card_in=event.code is None, card_code=event.code)
    if isinstance(call.stage, Talking) and call.turn is not None and call.turn.step is CardStep.PLACING:
        return _look(call, call.stage, call.turn)
    return stay(call)


def lifted(call: Call) -> Step:
    """The reader is empty: what was wrong with the last card is wrong no more."""
    call = replace(call, card_in=False, card_code=None)
    if isinstance(call.stage, Talking) and call.turn is not None and call.turn.step is CardStep.PLACING:
        return go(call, replace(call.stage, card=replace(call.turn, code=None)))
    return stay(call)


def _look(call: Call, stage: Talking, turn: CardTurn) -> Step:
    """Read what lies there; or wait for a card, saying what is wrong with the one that lies there."""
    if call.card_in:
        reading = replace(turn, step=CardStep.READING, code=None)
        return go(call, replace(stage, card=reading), _told(stage, turn, "reading"), do.ReadFace(turn.ask_id))
    waiting = replace(turn, step=CardStep.PLACING, code=call.card_code)
    trouble = [_told(stage, turn, "agreed", call.card_code)] if call.card_code else []
    return go(call, replace(stage, card=waiting), *trouble)


def face_read(call: Call, event: ev.FaceRead) -> Step:
    """Staff get the pictures, the visit what the card says; an answer nobody waits for any more goes nowhere."""
    stage, turn = call.stage, call.turn
    if not isinstance(stage, Talking) or turn is None or not _is_reading(turn, event.ask_id):
        return stay(call)
    given = do.GiveIdentity(event.identity, event.insertion)
    send = do.SendFace(turn.ask_id, _message(stage, turn, "done", face=event.face))
    return go(call, replace(stage, card=replace(turn, step=CardStep.DONE)), send, given)


def face_told(call: Call, event: ev.FaceTold) -> Step:
    """A face that staff did not get is gone; they have to ask again."""
    stage, turn = call.stage, call.turn
    waits = turn is not None and (turn.ask_id, turn.step) == (event.ask_id, CardStep.DONE)
    if not isinstance(stage, Talking) or turn is None or not waits or event.sent:
        return stay(call)
    return go(call, replace(stage, card=replace(turn, step=CardStep.FAILED, told=False)))


def face_not_read(call: Call, event: ev.FaceNotRead) -> Step:
    """The resident reads why, staff hear the same small code; asking again is theirs."""
    stage, turn = call.stage, call.turn
    if not isinstance(stage, Talking) or turn is None or not _is_reading(turn, event.ask_id):
        return stay(call)
    failed = replace(turn, step=CardStep.FAILED, code=event.code, told=call.online)
    return go(call, replace(stage, card=failed), _told(stage, turn, "failed", event.code))


def proof_moved(call: Call, event: ev.ProofMoved) -> Step:
    """The PIN pages say how far they are; when they are left the face comes back."""
    stage, turn = call.stage, call.turn
    waits = turn is not None and (turn.ask_id, turn.step) == (event.ask_id, CardStep.PROVING)
    if not isinstance(stage, Talking) or turn is None or not waits:
        return stay(call)
    said = _told(stage, turn, event.state, event.code)
    if event.state == "reading":
        return call, (said,)
    if event.state == "declined":
        return go(call, replace(stage, card=None, card_word=_word(turn, "declined"), place=Place.FRONT), said)
    ended = replace(turn, step=CardStep(event.state), code=event.code, told=call.online)
    return go(call, replace(stage, card=ended, place=Place.FRONT), said)


def evidence_found(call: Call, event: EvidenceFound) -> Step:
    """The visit remembers everything; the screen says only that somebody was found to be who they are."""
    if not isinstance(call.stage, Talking):
        return stay(call)
    confirmed = event.evidence.outcome is Outcome.CONFIRMED
    return go(call, replace(call.stage, confirmed=confirmed), do.NoteEvidence(event.evidence))


def line_changed(call: Call) -> Step:
    """After the line came back staff hear once more how far it is, and of an end they could not hear of."""
    stage, turn = call.stage, call.turn
    if not call.online or not isinstance(stage, Talking) or turn is None:
        return stay(call)
    if turn.step in (CardStep.PLACING, CardStep.PROVING):
        return call, (_told(stage, turn, "agreed", turn.code),)
    if turn.step is CardStep.READING:
        return call, (_told(stage, turn, "reading"),)
    if turn.step is CardStep.FAILED and not turn.told:
        return go(call, replace(stage, card=replace(turn, told=True)), _told(stage, turn, "failed", turn.code))
    return stay(call)


def waited_for(call: Call, wanted: CardWanted | None) -> Step:
    """What staff wait for, or that they wait for nothing.

    What they do not wait for any more the resident need not answer or look for. What they wait for and nobody asked
    here was lost on the way, its printed code with it: they have to ask again.
    """
    stage, turn = call.stage, call.turn
    if not isinstance(stage, Talking):
        return stay(call)
    same = wanted is not None and turn is not None and (wanted.ask_id, wanted.want) == (turn.ask_id, turn.want)
    if turn is not None and not same and turn.step in (CardStep.ASKED, CardStep.PLACING):
        call, _ = go(call, replace(stage, card=None))
        assert isinstance(call.stage, Talking)
        stage = call.stage
    if wanted is None or same or (stage.card_word is not None and stage.card_word.ask_id == wanted.ask_id):
        return stay(call)
    return go(call, replace(stage, card_word=CardNow(ask_id=wanted.ask_id, state="failed")))


def dropped(before: Call, after: Call, event: ev.Event) -> tuple[do.Command, ...]:
    """What an ask leaves behind when it ends or another takes its place: its code, and a PIN page nobody waits for."""
    turn, now = before.turn, after.turn
    if turn is None or (now is not None and now.ask_id == turn.ask_id):
        return ()
    if turn.want == "face":
        return (do.ForgetCode(turn.ask_id),)
    over = turn.step is not CardStep.PROVING or isinstance(event, ev.ProofMoved)
    return () if over else (do.DropProof(turn.ask_id),)


def _is_reading(turn: CardTurn, ask_id: str) -> bool:
    return (turn.ask_id, turn.step) == (ask_id, CardStep.READING)


def _word(turn: CardTurn, state: CardState, code: Code | None = None) -> CardNow:
    return CardNow(ask_id=turn.ask_id, state=state, code=code)


def _told(stage: Talking, turn: CardTurn, state: CardState, code: Code | None = None) -> do.Send:
    return do.Send(_message(stage, turn, state, code))


def _message(
    stage: Talking, turn: CardTurn, state: CardState, code: Code | None = None, face: CardFace | None = None
) -> CardTold:
    return CardTold(call_id=stage.call_id, epoch=stage.epoch, ask_id=turn.ask_id, state=state, code=code, face=face)
