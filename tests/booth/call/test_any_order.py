"""Whatever comes in whatever order: no move that no rule may make, and the curtain always where it must be."""

from collections.abc import Callable
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call, Sharing, Talking
from kiosk.media import messages as media
from kiosk.protocol import calls, forms, identity
from kiosk.protocol.call_state import Proposed, StaffNow
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardFace

IDS: Final = tuple(f"0199aaaa-0000-7000-8000-00000000000{number}" for number in range(3))
STAFF: Final = StaffShown(name="田中 恵子", section="市民課")
call_ids, numbers, flags = st.sampled_from(IDS), st.integers(1, 3), st.booleans()
proposal = st.builds(
    forms.Proposal, call_id=call_ids, epoch=numbers, proposal_id=call_ids, field=st.just("copies"), value=st.just(2)
)
which = {"call_id": call_ids, "epoch": numbers, "attempt": numbers}
STRATEGIES: Final[tuple[st.SearchStrategy[ev.Event], ...]] = (
    st.builds(ev.CallPressed, call_ids, st.none(), st.just("ja")),
    st.builds(ev.HangUpPressed),
    st.builds(ev.Dismissed),
    st.builds(ev.MutePressed, flags),
    st.builds(ev.FrontChosen, flags),
    st.builds(ev.FormAgreed, flags),
    st.builds(ev.CardAgreed, flags),
    st.builds(ev.CardClosed),
    st.builds(ev.CurtainMoved, flags),
    st.builds(ev.FormChanged, flags),
    st.builds(ev.ProposalSettled, proposal, flags),
    st.builds(ev.ProofMoved, call_ids, st.sampled_from(["declined", "reading", "done", "failed"])),
    st.builds(ev.LinkChanged, st.sampled_from([True, True, False])),
    st.builds(ev.CallRefused, call_ids),
    st.builds(ev.TimePassed, st.floats(0, 200)),
    st.builds(calls.RelayRenewed, call_id=call_ids),
    st.builds(
        StaffNow,
        call_id=call_ids,
        epoch=numbers,
        number=st.integers(1, 9),
        answered=st.integers(0, 3),
        seen=st.integers(0, 3),
        broken=flags,
        form_asks=st.integers(0, 3),
        form_number=st.integers(0, 3),
        proposals=st.lists(st.builds(Proposed, proposal_id=call_ids, field=st.just("copies")), max_size=2),
    ),
    st.builds(ev.CardAsked, call_ids, numbers, call_ids, st.sampled_from(["face", "proof"]), flags),
    st.builds(ev.AnswerFailed, numbers),
    st.builds(ev.CardPlaced, st.sampled_from([None, Code.FELICA])),
    st.builds(ev.CardLifted),
    st.builds(ev.FaceRead, call_ids, st.just(CardFace())),
    st.builds(ev.FaceTold, call_ids, flags),
    st.builds(ev.FaceNotRead, call_ids, st.sampled_from(Code)),
    st.builds(calls.CallQueued, call_id=call_ids, waiting_number=numbers, ahead=numbers),
    st.builds(calls.CallAnswered, call_id=call_ids, epoch=numbers, staff=st.just(STAFF)),
    st.builds(calls.CallConnected, call_id=call_ids, epoch=numbers),
    st.builds(calls.CallEnded, call_id=call_ids, epoch=numbers, reason=st.sampled_from(EndReason)),
    st.builds(calls.MediaAnswer, **which, sdp=st.just("")),
    st.builds(calls.MediaCandidate, **which, candidate=st.just("")),
    st.builds(forms.FormAsked, call_id=call_ids, epoch=numbers),
    proposal,
    st.builds(
        identity.EvidenceFound,
        call_id=call_ids,
        epoch=numbers,
        evidence=st.builds(
            identity.Evidence,
            evidence_id=call_ids,
            level=st.just("A3"),
            method=st.sampled_from(identity.Method),
            outcome=st.sampled_from(identity.Outcome),
            at=st.just("2026-11-21T03:00:00Z"),
        ),
    ),
    st.builds(media.OfferMade, attempt=numbers, sdp=st.just("")),
    st.builds(media.FirstSound, attempt=numbers),
    st.builds(media.FirstFrame, attempt=numbers, width=st.just(1280), height=st.just(720)),
    st.builds(media.StateChanged, attempt=numbers, state=st.sampled_from(media.LineState)),
    st.builds(media.PictureSending, attempt=numbers, on=flags),
    st.builds(media.MediaGone, attempt=numbers),
)
TALK: Final[tuple[ev.Event, ...]] = (
    ev.LinkChanged(True),
    ev.CallPressed(IDS[0], None, "ja"),
    calls.CallQueued(call_id=IDS[0], waiting_number=1, ahead=0),
    calls.CallAnswered(call_id=IDS[0], epoch=1, staff=STAFF),
)


def told(call: Call, events: list[ev.Event], look: Callable[[Call, Call, tuple[do.Command, ...]], None]) -> None:
    """Judge `events` in their order and look at each step."""
    for event in events:
        after, commands = decide(call, event)
        look(call, after, commands)
        call = after


def step_is_right(before: Call, after: Call, commands: tuple[do.Command, ...]) -> None:
    drawn = [one.drawn for one in commands if isinstance(one, do.DrawMediaCurtain)]
    assert drawn == ([] if before.curtain == after.curtain else [after.curtain])
    assert after.curtain is (after.pad and not after.covers)
    seen = isinstance(after.stage, Talking) and after.stage.form is Sharing.SHOWN
    assert seen or not any(isinstance(one, do.ShowForm | do.GiveProposal) for one in commands)
    assert sum(isinstance(one, do.EndMedia) for one in commands) == (before.active and not after.active)
    if before.turn is not None and after.turn is None and before.turn.want == "face":
        assert do.ForgetCode(before.turn.ask_id) in commands


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(STRATEGIES), max_size=60))
def test_no_order_of_events_makes_a_move_that_may_not_be(events: list[ev.Event]) -> None:
    told(Call(), events, step_is_right)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(STRATEGIES), max_size=60))
def test_nor_does_one_in_the_middle_of_a_call(events: list[ev.Event]) -> None:
    told(Call(), [*TALK, *events], step_is_right)
