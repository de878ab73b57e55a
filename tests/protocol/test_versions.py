"""This minor and the one before understand each other, both ways; what is unknown between equals is refused."""

import hashlib
import json
import struct
from typing import Annotated, Any, ClassVar, Literal

import pytest
import rfc8785
from pydantic import BaseModel, Field, ValidationError

from kiosk.applications.application import Application, MalformedApplication, read
from kiosk.applications.package import open_package
from kiosk.protocol import enrolment, identity, message, submissions
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import BadMessage, UnknownKind, decode, encode, encode_for
from kiosk.protocol.model import Wire
from kiosk.protocol.presence import Heartbeat
from kiosk.protocol.submissions import SubmissionHeader, header_bytes, pack, unpack
from kiosk.protocol.versions import MINOR, SPOKEN, Since, minor_said
from tests import previous
from tests.bounds import models
from tests.previous import marked
from tests.protocol.test_message import DIRECTIONS, EVERY, HEALTH, kinds

NOW: dict[str, Any] = {
    "FromBooth": message.FromBooth,
    "ToBooth": message.ToBooth,
    "Application": Application,
    **{
        name: getattr(module, name)
        for module in (enrolment, identity, submissions)
        for name in previous.KINDS
        if hasattr(module, name)
    },
}
LINK = [param for param in EVERY if param.values[0] in ("FromBooth", "ToBooth")]
CALL = new_id()


@pytest.mark.parametrize("minor", previous.MINORS)
@pytest.mark.parametrize(("direction", "sample"), LINK)
def test_an_earlier_program_takes_every_message_that_is_written_for_it(
    direction: str, sample: BaseModel, minor: int
) -> None:
    text = encode_for(sample, minor)
    if getattr(sample, "came_with", 0) > minor:
        assert text is None
    else:
        assert text is not None
        assert not previous.complaints(direction, text, minor)


@pytest.mark.parametrize("minor", previous.MINORS)
@pytest.mark.parametrize("direction", ["FromBooth", "ToBooth"])
def test_every_message_of_an_earlier_program_is_understood(direction: str, minor: int) -> None:
    for said in previous.samples(direction, minor):
        decode(json.dumps(said), DIRECTIONS[direction], minor)


@pytest.mark.parametrize("minor", previous.MINORS)
@pytest.mark.parametrize("kind", sorted(NOW))
def test_what_an_earlier_program_does_not_know_is_marked_with_its_minor(kind: str, minor: int) -> None:
    """Of bodies and envelopes nothing is left out, so they say nothing new yet."""
    assert previous.unknown(kind, NOW[kind], minor) - _LEFT_OUT_BY_THEMSELVES <= marked(after=minor)


@pytest.mark.parametrize("minor", previous.MINORS)
@pytest.mark.parametrize("direction", ["FromBooth", "ToBooth"])
def test_a_kind_that_an_earlier_program_does_not_know_says_its_minor(direction: str, minor: int) -> None:
    old = {said["kind"] for said in previous.samples(direction, minor)}
    new = [kind for kind in kinds(direction) if kind.model_fields["kind"].default not in old]
    assert not [kind for kind in new if not minor < getattr(kind, "came_with", 0) <= MINOR]


_LEFT_OUT_BY_THEMSELVES = {
    "SubmissionHeader.protocol_minor", "SubmissionHeader.of_visit", "Answered.doubts", "Answered.chosen",
    "Answered.by", "Answered.computed", "Answered.rows",
}  # fmt: skip
"""Not written where they say nothing. An application with doubts or several choices stays sealed at 0.1 until that is
updated; one with rows or with something computed says in its shape that there is more (`shape_of`)."""


def test_what_came_with_a_minor_may_be_left_out() -> None:
    fields = {f"{model.__name__}.{name}": field for model in models(Wire) for name, field in model.model_fields.items()}
    assert marked()
    assert not [name for name in marked() if fields[name].is_required()]


@pytest.mark.parametrize("kind", sorted(set(NOW) - {"FromBooth", "ToBooth"}))
def test_bodies_and_envelopes_of_the_program_before_are_read(kind: str) -> None:
    for said in previous.samples(kind):
        NOW[kind].model_validate_json(json.dumps(said))


def test_the_program_before_takes_the_codes_of_today() -> None:
    assert len(enrolment.new_code()) <= 16  # as many characters as its enrolment asks for


# -- a newer program -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("direction", "sample"), EVERY)
def test_a_key_of_a_newer_minor_is_passed_over_and_of_the_same_refused(direction: str, sample: BaseModel) -> None:
    later = json.dumps({**json.loads(encode(sample)), "later": {"deep": [1]}})
    assert decode(later, DIRECTIONS[direction], MINOR + 1) == sample
    with pytest.raises(BadMessage, match="extra_forbidden"):
        decode(later, DIRECTIONS[direction])


def test_a_key_of_a_newer_minor_is_passed_over_within_a_message_too() -> None:
    said = {"kind": "heartbeat", "health": {**HEALTH.model_dump(), "humidity": 40}}
    assert decode(json.dumps(said), message.from_booth, MINOR + 1) == Heartbeat(health=HEALTH)


def test_a_kind_of_a_newer_minor_is_nothing_to_do_and_of_the_same_refused() -> None:
    said = json.dumps({"kind": "paper_seen_from_above", "call_id": CALL})
    with pytest.raises(UnknownKind):
        decode(said, message.from_booth, MINOR + 1)
    with pytest.raises(BadMessage, match="union_tag_invalid"):
        decode(said, message.from_booth)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "call_cancelled", "call_id": "x"},
        {"kind": "call_cancelled"},
        {"kind": "media_connected", "call_id": CALL, "epoch": 10**400, "attempt": 1},
        {"no": "kind"},
    ],
)
def test_bounds_hold_for_a_newer_minor_too(said: dict[str, Any]) -> None:
    with pytest.raises(BadMessage) as caught:
        decode(json.dumps(said), message.from_booth, MINOR + 1)
    assert not isinstance(caught.value, UnknownKind)


def test_size_is_bounded_for_a_newer_minor_too() -> None:
    with pytest.raises(BadMessage, match="longer than"):
        decode(" " * (message.LARGEST_MESSAGE_BYTES + 1), message.from_booth, MINOR + 1)


class _Leaf(Wire):
    old: int = 1
    new: Annotated[int, Since(2)] = 2


class _Tree(Wire):
    kind: Literal["tree"] = "tree"
    leaves: tuple[_Leaf, ...] = (_Leaf(), _Leaf())
    leaf: _Leaf = _Leaf()
    none: _Leaf | None = None
    later: Annotated[str, Field(max_length=3), Since(1)] = "x"


class _Later(Wire):
    came_with: ClassVar[int] = 1
    kind: Literal["later"] = "later"


def test_an_older_peer_is_told_what_it_knows() -> None:
    leaf = {"old": 1}
    assert json.loads(encode_for(_Tree(), 0) or "") == {
        "kind": "tree",
        "leaves": [leaf, leaf],
        "leaf": leaf,
        "none": None,
    }
    assert json.loads(encode(_Tree()))["later"] == "x"
    assert encode_for(_Later(), 0) is None
    assert encode_for(_Later(), 1) == encode(_Later())


@pytest.mark.parametrize(
    ("said", "minor"),
    [(None, 0), ("", 0), ("1", 0), ("1.0", 0), (SPOKEN, MINOR), ("1.7", 7), ("1.x", 0), ("1." + "9" * 99, 0)],
)
def test_who_says_no_version_is_of_the_first(said: str | None, minor: int) -> None:
    assert minor_said(said) == minor


# -- what is sealed --------------------------------------------------------------------------------------------------


def header(**more: Any) -> bytes:
    sealed = "ab" * 32
    (said,) = previous.samples("SubmissionHeader")
    return json.dumps({**said, "sha256": sealed, **more}).encode()


def test_a_header_of_today_is_one_of_the_program_before() -> None:
    written = header_bytes(SubmissionHeader.model_validate_json(header()))
    assert not previous.complaints("SubmissionHeader", written)
    assert json.loads(written) == json.loads(header())


def test_a_header_of_a_newer_minor_is_read_and_what_it_says_more_passed_over() -> None:
    digest = hashlib.sha256(b"sealed").hexdigest()
    newer = submissions.HEADER_MINOR + 1
    envelope = unpack(pack(header(sha256=digest, protocol_minor=newer, weight=3), b"signature", b"sealed"))
    assert envelope.header.protocol_minor == newer
    assert b"weight" in envelope.header_bytes  # what is signed stays whole
    with pytest.raises(submissions.BadEnvelope):
        unpack(pack(header(sha256=digest, weight=3), b"signature", b"sealed"))


def test_an_application_of_a_newer_minor_is_read_and_of_the_same_refused() -> None:
    (said,) = previous.samples("Application")
    assert read(rfc8785.dumps(said)).shape == "kiosk-application/1"
    answers = [{**answer, "later": [1]} for answer in said["answers"]]
    bare = {**said, "answers": answers, "attachments": [], "signature": {"kind": "none", "png_sha256": None}}
    content = rfc8785.dumps({**bare, "shape": "kiosk-application/1.2", "later": 1})
    newer = read(content)
    assert [answer.text for answer in newer.answers] == [answer["text"] for answer in answers]
    assert open_package(b"KAPP1" + struct.pack("!I", len(content)) + content).written == content  # all of it is signed
    with pytest.raises(MalformedApplication, match="wrong at later"):
        read(rfc8785.dumps({**said, "later": 1}))
    for shape in ("kiosk-application/2", "kiosk-application/1.0", "kiosk-application/1.1.1"):
        with pytest.raises(MalformedApplication, match="wrong at shape"):
            read(rfc8785.dumps({**said, "shape": shape}))


def test_a_body_of_the_same_minor_is_held_to_its_keys() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        enrolment.RenewalAsked.model_validate_json('{"csr": "x", "later": 1}')
