"""Rules for the form in a call: staff ask, the resident agrees, staff propose."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, Sharing, Step, Talking, go, stay, to_front
from kiosk.protocol import forms
from kiosk.protocol.call_state import MOST_PROPOSALS, Settled


def asked(call: Call, number: int = 0) -> Step:
    """Staff ask to see the form; the same question again is none. A program before 1.2 gives questions no number."""
    stage = call.stage
    if not isinstance(stage, Talking) or 0 < number <= stage.asks_heard:
        return stay(call)
    heard = replace(stage, asks_heard=max(number, stage.asks_heard))
    if stage.form is Sharing.SHOWN:
        return go(call, heard)
    return go(call, replace(to_front(call, heard), form=Sharing.ASKED))


def agreed(call: Call, event: ev.FormAgreed) -> Step:
    """みせる, みせない, and 見せるのをやめる; nobody sees what nobody asked for."""
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    if not event.agreed:
        return _hide(call, stage)
    if stage.form is not Sharing.ASKED:
        return stay(call)
    return go(call, replace(stage, form=Sharing.SHOWN, form_number=stage.form_number + 1), do.ShowForm())


def changed(call: Call, event: ev.FormChanged) -> Step:
    """Staff see what was written; the yes was for this form, and the next one is another question."""
    stage = call.stage
    if not isinstance(stage, Talking) or stage.form is Sharing.HIDDEN:
        return stay(call)
    if not event.there:
        return _hide(call, stage)
    if stage.form is not Sharing.SHOWN:
        return stay(call)
    return go(call, replace(stage, form_number=stage.form_number + 1), do.ShowForm())


def _hide(call: Call, stage: Talking) -> Step:
    """What staff proposed was for a form they saw."""
    hidden = replace(stage, form=Sharing.HIDDEN, form_number=stage.form_number + 1, proposed=())
    return go(call, hidden, do.HideForm(), *([do.KeepProposals()] if stage.proposed else []))


def proposed(call: Call, event: forms.Proposal) -> Step:
    """Staff propose something on a form they see; the same proposal again is none."""
    stage = call.stage
    if not isinstance(stage, Talking) or stage.form is not Sharing.SHOWN:
        return stay(call)
    if event.proposal_id in (*stage.proposed, *(one.proposal_id for one in stage.settled)):
        return stay(call)
    waiting = (*stage.proposed, event.proposal_id)[-MOST_PROPOSALS:]
    return go(call, replace(stage, proposed=waiting), do.GiveProposal(event, stage.staff.name))


def withdrawn(call: Call, still: AbstractSet[str]) -> Step:
    """Staff propose only these any more."""
    stage = call.stage
    if not isinstance(stage, Talking) or set(stage.proposed) <= still:
        return stay(call)
    left = tuple(one for one in stage.proposed if one in still)
    return go(call, replace(stage, proposed=left), do.KeepProposals(frozenset(left)))


def settled(call: Call, event: ev.ProposalSettled) -> Step:
    """Staff hear what became of a proposal of this call."""
    stage, proposal = call.stage, event.proposal
    if not isinstance(stage, Talking) or stage.call_id != proposal.call_id:
        return stay(call)
    said = forms.ProposalAnswered(
        call_id=stage.call_id,
        epoch=stage.epoch,
        proposal_id=proposal.proposal_id,
        accepted=event.accepted,
        why=event.why,
    )
    waiting = tuple(one for one in stage.proposed if one != proposal.proposal_id)
    answer = Settled(proposal_id=proposal.proposal_id, accepted=event.accepted, why=event.why)
    answers = (*stage.settled, answer)[-MOST_PROPOSALS:]
    wrote = proposal.field if event.written else stage.wrote
    return go(call, replace(stage, proposed=waiting, settled=answers, wrote=wrote), do.Send(said))


def line_changed(call: Call) -> tuple[do.Command, ...]:
    """After the line came back staff see what was written meanwhile, and nothing that was hidden meanwhile."""
    stage = call.stage
    if not call.online or not isinstance(stage, Talking):
        return ()
    if stage.form is Sharing.SHOWN:
        return (do.ShowForm(),)
    return (do.HideForm(),) if stage.form_number else ()
