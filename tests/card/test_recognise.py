from collections.abc import Callable

import pytest

from kiosk.card.card import CardKind, Certificates, Tries
from kiosk.card.conversation import Conversation
from kiosk.card.recognise import Recognised, ask_tries, recognise
from kiosk.protocol.faults import Code
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.virtual_card import VirtualCard

Cards = Callable[[str], VirtualCard]


def seen(virtual: VirtualCard, faults: Faults | None = None) -> Recognised:
    return recognise(Conversation(InProcess(FaultyCard(virtual, faults))), virtual.atr)


@pytest.mark.parametrize(
    ("profile", "kind", "code"),
    [
        ("adult", CardKind.MY_NUMBER, None),
        ("last_try", CardKind.MY_NUMBER, None),
        ("blocked", CardKind.MY_NUMBER, Code.LOCKED),
        ("blocked_iso", CardKind.MY_NUMBER, Code.LOCKED),
        ("face", CardKind.MY_NUMBER, Code.FACE_ONLY),
        ("old_juki", CardKind.OLD_JUKI, Code.OTHER_CARD),
        ("phone", CardKind.PHONE, Code.PHONE),
        ("iphone", CardKind.PHONE, Code.PHONE),
        ("licence", CardKind.LICENCE, Code.OTHER_CARD),
        ("residence", CardKind.RESIDENCE, Code.OTHER_CARD),
        ("felica", CardKind.FELICA, Code.FELICA),
        ("felica_plain", CardKind.FELICA, Code.FELICA),
        ("bank", CardKind.OTHER, Code.OTHER_CARD),
        ("no_short_ids", CardKind.MY_NUMBER, None),
    ],
)
def test_each_card_is_known_for_what_it_is(cards: Cards, profile: str, kind: CardKind, code: Code | None) -> None:
    virtual = cards(profile)
    found = seen(virtual)
    assert (found.kind, found.code) == (kind, code)
    assert (virtual.verifies, virtual.number_selections) == (0, 0)


def test_a_my_number_card_tells_everything_in_nine_commands(cards: Cards) -> None:
    virtual = cards("adult")
    found = seen(virtual)
    assert found.label == "JPKIAPICCTOKEN2"
    assert found.certificates == Certificates(sign=True, auth=True)
    assert found.tries == Tries(card_face=3, auth=3, sign=5)
    assert (found.municipality, found.rehearsal) == ("28201", True)
    assert found.expiry is not None
    assert len(virtual.log) == 9


def test_a_child_has_no_signing_certificate(cards: Cards) -> None:
    assert seen(cards("child")).certificates == Certificates(sign=False, auth=True)


def test_hints_are_left_out_when_the_card_does_not_give_them(cards: Cards) -> None:
    found = seen(cards("adult"), Faults(status_at={1: 0x6A88, 2: 0x6A88}))
    assert (found.expiry, found.municipality) == (None, None)
    assert found.kind is CardKind.MY_NUMBER


def test_a_card_without_a_label_is_known_by_its_applications(cards: Cards) -> None:
    adult, phone = cards("adult"), cards("phone")
    for virtual in (adult, phone):
        del virtual.applications[0].files[0x06]
    assert seen(adult).kind is CardKind.MY_NUMBER
    assert seen(phone).kind is CardKind.PHONE


def test_counters_can_be_asked_again(cards: Cards) -> None:
    talk = Conversation(InProcess(FaultyCard(cards("last_try"))))
    assert ask_tries(talk) == Tries(card_face=1, auth=3, sign=5)


def test_a_card_without_a_card_face_application_still_tells_its_certificates(cards: Cards) -> None:
    virtual = cards("adult")
    del virtual.applications[1]
    found = seen(virtual)
    assert found.certificates == Certificates(sign=True, auth=True)
    assert found.tries == Tries(card_face=None, auth=3, sign=5)
