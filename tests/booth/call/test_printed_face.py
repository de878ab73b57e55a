"""The printed face for staff, read from virtual cards in this very process: every command is in the card's log."""

import base64
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.booth.call.printed_face import Codes, Face, read, shown, why_not
from kiosk.card.card import (
    Busy,
    CardKind,
    CardPresent,
    FaceOutcome,
    FaceRead,
    IdentityOutcome,
    Locked,
    Note,
    Removed,
    Swapped,
)
from kiosk.card.conversation import Conversation
from kiosk.card.mynumber import MyNumberCard
from kiosk.card.recognise import recognise
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardFace, Integrity
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
CODE = "34050620352285"
WRONG = "34050620359999"
ASK = "ask"
Second = Callable[[], IdentityOutcome]


class LaidCard:
    """A reader with one virtual card on it; each flow is a conversation of its own, as at the real reader."""

    def __init__(self, profile: str = "adult") -> None:
        self.card: VirtualCard = profiles(NOW)[profile].make(NOW)
        self.faulty = FaultyCard(self.card)
        self.insertion = 7
        self.seen: list[tuple[bytearray, int | None]] = []
        self.second: Second | None = None
        self.expiry: str | None = None
        talk = Conversation(InProcess(self.faulty))
        self.recognised = recognise(talk, self.card.atr)

    @property
    def present(self) -> CardPresent | None:
        found = self.recognised
        return CardPresent(
            kind=found.kind, insertion=self.insertion, tries=found.tries, code=found.code, expiry=self.expiry
        )

    def _opened(self, code: bytearray, insertion: int | None) -> MyNumberCard:
        self.seen.append((code, insertion))
        return MyNumberCard(Conversation(InProcess(self.faulty)), self.recognised)

    async def read_face(self, code: bytearray, insertion: int | None = None) -> FaceOutcome:
        return self._opened(code, insertion).read_face(code)

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> IdentityOutcome:
        mine = self._opened(code, insertion)
        return self.second() if self.second else mine.read_identity_by_code(code)

    def read(self, code: str = CODE) -> Awaitable[Face | str]:
        return read(self, bytearray(code.encode()), NOW.date())


async def test_pictures_for_staff_and_identity_for_the_form_come_of_one_insertion() -> None:
    laid = LaidCard()
    face = await laid.read()
    assert isinstance(face, Face)
    pictures = [base64.b64decode(one) for one in (face.shown.name, face.shown.address, face.shown.photograph)]
    assert {one[:8] for one in pictures} == {b"\x89PNG\r\n\x1a\n"}
    assert (face.shown.birth_date, face.shown.sex, face.shown.integrity) == ("19590506", "2", "unchecked")
    assert face.shown.cautions == ()
    assert face.identity is not None
    assert face.identity.identity.birth_date.raw == "19590506"
    assert [insertion for _, insertion in laid.seen] == [7, 7]


async def test_each_counter_sees_the_code_once_and_both_buffers_are_overwritten() -> None:
    laid = LaidCard()
    await laid.read()
    assert laid.card.verifies == 2
    assert [code for code, _ in laid.seen] == [bytearray(14), bytearray(14)]
    assert laid.seen[0][0] is not laid.seen[1][0]
    assert laid.card.number_selections == 0


async def test_a_wrong_code_costs_one_try_of_one_counter() -> None:
    laid = LaidCard()
    assert await laid.read(WRONG) == "C-06"
    assert laid.card.verifies == 1
    assert len(laid.seen) == 1


async def test_a_code_that_was_wrong_too_often_is_not_sent_any_more() -> None:
    laid = LaidCard()
    said = [await laid.read(WRONG) for _ in range(11)]
    assert said == [*["C-06"] * 8, "C-07", "C-08", "C-08"]
    assert laid.card.verifies == 10


@pytest.mark.parametrize("profile", ["blocked", "face", "no_short_ids", "child"])
async def test_a_locked_pin_does_not_close_the_printed_face(profile: str) -> None:
    laid = LaidCard(profile)
    assert laid.present is not None
    assert why_not(laid.present) is None
    assert isinstance(await laid.read(), Face)


async def test_a_photograph_that_cannot_be_shown_is_empty_and_named() -> None:
    face = await LaidCard("broken_photograph").read()
    assert isinstance(face, Face)
    assert face.shown.photograph == ""
    assert face.shown.name
    assert face.shown.cautions == ("C-14",)


async def test_staff_are_told_that_a_card_expires_soon() -> None:
    laid = LaidCard()
    laid.expiry = "20261231"
    face = await laid.read()
    assert isinstance(face, Face)
    assert face.shown.cautions == ("C-29",)


async def test_what_is_odd_about_identity_is_named_and_the_dates_must_agree() -> None:
    face = await LaidCard("control_characters").read()
    assert isinstance(face, Face)
    assert {"C-14", "C-16"} <= set(face.shown.cautions)
    assert face.identity is not None


@pytest.mark.parametrize("outcome", [Locked(), Busy()])
async def test_identity_that_cannot_be_read_leaves_the_face_and_is_named(outcome: IdentityOutcome) -> None:
    laid = LaidCard()
    laid.second = lambda: outcome
    face = await laid.read()
    assert isinstance(face, Face)
    assert face.identity is None
    assert face.shown.photograph
    assert face.shown.cautions == (getattr(outcome, "code", None),)


@pytest.mark.parametrize("outcome", [Removed(), Swapped()])
async def test_two_cards_are_never_mixed(outcome: IdentityOutcome) -> None:
    laid = LaidCard()
    laid.second = lambda: outcome
    assert await laid.read() == getattr(outcome, "code", None)


@pytest.mark.parametrize("at", range(1, 40))
async def test_a_card_pulled_at_any_command_gives_nothing_half_done(at: int) -> None:
    laid = LaidCard()
    await LaidCard().read()
    laid.faulty.faults = Faults(eject_at=laid.faulty.commands + at)
    outcome = await laid.read()
    whole = isinstance(outcome, Face) and outcome.identity is not None
    assert whole or outcome == "C-01"
    assert laid.card.verifies <= 2
    assert all(not any(code) for code, _ in laid.seen)


async def test_without_a_code_nothing_reaches_the_card() -> None:
    laid = LaidCard()
    before = len(laid.card.log)
    codes = Codes()
    assert not codes.keep(ASK, None)
    assert not codes.keep(ASK, "99999999999999")
    assert not codes.keep(ASK, "１２３")
    assert codes.take("another") == bytearray()
    assert len(laid.card.log) == before


def test_a_code_waits_as_bytes_and_is_overwritten() -> None:
    codes = Codes()
    assert codes.keep(ASK, CODE)
    kept = codes._codes[ASK]
    codes.keep(ASK, CODE)
    assert kept == bytearray(14), "another one for the same ask overwrites the first"
    kept = codes._codes[ASK]
    codes.wipe("another")
    assert kept == CODE.encode()
    codes.wipe_all()
    assert kept == bytearray(14)
    assert codes.take(ASK) == bytearray()


def test_a_taken_code_is_with_the_taker_alone() -> None:
    codes = Codes()
    codes.keep(ASK, CODE)
    taken = codes.take(ASK)
    codes.wipe_all()
    assert taken == CODE.encode()


def face_of(**changes: Any) -> FaceRead:
    plain = {"birth_date": "19590506", "sex": "2", "name": "00", "address": "00", "photograph": "00"}
    return FaceRead.model_validate({**plain, **changes})


@pytest.mark.parametrize(("field", "most"), [("name", 60000), ("address", 60000), ("photograph", 120000)])
def test_a_picture_larger_than_the_message_is_left_out_and_named(field: str, most: int) -> None:
    fits = shown(face_of(**{field: "00" * (most // 4 * 3)}))
    assert len(getattr(fits, field)) == most
    assert fits.cautions == ()
    too_large = shown(face_of(**{field: "00" * (most // 4 * 3 + 1)}))
    assert getattr(too_large, field) == ""
    assert too_large.cautions == ("C-14",)


def test_texts_longer_than_the_message_are_left_out_and_named() -> None:
    told = shown(face_of(birth_date="1" * 21, sex="22222", expiry="2" * 8))
    assert (told.birth_date, told.sex, told.expiry, told.cautions) == ("", "", "22222222", ("C-17",))


def test_each_caution_is_said_once_and_no_more_than_ten() -> None:
    notes = tuple(Note(code=code, field="name") for code in [*list(Code)[:12], Code.PULLED_OUT])
    told = shown(face_of(notes=notes), Code.PULLED_OUT)
    assert told.cautions == tuple(code.value for code in list(Code)[:10])


@pytest.mark.parametrize("integrity", list(Integrity))
def test_whether_the_issuer_signed_it_is_told_as_it_is(integrity: Integrity) -> None:
    assert shown(face_of(integrity=integrity)).integrity == integrity.value


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [
        (CardKind.MY_NUMBER, None, None),
        (CardKind.MY_NUMBER, Code.LOCKED, None),
        (CardKind.MY_NUMBER, Code.FACE_ONLY, None),
        (CardKind.MY_NUMBER, Code.UNKNOWN_ISSUER, "C-22"),
        (CardKind.PHONE, Code.PHONE, "C-04"),
        (CardKind.FELICA, Code.FELICA, "C-02"),
        (CardKind.MUTE, Code.SILENT, "C-27"),
    ],
)
def test_only_what_has_no_printed_face_is_refused(kind: CardKind, code: Code | None, said: str | None) -> None:
    assert why_not(CardPresent(kind=kind, insertion=1, code=code)) == said


def test_nothing_personal_is_in_its_words() -> None:
    assert repr(Face(CardFace(birth_date="19590506"), None)) == "Face()"
