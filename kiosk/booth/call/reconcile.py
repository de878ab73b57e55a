"""Reconciling with staff: what their console says is true, compared with what is true here; the difference is acted on.

Whatever was said while a line was away is found again this way: a question for the form, a proposal, an answer that
did not arrive, a connection that one side gave up. What the resident withdrew stays withdrawn, whatever others say.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.booth.call import card, form, picture
from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Call, Sharing, Step, Talking, go, stay
from kiosk.protocol.call_state import StaffNow
from kiosk.protocol.forms import Proposal


def staff_told(call: Call, now: StaffNow) -> Step:
    """The console tells its whole state; it is of this call, this epoch, and the newest (judged before)."""
    commands: list[do.Command] = []
    if isinstance(call.stage, Talking):
        call = replace(call, stage=replace(call.stage, staff_number=now.number))
    for rule in _RULES:
        if isinstance(call.stage, Talking):
            call, wanted = rule(call, call.stage, now)
            commands += wanted
    return call, tuple(commands)


def _question(call: Call, stage: Talking, now: StaffNow) -> Step:
    """Staff asked for the form and the resident was never put the question."""
    return form.asked(call, now.form_asks) if now.form_asks > stage.asks_heard else stay(call)


def _form_seen(call: Call, stage: Talking, now: StaffNow) -> Step:
    """Staff see an older form than this one, or one that nobody shows any more."""
    if stage.form is Sharing.SHOWN:
        return call, (do.ShowForm(),) if now.form_number < stage.form_number else ()
    return call, (do.HideForm(),) if now.form_number else ()


def _proposals(call: Call, stage: Talking, now: StaffNow) -> Step:
    """What staff still propose is put to the resident, or answered again; what they do not propose any more goes."""
    open_there = {one.proposal_id for one in now.proposals}
    answered = {one.proposal_id for one in stage.settled}
    missed = open_there & answered or (open_there and stage.form is not Sharing.SHOWN)
    call, commands = form.withdrawn(call, open_there)
    for one in now.proposals:
        proposal = Proposal(
            call_id=stage.call_id,
            epoch=stage.epoch,
            proposal_id=one.proposal_id,
            field=one.field,
            value=one.value,
        )
        call, wanted = form.proposed(call, proposal)
        commands = (*commands, *wanted)
    return call, (*commands, do.TellNow()) if missed else commands


def _card(call: Call, stage: Talking, now: StaffNow) -> Step:
    """Staff wait for an answer of the resident's card, or for none."""
    return card.waited_for(call, now.card)


def _connection(call: Call, stage: Talking, now: StaffNow) -> Step:
    """The console gave up the connection that was answered, or began anew and does not know it."""
    forgotten = stage.answered == stage.attempt and now.answered < stage.attempt
    broken = now.broken and now.answered == stage.attempt
    return picture.anew(call, stage) if forgotten or broken else stay(call)


def _voice_first(call: Call, stage: Talking, now: StaffNow) -> Step:
    """Staff's picture is left out on a thin line, which the resident reads, or is sent again."""
    return (
        go(call, replace(stage, narrow_there=now.voice_first)) if now.voice_first != stage.narrow_there else stay(call)
    )


def _without(call: Call, stage: Talking, now: StaffNow) -> Step:
    """What staff have to do without or keep back, which the resident reads, or have again."""
    return go(call, replace(stage, without_there=now.without, held_there=now.held))


def _both_seen(call: Call, stage: Talking, now: StaffNow) -> Step:
    """Both ends see or hear each other over the same connection."""
    both = stage.seen == now.seen == stage.attempt
    return go(call, replace(stage, connected=True)) if both and not stage.connected else stay(call)


_RULES: Final[tuple[Callable[[Call, Talking, StaffNow], Step], ...]] = (
    _question,
    _form_seen,
    _proposals,
    _card,
    _connection,
    _voice_first,
    _without,
    _both_seen,
)
