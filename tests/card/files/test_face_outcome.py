from dataclasses import replace
from datetime import date

from kiosk.card.card import FaceRead, Note
from kiosk.card.files.face_file import FaceFile, parse_face
from kiosk.card.files.face_outcome import face_outcome
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity
from kiosk.rehearsal.card.virtual_card_face import face_file
from kiosk.rehearsal.residents import residents

FACE = parse_face(face_file(residents(date(2026, 11, 1))["kasai"], "20350118"))


def told(face: FaceFile) -> FaceRead:
    return face_outcome(face, integrity=Integrity.UNCHECKED, municipality="28201", apdus=3)


def test_all_three_pictures_are_plain_png() -> None:
    read = told(FACE)
    assert {bytes.fromhex(one)[:8] for one in (read.name, read.address, read.photograph)} == {b"\x89PNG\r\n\x1a\n"}
    assert (read.birth_date, read.sex, read.expiry, read.notes) == ("19590506", "2", "20350118", ())
    assert read.integrity is Integrity.UNCHECKED


def test_nothing_personal_is_in_its_representation() -> None:
    assert not [one for one in ("1959", "89504e47") if one in repr(told(FACE))]


def test_a_picture_that_cannot_be_shown_is_empty_and_named() -> None:
    read = told(replace(FACE, photograph=b"\0" * 12, name=b""))
    assert (read.photograph, read.name) == ("", "")
    assert read.address
    assert read.notes == (
        Note(code=Code.UNREADABLE_TEXT, field="name_picture"),
        Note(code=Code.UNREADABLE_TEXT, field="photograph"),
    )


def test_dates_that_are_none_are_not_invented() -> None:
    read = told(replace(FACE, expiry=b"2035", birth_date=b"1959\0\xff06"))
    assert (read.expiry, read.birth_date) == (None, "1959□□06")
