"""How many commands each flow sends to a card, against the fewest by which the facts can be had. Counted, not timed.

The fewest: files and PINs by their short id, one SELECT for each application that has to be left for another, one
command for each counter, PIN, signature, and 256 bytes of a file that must be read.
"""

from collections.abc import Mapping
from typing import Final

from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, wall_clock
from kiosk.card import card
from kiosk.card.card import Fault, Outcome
from kiosk.card.conversation import Conversation
from kiosk.card.files.tlv import read_header
from kiosk.card.mynumber import MyNumberCard
from kiosk.card.recognise import recognise
from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.profiles import Entries, profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_face import AID as FACE_CHECK_AID
from kiosk.rehearsal.card.virtual_card_files import FACE_AID, JPKI_AID

_PROFILE: Final = "adult"
_PART: Final = 256
_SELECT, _COUNTER, _PIN, _SIGNATURE = 1, 1, 1, 1
_HINTS: Final = 2  # expiry, municipality
_LABEL_AND_PRESENCE: Final = 2
_NOTE: Final = "after recognising, in the same insertion; counted at the virtual card without a reader"


def numbers_of_commands() -> Mapping[str, Measured]:
    """The figures ``apdus-*``."""
    fewest = _fewest()
    found = {name: measured([_sent(name)], [least], _NOTE) for name, least in fewest.items()}
    recognising = _HINTS + _SELECT + _LABEL_AND_PRESENCE + 2 * _COUNTER + _SELECT + _COUNTER
    ours = len(_laid()[0].log)
    return {"apdus-recognise": measured([ours], [recognising], "kind, certificates, three counters, hints"), **found}


def _fewest() -> dict[str, int]:
    virtual = _laid()[0]

    def parts(aid: bytes, number: int) -> int:
        return -(-read_header(virtual.application(aid).files[number].content).total // _PART)

    # recognising ends in the application with the text: its counter is known, and that of 照合番号B is not
    return {
        "apdus-identity": _PIN + parts(FACE_AID, 2),
        "apdus-identity-by-code": _COUNTER + _PIN + parts(FACE_AID, 2),
        "apdus-face": _SELECT + _COUNTER + _PIN + parts(FACE_CHECK_AID, 2),
        "apdus-certificate": _SELECT + parts(JPKI_AID, 0x0A),
        "apdus-challenge": _SELECT + _PIN + _SIGNATURE + parts(JPKI_AID, 0x0A),
        "apdus-signature": _SELECT + _PIN + _SIGNATURE + parts(JPKI_AID, 0x01),
    }


def _laid() -> tuple[VirtualCard, MyNumberCard, Entries]:
    """A card that was recognised."""
    now = wall_clock()
    profile = profiles(now)[_PROFILE]
    virtual, entries = profile.make(now), profile.entries(now)
    assert entries is not None
    talk = Conversation(InProcess(FaultyCard(virtual)))
    return virtual, MyNumberCard(talk, recognise(talk, virtual.atr)), entries


def _sent(name: str) -> int:
    virtual, reader, entries = _laid()
    before = len(virtual.log)
    outcome = _flow(name, reader, entries)
    if isinstance(outcome, Fault):
        raise CannotMeasure(f"{name}: {outcome.outcome}")
    return len(virtual.log) - before


def _flow(name: str, reader: MyNumberCard, entries: Entries) -> Outcome:
    match name:
        case "apdus-identity":
            return reader.read_identity(bytearray(entries.pin.encode()))
        case "apdus-identity-by-code":
            return reader.read_identity_by_code(bytearray(entries.printed_code.encode()))
        case "apdus-face":
            return reader.read_face(bytearray(entries.printed_code.encode()))
        case "apdus-certificate":
            return reader.read_certificate()
        case "apdus-challenge":
            return reader.sign_challenge(bytes(32), bytearray(entries.pin.encode()))
        case "apdus-signature":
            return reader.sign_document(bytes(32), bytearray(entries.password.encode()))
        case _:
            return card.Removed()
