"""Every message of every direction survives the wire; nothing else gets through."""

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from kiosk.protocol import call_state, calls, duty, forms, identity, message, presence
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import LARGEST_MESSAGE_BYTES, BadMessage, decode, encode, from_booth, to_booth

CALL, AT = new_id(), datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
WHICH: dict[str, Any] = {"call_id": CALL, "epoch": 3}
SERVERS = (calls.IceServer(urls=("turn:192.0.2.1:3478?transport=udp",), username="u", credential="c"),)
HEALTH = presence.BoothHealth(software="0.1.0", outbox_waiting=2, card_reader=True)
STAFF = calls.StaffShown(name="田中 恵子", section="市民課", staff_id=new_id())
AVAILABLE = presence.Availability(staff_free=1, staff_on_duty=2, waiting=0)
KEY = presence.SealingKey(key_id="k1", suite="x", public_key="AA==", signature="AA==")
WAITING = duty.WaitingCall(call_id=CALL, place="家島支所", since=AT, waiting_number=12, topic="住民票の写し")
FIELD = forms.ShownField(
    field="ap_name", label="氏名", value="葛\U000e0102西　辻\U000e0102子", text="葛\U000e0102西　辻\U000e0102子",
    source=forms.Source.CARD, is_name=True, options=(forms.ShownOption(value=1, text="一"),),
)  # fmt: skip

EVIDENCE = identity.Evidence(
    evidence_id=new_id(), level="A3", method=identity.Method.CARD_KEY, outcome=identity.Outcome.NOT_CHECKED, at=AT,
    code="C-21", steps=(identity.StepFound(step="revocation", verdict=identity.Verdict.NOT_CHECKED, code="C-21"),),
)  # fmt: skip
FACE = identity.CardFace(name="AA==", photograph="AA==", birth_date="19590506", sex="2", cautions=("C-14",))

BOOTH_NOW = call_state.BoothNow(
    number=7, waited=call_state.Waited(topic="juminhyo", waiting_number=4, waited_s=90), answered_by=new_id(),
    attempt=2, seen=1, curtain=True, form="shown", form_number=12, asks_heard=1,
    settled=(call_state.Settled(proposal_id=new_id(), accepted=True),),
    card=call_state.CardNow(ask_id=new_id(), state="reading"), **WHICH,
)  # fmt: skip
STAFF_NOW = call_state.StaffNow(
    number=5, answered=2, seen=1, broken=True, form_asks=1, form_number=11,
    proposals=(call_state.Proposed(proposal_id=new_id(), field="copies", value=2),),
    card=call_state.CardWanted(ask_id=new_id(), want="face"), **WHICH,
)  # fmt: skip

SAMPLES: list[BaseModel] = [
    presence.BoothHello(protocol_version=1, booth_id="himeji-ieshima-1", health=HEALTH, call_id=CALL, epoch=3),
    BOOTH_NOW,
    STAFF_NOW,
    presence.Beat(),
    calls.RelayRenewed(call_id=CALL, ice_servers=SERVERS),
    duty.OutcomeKept(call_id=CALL),
    presence.Heartbeat(health=HEALTH),
    presence.Welcome(protocol_version=1, server_time=AT, sealing_keys=(KEY,), availability=AVAILABLE),
    AVAILABLE,
    presence.ProceduresPublished(number=7),
    presence.Refused(code="stale_epoch", call_id=CALL),
    calls.CallRequested(call_id=CALL, topic="juminhyo", language="easy"),
    calls.CallCancelled(call_id=CALL),
    calls.PinCurtain(drawn=True, **WHICH),
    calls.MediaOffer(attempt=1, sdp="v=0\r\n", **WHICH),
    calls.MediaAnswer(attempt=1, sdp="v=0\r\n", **WHICH),
    calls.MediaCandidate(attempt=1, candidate="", sdp_mid="0", sdp_m_line_index=0, **WHICH),
    calls.MediaConnected(attempt=1, **WHICH),
    calls.CallHungUp(**WHICH),
    calls.CallQueued(call_id=CALL, waiting_number=12, ahead=1, ice_servers=SERVERS),
    calls.CallAnswered(staff=STAFF, ice_servers=SERVERS, **WHICH),
    calls.CallConnected(**WHICH),
    calls.CallEnded(reason=calls.EndReason.LOST, **WHICH),
    duty.CallsNow(
        server_time=AT,
        status="available",
        state="idle",
        waiting=(WAITING,),
        average_wait_seconds=1.5,
        owed=duty.OutcomeOwed(call=WAITING, reason=calls.EndReason.LOST, talked_s=40),
    ),
    duty.CallRings(reservation_id=new_id(), expires_at=AT, call=WAITING),
    duty.RingWithdrawn(reservation_id=new_id(), why="expired"),
    duty.CallYours(call=WAITING, counter="shimin", epoch=3, ice_servers=SERVERS),
    duty.ConsoleHello(protocol_version=1, status="break", now=STAFF_NOW, owes=CALL),
    duty.StatusChosen(status="break"),
    duty.RingAnswered(reservation_id=new_id()),
    duty.RingDeclined(reservation_id=new_id()),
    duty.WrapUp(call_id=CALL, outcome=duty.Outcome.SOLVED, note="よい"),
    forms.FormShown(procedure="juminhyo", version="1", title="住民票の写し", locale="ja", fields=(FIELD,), **WHICH),
    forms.FormHidden(**WHICH),
    forms.FormAsked(**WHICH),
    forms.Proposal(proposal_id=new_id(), field="ap_tel", value="079-221-0000", **WHICH),
    forms.ProposalAnswered(proposal_id=new_id(), accepted=True, **WHICH),
    identity.CardAsked(ask_id=new_id(), want="face", code="59050620311234", **WHICH),
    identity.CardTold(ask_id=new_id(), state="done", face=FACE, **WHICH),
    identity.EvidenceGiven(method="paper_seen", outcome="confirmed", paper="運転免許証", **WHICH),
    identity.EvidenceFound(evidence=EVIDENCE, **WHICH),
]
DIRECTIONS: dict[str, TypeAdapter[Any]] = {
    "FromBooth": message.from_booth,
    "ToBooth": message.to_booth,
    "FromConsole": message.from_console,
    "ToConsole": message.to_console,
}


def kinds(direction: str) -> tuple[type[BaseModel], ...]:
    union, *_ = get_args(getattr(message, direction))
    return get_args(union)


EVERY = [
    pytest.param(name, sample, id=f"{name}-{type(sample).__name__}")
    for name in DIRECTIONS
    for sample in SAMPLES
    if isinstance(sample, kinds(name))
]


def test_there_is_a_sample_of_every_message() -> None:
    sampled = {type(sample) for sample in SAMPLES}
    assert {kind for name in DIRECTIONS for kind in kinds(name)} == sampled


@pytest.mark.parametrize(("direction", "sample"), EVERY)
def test_a_message_survives_the_wire(direction: str, sample: BaseModel) -> None:
    assert decode(encode(sample), DIRECTIONS[direction]) == sample


@pytest.mark.parametrize(("direction", "sample"), EVERY)
def test_a_message_with_an_unknown_key_is_refused(direction: str, sample: BaseModel) -> None:
    with pytest.raises(BadMessage, match="extra_forbidden"):
        decode(json.dumps({**json.loads(encode(sample)), "surprise": 1}), DIRECTIONS[direction])


def test_a_message_of_another_direction_is_refused() -> None:
    with pytest.raises(BadMessage, match="union_tag_invalid"):
        decode(encode(AVAILABLE), from_booth)


def test_names_are_never_normalised() -> None:
    name = "か\u3099葛\U000e0102\ufa19"
    shown = forms.Proposal(proposal_id=new_id(), field="ap_name", value=name, **WHICH)
    again = decode(encode(shown), to_booth)
    assert isinstance(again, forms.Proposal)
    assert again.value == name


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{}", '{"kind": null}', '{"kind": "hello"}', "{", "\x00", '"x"', b"\xff"]
)
def test_what_is_no_message_is_refused(text: str | bytes) -> None:
    for direction in DIRECTIONS.values():
        with pytest.raises(BadMessage):
            decode(text, direction)


def test_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadMessage, match="longer than"):
        decode(b" " * (LARGEST_MESSAGE_BYTES + 1), to_booth)


def test_too_long_counts_bytes_not_characters() -> None:
    with pytest.raises(BadMessage, match="longer than"):
        decode('"' + "葛" * (LARGEST_MESSAGE_BYTES // 2) + '"', to_booth)


def test_the_complaint_never_holds_the_content() -> None:
    bad = json.dumps({"kind": "call_cancelled", "call_id": "葛西辻子 1234"})
    with pytest.raises(BadMessage) as caught:
        decode(bad, from_booth)
    assert str(caught.value) == "call_cancelled.call_id: string_pattern_mismatch"
    assert caught.value.__cause__ is None


def test_the_complaint_fits_into_a_refusal_whatever_came() -> None:
    bad = json.dumps({"kind": "call_cancelled", "call_id": CALL, "葛" * 5000: 1})
    with pytest.raises(BadMessage) as caught:
        decode(bad, from_booth)
    assert "葛" not in str(caught.value)
    assert presence.Refused(code="bad_message", detail=str(caught.value)).detail


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_a_message_with_one_value_changed_is_read_or_refused(sample: BaseModel, data: st.DataObject) -> None:
    changed = json.loads(encode(sample))
    changed[data.draw(st.sampled_from(sorted(changed)))] = data.draw(json_values)
    for direction in DIRECTIONS.values():
        try:
            read = decode(json.dumps(changed), direction)
        except BadMessage as refused:
            presence.Refused(code="bad_message", detail=str(refused))  # it can always be told
        else:
            assert decode(encode(read), direction) == read


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read(noise: bytes) -> None:
    with pytest.raises(BadMessage):
        decode(noise, from_booth)
