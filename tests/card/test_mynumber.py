"""The flows against the virtual card in this very process: no service, no reader, every command in the card's log."""

from collections.abc import Callable
from hashlib import sha256

import pytest

from kiosk.card import card
from kiosk.card.card import CardKind
from kiosk.card.conversation import Conversation
from kiosk.card.files.integrity import IntegrityRoots
from kiosk.card.mynumber import MyNumberCard, outcome_of
from kiosk.card.recognise import recognise
from kiosk.jpki.certificates import proves_possession
from kiosk.protocol.faults import CardFault, Code
from kiosk.protocol.identity import Integrity
from kiosk.rehearsal.card.faults import Faults, FaultyCard, Moment
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_face import root_keys

Cards = Callable[[str], VirtualCard]
RECOGNISING = 9
IDENTITY = 2


def opened(virtual: VirtualCard, faults: Faults | None = None) -> MyNumberCard:
    """The card after it was recognised."""
    talk = Conversation(InProcess(FaultyCard(virtual, faults)))
    return MyNumberCard(talk, recognise(talk, virtual.atr))


def pin(text: str = "1234") -> bytearray:
    return bytearray(text.encode())


def test_identity_takes_two_commands_after_recognising(cards: Cards) -> None:
    virtual = cards("kasai")
    outcome = opened(virtual).read_identity(pin())
    assert isinstance(outcome, card.IdentityRead)
    assert outcome.identity.name == "葛\U000e0102西　辻\U000e0102子"
    assert outcome.identity.address.startswith("兵庫県姫路市")
    assert str(outcome.identity.birth_date.known()) == "1959-05-06"
    assert outcome.notes == ()
    assert outcome.apdus == len(virtual.log) == RECOGNISING + IDENTITY
    assert (virtual.verifies, virtual.number_selections) == (1, 0)


CODE = "34050620352285"
ROOTS = IntegrityRoots(root_keys())


def with_roots(virtual: VirtualCard) -> MyNumberCard:
    talk = Conversation(InProcess(FaultyCard(virtual)))
    return MyNumberCard(talk, recognise(talk, virtual.atr), ROOTS)


@pytest.mark.parametrize("profile", ["kasai", "no_short_ids"])
def test_identity_is_read_with_the_printed_code(cards: Cards, profile: str) -> None:
    virtual = cards(profile)
    entry = pin(CODE)
    outcome = opened(virtual).read_identity_by_code(entry)
    assert isinstance(outcome, card.IdentityRead)
    assert outcome.identity.birth_date.raw == "19590506"
    assert not any(entry)
    assert (virtual.verifies, virtual.number_selections) == (1, 0)


def test_the_printed_code_opens_a_card_whose_pin_is_locked(cards: Cards) -> None:
    for profile in ("blocked", "face"):
        assert isinstance(opened(cards(profile)).read_identity_by_code(pin(CODE)), card.IdentityRead)


def test_a_wrong_printed_code_counts_down_from_ten(cards: Cards) -> None:
    virtual = cards("adult")
    mine = opened(virtual)
    outcomes = [mine.read_identity_by_code(pin("55021720352285")) for _ in range(11)]
    assert outcomes == [*(card.WrongPin(left=left) for left in range(9, 0, -1)), card.Locked(), card.Locked()]
    assert virtual.verifies == 10
    assert isinstance(mine.read_identity(pin()), card.IdentityRead)


@pytest.mark.parametrize("profile", ["kasai", "no_short_ids", "blocked", "face", "child"])
def test_the_printed_face_is_read_with_the_printed_code(cards: Cards, profile: str) -> None:
    virtual = cards(profile)
    outcome = opened(virtual).read_face(pin(CODE))
    assert isinstance(outcome, card.FaceRead)
    assert (outcome.birth_date, outcome.sex, outcome.municipality) == ("19590506", "2", "28201")
    assert (outcome.integrity, outcome.notes) == (Integrity.UNCHECKED, ())
    assert (virtual.verifies, virtual.number_selections) == (1, 0)


def test_the_municipality_comes_from_the_application_where_the_card_does_not_say_it_at_once(cards: Cards) -> None:
    virtual = cards("kasai")
    outcome = opened(virtual, Faults(status_at={2: 0x6A88})).read_face(pin(CODE))
    assert isinstance(outcome, card.FaceRead)
    assert outcome.municipality == "28201"


def test_with_a_root_the_issuers_signatures_are_checked(cards: Cards) -> None:
    mine = with_roots(cards("kasai"))
    for outcome in (mine.read_identity(pin()), mine.read_identity_by_code(pin(CODE)), mine.read_face(pin(CODE))):
        assert isinstance(outcome, card.IdentityRead | card.FaceRead)
        assert outcome.integrity is Integrity.GOOD


def test_what_was_changed_after_issue_goes_no_further(cards: Cards) -> None:
    mine = with_roots(cards("retouched"))
    for outcome in (mine.read_identity(pin()), mine.read_identity_by_code(pin(CODE)), mine.read_face(pin(CODE))):
        assert outcome == card.Damaged(code=Code.COPIED)


def test_without_a_root_no_integrity_record_is_read(cards: Cards) -> None:
    virtual = cards("kasai")
    mine = opened(virtual)
    mine.read_identity(pin())
    mine.read_face(pin(CODE))
    assert not [command for command, _ in virtual.log if command[:6] in ("00b083", "00b084")]


def test_a_broken_photograph_leaves_the_rest(cards: Cards) -> None:
    outcome = opened(cards("broken_photograph")).read_face(pin(CODE))
    assert isinstance(outcome, card.FaceRead)
    assert outcome.name
    assert [note.field for note in outcome.notes] == ["photograph"]


def test_a_card_without_short_ids_is_read_by_selecting(cards: Cards) -> None:
    virtual = cards("no_short_ids")
    outcome = opened(virtual).read_identity(pin())
    assert isinstance(outcome, card.IdentityRead)
    assert (virtual.verifies, virtual.number_selections) == (1, 0)


def test_a_wrong_pin_counts_down_to_locked_with_one_verify_an_entry(cards: Cards) -> None:
    virtual = cards("adult")
    mine = opened(virtual)
    outcomes = [mine.read_identity(pin("9999")) for _ in range(4)]
    assert outcomes == [card.WrongPin(left=2), card.WrongPin(left=1), card.Locked(), card.Locked()]
    assert [outcome.code for outcome in outcomes if not isinstance(outcome, card.IdentityRead)] == [
        Code.WRONG_PIN,
        Code.LAST_TRY,
        Code.LOCKED,
        Code.LOCKED,
    ]
    assert virtual.verifies == 3  # a locked card is not asked again


def test_a_right_pin_fills_the_counter_again(cards: Cards) -> None:
    mine = opened(cards("adult"))
    assert mine.read_identity(pin("9999")) == card.WrongPin(left=2)
    assert isinstance(mine.read_identity(pin()), card.IdentityRead)
    assert mine.read_tries() == card.TriesRead(tries=card.Tries(card_face=3, auth=3, sign=5))


@pytest.mark.parametrize("profile", ["blocked", "blocked_iso", "face"])
def test_a_locked_card_gets_no_pin(cards: Cards, profile: str) -> None:
    virtual = cards(profile)
    outcome = opened(virtual).read_identity(pin())
    assert outcome == card.Locked(code=Code.FACE_ONLY if profile == "face" else Code.LOCKED)
    assert virtual.verifies == 0


def test_the_pin_is_overwritten_whatever_happens(cards: Cards) -> None:
    for profile in ("adult", "blocked", "licence", "truncated_identity"):
        entry = pin()
        opened(cards(profile)).read_identity(entry)
        assert not any(entry), profile


@pytest.mark.parametrize("profile", ["licence", "residence", "old_juki", "phone", "felica", "felica_plain", "bank"])
def test_another_card_gets_no_pin(cards: Cards, profile: str) -> None:
    virtual = cards(profile)
    outcome = opened(virtual).read_identity(pin())
    assert isinstance(outcome, card.NotSupported)
    assert virtual.verifies == 0


@pytest.mark.parametrize(
    ("profile", "code"),
    [("garbled", Code.GARBLED), ("truncated_identity", Code.TRUNCATED)],
)
def test_a_damaged_file_is_told_by_its_code(cards: Cards, profile: str, code: Code) -> None:
    virtual = cards(profile)
    assert opened(virtual).read_identity(pin()) == card.Damaged(code=code)
    assert virtual.verifies == 1


def test_a_file_that_came_short_is_read_once_more(cards: Cards) -> None:
    virtual = cards("truncated_identity")
    opened(virtual).read_identity(pin())
    assert len([command for command, _ in virtual.log if command.startswith("00b082")]) == 2


def test_a_certificate_is_read_without_pin_and_filler(cards: Cards) -> None:
    virtual = cards("adult")
    outcome = opened(virtual).read_certificate()
    assert isinstance(outcome, card.CertificateRead)
    assert bytes.fromhex(outcome.der)[-2:] != b"\xff\xff"
    assert virtual.verifies == 0


def test_a_truncated_certificate_is_told(cards: Cards) -> None:
    assert opened(cards("truncated")).read_certificate() == card.Damaged(code=Code.TRUNCATED)


def test_a_my_number_card_that_lacks_a_part_is_not_called_another_card(cards: Cards) -> None:
    virtual = cards("adult")
    reader = opened(virtual)
    del virtual.applications[0].files[0x0A]
    del virtual.applications[2]
    assert reader.read_certificate() == card.Damaged(code=Code.GARBLED)
    assert reader.read_face(pin(CODE)) == card.Damaged(code=Code.GARBLED)
    assert isinstance(reader.read_identity(pin()), card.IdentityRead)


def test_a_challenge_is_signed_with_the_key_of_the_certificate(cards: Cards) -> None:
    outcome = opened(cards("adult")).sign_challenge(sha256(b"nonce").digest(), pin())
    assert isinstance(outcome, card.ChallengeSigned)
    assert proves_possession(bytes.fromhex(outcome.der), bytes.fromhex(outcome.signature), b"nonce")


def test_a_copied_card_cannot_prove_possession(cards: Cards) -> None:
    outcome = opened(cards("copied")).sign_challenge(sha256(b"nonce").digest(), pin())
    assert isinstance(outcome, card.ChallengeSigned)
    assert not proves_possession(bytes.fromhex(outcome.der), bytes.fromhex(outcome.signature), b"nonce")


def test_a_document_is_signed_with_the_key_of_the_signing_certificate(cards: Cards) -> None:
    virtual = cards("adult")
    outcome = opened(virtual).sign_document(sha256(b"application").digest(), pin("KIOSK2026"))
    assert isinstance(outcome, card.DocumentSigned)
    assert proves_possession(bytes.fromhex(outcome.der), bytes.fromhex(outcome.signature), b"application")
    assert (virtual.verifies, virtual.number_selections) == (1, 0)


def test_a_card_without_signing_certificate_gets_no_password(cards: Cards) -> None:
    virtual = cards("child")
    outcome = opened(virtual).sign_document(bytes(32), pin("KIOSK2026"))
    assert outcome == card.NotSupported(kind=CardKind.MY_NUMBER, code=Code.NO_SIGNING_CERTIFICATE)
    assert virtual.verifies == 0


def test_a_wrong_signing_password_leaves_four(cards: Cards) -> None:
    assert opened(cards("adult")).sign_document(bytes(32), pin("WRONG1")) == card.WrongPin(left=4)


FLOWS: dict[str, Callable[[MyNumberCard], card.Outcome]] = {
    "tries": lambda mine: mine.read_tries(),
    "identity": lambda mine: mine.read_identity(pin()),
    "identity_by_code": lambda mine: mine.read_identity_by_code(pin(CODE)),
    "face": lambda mine: mine.read_face(pin(CODE)),
    "certificate": lambda mine: mine.read_certificate(),
    "challenge": lambda mine: mine.sign_challenge(bytes(32), pin()),
    "document": lambda mine: mine.sign_document(bytes(32), pin("KIOSK2026")),
}


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("flow", list(FLOWS))
def test_every_flow_survives_a_card_pulled_at_each_of_its_commands(cards: Cards, flow: str, moment: Moment) -> None:
    whole = cards("adult")
    FLOWS[flow](opened(whole))
    virtual = cards("adult")
    for at in range(RECOGNISING + 1, len(whole.log) + 1):
        virtual.power_off()
        outcome = FLOWS[flow](opened(virtual, Faults(eject_at=at, eject_moment=moment)))
        last = at == len(whole.log) and moment is Moment.AFTER
        assert isinstance(outcome, card.Removed) is not last
    virtual.power_off()
    assert not isinstance(FLOWS[flow](opened(virtual)), card.Fault)
    assert virtual.number_selections == 0


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("at", range(RECOGNISING + 1, RECOGNISING + IDENTITY + 1))
def test_a_card_pulled_at_any_command_of_identity_is_removed(cards: Cards, at: int, moment: Moment) -> None:
    virtual = cards("adult")
    outcome = opened(virtual, Faults(eject_at=at, eject_moment=moment)).read_identity(pin())
    last = at == RECOGNISING + IDENTITY and moment is Moment.AFTER
    verifying = at == RECOGNISING + 1 and moment is not Moment.AFTER
    if last:
        assert isinstance(outcome, card.IdentityRead)
    else:
        assert outcome == card.Removed(pin_uncertain=verifying)
    assert virtual.verifies <= 1


@pytest.mark.parametrize("at", range(1, RECOGNISING + 1))
def test_a_card_pulled_while_it_is_recognised_is_removed(cards: Cards, at: int) -> None:
    virtual = cards("adult")
    with pytest.raises(CardFault) as fault:
        opened(virtual, Faults(eject_at=at))
    assert fault.value.code is Code.PULLED_OUT
    assert virtual.verifies == 0


def test_after_a_strange_answer_to_the_pin_the_counter_is_asked_before_the_next_entry(cards: Cards) -> None:
    virtual = cards("adult")
    mine = opened(virtual, Faults(status_at={RECOGNISING + 1: 0x6F00}))
    outcome = mine.read_identity(pin())
    assert outcome == card.Damaged(code=Code.MUTE, pin_uncertain=True)
    before = len(virtual.log)
    assert isinstance(mine.read_identity(pin()), card.IdentityRead)
    assert virtual.log[before][0] == "00200091"
    assert virtual.verifies == 1


@pytest.mark.parametrize("status", [0x6400, 0x6581, 0x6982, 0x6A82, 0x6D00, 0x6281, 0x9001])
@pytest.mark.parametrize("at", range(1, RECOGNISING + IDENTITY + 1))
def test_any_status_word_at_any_command_gives_an_outcome(cards: Cards, at: int, status: int) -> None:
    virtual = cards("adult")
    try:
        told: str = opened(virtual, Faults(status_at={at: status})).read_identity(pin()).outcome
    except CardFault as fault:
        told = fault.code
    assert told in {"identity_read", "damaged", "not_supported", Code.GARBLED, Code.MUTE}
    assert virtual.verifies <= 1
    assert virtual.number_selections == 0


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (Code.PULLED_OUT, card.Removed(pin_uncertain=True)),
        (Code.SILENT, card.Silent(pin_uncertain=True)),
        (Code.NO_READER, card.ReaderLost(pin_uncertain=True)),
        (Code.BUSY, card.Busy()),
        (Code.SWAPPED, card.Swapped()),
        (Code.OTHER_CARD, card.NotSupported(kind=CardKind.OTHER, code=Code.OTHER_CARD)),
        (Code.GARBLED, card.Damaged(code=Code.GARBLED, pin_uncertain=True)),
    ],
)
def test_each_fault_has_its_outcome(code: Code, outcome: card.Fault) -> None:
    assert outcome_of(CardFault(code), pin_uncertain=True) == outcome
