"""Rules for the form in a call: staff ask, the resident agrees, staff propose."""

from dataclasses import replace

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, Sharing, Step, Talking, go, stay, to_front
from kiosk.protocol import forms


def asked(call: Call) -> Step:
    """Staff ask to see the form."""
    stage = call.stage
    if not isinstance(stage, Talking) or stage.form is Sharing.SHOWN:
        return stay(call)
    return go(call, replace(to_front(call, stage), form=Sharing.ASKED))


def agreed(call: Call, event: ev.FormAgreed) -> Step:
    """みせる, みせない, and 見せるのをやめる; nobody sees what nobody asked for."""
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    if not event.agreed:
        return go(call, replace(stage, form=Sharing.HIDDEN), do.HideForm())
    if stage.form is not Sharing.ASKED:
        return stay(call)
    return go(call, replace(stage, form=Sharing.SHOWN), do.ShowForm())


def changed(call: Call, event: ev.FormChanged) -> Step:
    """Staff see what was written; the yes was for this form, and the next one is another question."""
    stage = call.stage
    if not isinstance(stage, Talking) or stage.form is Sharing.HIDDEN:
        return stay(call)
    if not event.there:
        return go(call, replace(stage, form=Sharing.HIDDEN), do.HideForm())
    return call, (do.ShowForm(),) if stage.form is Sharing.SHOWN else ()


def proposed(call: Call, event: forms.Proposal) -> Step:
    """Staff propose something on a form they see."""
    seen = isinstance(call.stage, Talking) and call.stage.form is Sharing.SHOWN
    return call, (do.GiveProposal(event),) if seen else ()


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
    return call, (do.Send(said),)


def line_changed(call: Call) -> tuple[do.Command, ...]:
    """After the line came back staff see what was written meanwhile."""
    seen = isinstance(call.stage, Talking) and call.stage.form is Sharing.SHOWN
    return (do.ShowForm(),) if call.online and seen else ()
