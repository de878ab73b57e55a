"""Find out what lies on the reader before anything is asked of the resident: no PIN is sent, nothing is changed."""

from dataclasses import replace
from typing import Final

from kiosk.card import apdu, profile
from kiosk.card.card import CardKind, Certificates, Tries
from kiosk.card.conversation import Conversation
from kiosk.card.profile import Application, CardFile, Pin
from kiosk.protocol.faults import CardFault, Code
from kiosk.values import dataclass

_CODES: Final = {
    CardKind.FELICA: Code.FELICA,
    CardKind.PHONE: Code.PHONE,
    CardKind.MUTE: Code.MUTE,
    CardKind.OTHER: Code.OTHER_CARD,
    CardKind.OLD_JUKI: Code.OTHER_CARD,
    CardKind.LICENCE: Code.OTHER_CARD,
    CardKind.RESIDENCE: Code.OTHER_CARD,
}

_NONE_SAID: Final = Certificates()
_NONE_COUNTED: Final = Tries()


@dataclass(frozen=True)
class Recognised:
    """What a card told by itself.

    Attributes:
        rehearsal: it says that it is our own virtual card.
        short_ids: whether it takes short file ids.
    """

    kind: CardKind
    label: str = ""
    certificates: Certificates = _NONE_SAID
    tries: Tries = _NONE_COUNTED
    expiry: str | None = None
    municipality: str | None = None
    rehearsal: bool = False
    short_ids: bool = True

    @property
    def code(self) -> Code | None:
        """Why identity cannot be read from it, or None."""
        if self.kind is not CardKind.MY_NUMBER:
            return _CODES[self.kind]
        return self.locked_code if self.tries.card_face == 0 else None

    @property
    def locked_code(self) -> Code:
        """Locked, or perhaps a card issued without PINs (顔認証マイナンバーカード): nobody can tell for sure."""
        face_only = self.tries.auth == 0 and self.certificates.sign is False
        return Code.FACE_ONLY if face_only else Code.LOCKED


def recognise(talk: Conversation, atr: bytes) -> Recognised:
    """What kind of card it is and, for a My Number Card, its certificates, counters and hints."""
    if profile.FELICA_ATR in atr:
        return Recognised(CardKind.FELICA)
    expiry = _hint(talk, profile.EXPIRY, 8)
    municipality = _hint(talk, profile.MUNICIPALITY, 5)
    answer = talk.try_select(Application.JPKI)
    if answer.status == apdu.FUNCTION_ABSENT:
        return Recognised(CardKind.FELICA)
    if answer.status != apdu.OK:
        return Recognised(_kind_without_jpki(talk))
    token = talk.read_plain(CardFile.TOKEN)
    label = token[: profile.LABEL_BYTES].decode("ascii", "replace").rstrip(" \0")
    found = Recognised(
        _kind(talk, label),
        label,
        expiry=expiry,
        municipality=municipality,
        rehearsal=profile.MAKER_REHEARSAL.encode() in token[profile.MAKER],
        short_ids=talk.short_ids,
    )
    return _with_counters(talk, found) if found.kind is CardKind.MY_NUMBER else found


def ask_tries(talk: Conversation) -> Tries:
    """All three counters; the card-face application is left selected, where the next step is."""
    auth, sign = talk.tries(Pin.AUTH), talk.tries(Pin.SIGN)
    try:
        return Tries(auth=auth, sign=sign, card_face=talk.tries(Pin.CARD_FACE))
    except CardFault as fault:
        if fault.code is not Code.OTHER_CARD:
            raise
        return Tries(auth=auth, sign=sign)  # a card without a card-face application still has certificates


def _with_counters(talk: Conversation, found: Recognised) -> Recognised:
    certificates = _certificates(talk.read_plain(CardFile.PRESENCE))
    tries = ask_tries(talk)
    return replace(found, certificates=certificates, tries=tries, short_ids=talk.short_ids)


def _hint(talk: Conversation, tag: int, length: int) -> str | None:
    answer = talk.exchange.send(apdu.get_data(tag))
    if answer.status == apdu.OK and len(answer.data) == length and answer.data.isdigit():
        return answer.data.decode("ascii")
    return None


def _kind(talk: Conversation, label: str) -> CardKind:
    if label in profile.LABELS_PHONE:
        return CardKind.PHONE
    if label == profile.LABEL_OLD_JUKI:
        return CardKind.OLD_JUKI
    if label == profile.LABEL_MY_NUMBER:
        return CardKind.MY_NUMBER
    # no label we know: a phone keeps its certificate closed, a plastic card has a card-face application
    if talk.first_part(CardFile.AUTH_CERTIFICATE).status == apdu.NOT_ALLOWED:
        return CardKind.PHONE
    return CardKind.MY_NUMBER if talk.try_select(Application.CARD_FACE).status == apdu.OK else CardKind.OTHER


def _kind_without_jpki(talk: Conversation) -> CardKind:
    for application, kind in (
        (Application.LICENCE, CardKind.LICENCE),
        (Application.LICENCE_SECOND, CardKind.LICENCE),
        (Application.RESIDENCE, CardKind.RESIDENCE),
    ):
        if talk.try_select(application).status == apdu.OK:
            return kind
    return CardKind.OTHER


def _certificates(raw: bytes) -> Certificates:
    if len(raw) < 2:
        return Certificates()
    return Certificates(sign=raw[0] == profile.PRESENT_BYTE, auth=raw[1] == profile.PRESENT_BYTE)
