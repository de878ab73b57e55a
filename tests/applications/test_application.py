"""Applications: canonical bytes that come back the same, and bytes that are refused."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.applications.application import Application, MalformedApplication, Part, Signature, canonical_bytes, read
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from tests.applications.application_samples import DRAWN, NAME, answered, applicant, application
from tests.bounds import unbounded

NORMALISED_BY_NFC = "塚福朗都神"  # U+FA10 and friends
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def test_an_application_comes_back_the_same() -> None:
    made = application()
    assert read(canonical_bytes(made)) == made
    assert canonical_bytes(read(canonical_bytes(made))) == canonical_bytes(made)


def test_the_bytes_of_one_application_never_change() -> None:
    """A changed byte would make every older signature wrong."""
    small = application(answers=(), signature=Signature(kind="none"), attachments=(), identity_events=())
    assert canonical_bytes(small).decode() == (
        '{"addressee":"姫路市長","answers":[],"attachments":[],"booth_id":"himeji-ieshima-1",'
        '"consents":["purpose-v4"],"created_at":"2026-11-21T01:23:45Z","fee":600,'
        '"form":{"procedure":"juminhyo","sha256":"' + "ab" * 32 + '","title":"住民票の写し等の請求","version":"3.1.0"},'
        '"glyph_uncertain":[],"identity_events":[],"language":"ja","place":"家島支所","reference":"IE-4731-08K",'
        '"rehearsal":false,"shape":"kiosk-application/1","signature":{"kind":"none","png_sha256":null},'
        '"submission_id":"019c0000-0000-7000-8000-000000000001"}'
    )


@pytest.mark.parametrize(
    "name", [NAME, "葛\U000e0100西", NORMALISED_BY_NFC, "か\u3099", "外\ue000字", "𠮷野", "ﾊﾝｶｸ①㈱"]
)
def test_names_are_never_normalised(name: str) -> None:
    back = read(canonical_bytes(application(answers=applicant(name))))
    assert [hex(ord(c)) for c in back.answers[0].text] == [hex(ord(c)) for c in name]


@given(TEXT)
def test_any_text_survives(text: str) -> None:
    made = application(answers=(answered("q", "質問", text),))
    assert read(canonical_bytes(made)).answers[0].text == text


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_a_changed_byte_is_another_application_or_none(place: int, value: int) -> None:
    made = application()
    content = bytearray(canonical_bytes(made))
    place %= len(content)
    before, content[place] = content[place], value
    try:
        assert (read(bytes(content)) == made) == (before == value)
    except MalformedApplication:
        assert before != value


def changed(**values: object) -> bytes:
    return rfc8785.dumps(json.loads(canonical_bytes(application())) | values)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"a":1e999}', "JSON"),
        (canonical_bytes(application()) + b" ", "canonical form"),
        (b'{"a":1,"a":1}', "canonical form"),
        (changed(shape="kiosk-application/2"), "wrong at shape"),
        (changed(hobby="go"), "wrong at hobby"),
        (changed(created_at="2026-11-21T01:23:45"), "wrong at created_at"),
        (changed(reference="4731"), "wrong at reference"),
        (b" " * (2**21 + 1), "larger"),
    ],
)
def test_bytes_that_are_no_application_are_refused_by_place(content: bytes, reason: str) -> None:
    with pytest.raises(MalformedApplication, match=reason):
        read(content)


def test_a_refusal_does_not_repeat_what_was_written() -> None:
    with pytest.raises(MalformedApplication) as caught:
        read(changed(language="KASAI TSUJIKO"))
    assert "KASAI" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_no_part_shows_personal_data_in_a_log() -> None:
    made = application()
    for part in (made, made.answers[0], made.form, made.signature):
        assert "葛" not in f"{part!r} {part}"
        assert "juminhyo" not in f"{part!r} {part}"


def test_answers_know_their_part_of_the_paper() -> None:
    made = application(answers=(*applicant(), answered("ag_name", "代理人", "甲"), answered("copies", "通数", "2")))
    assert [answer.field for answer in made.answers_in(Part.AGENT)] == ["ag_name"]
    assert [answer.field for answer in made.answers_in(Part.REQUEST)] == ["copies"]
    assert len(made.answers_in(Part.APPLICANT)) == 5


def test_a_drawn_signature_needs_its_picture() -> None:
    with pytest.raises(ValidationError):
        Signature(kind="drawn")
    with pytest.raises(ValidationError):
        Signature(kind="staff_recorded", png_sha256="0" * 64)
    with pytest.raises(ValidationError):
        application(attachments=())
    with pytest.raises(ValidationError):
        application(signature=Signature(kind="none"))


def test_nothing_is_named_twice() -> None:
    with pytest.raises(ValidationError):
        application(answers=(answered("q", "a", "b"), answered("q", "a", "c")))
    with pytest.raises(ValidationError):
        application(attachments=(DRAWN.note(), DRAWN.note()))


def test_every_field_of_an_application_has_a_bound() -> None:
    assert not unbounded(Application)


def test_an_answer_nobody_doubts_is_written_as_before_there_were_doubts() -> None:
    assert b"doubts" not in canonical_bytes(application())


def test_doubts_come_back_the_same() -> None:
    doubts = (Doubt(code=Code.SUBSTITUTED, positions=(0, 3)), Doubt(code=Code.TOO_LONG))
    first, *others = application().answers
    made = application(answers=(first.model_copy(update={"doubts": doubts}), *others))
    assert read(canonical_bytes(made)) == made
    assert canonical_bytes(read(canonical_bytes(made))) == canonical_bytes(made)
