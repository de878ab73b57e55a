"""The flows of a My Number Card: counters, identity, authentication certificate, proof of possession.

Each ends with one outcome and never with an exception. Whoever runs a flow with a PIN cuts the card's power afterwards.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from kiosk.card import apdu, card, profile
from kiosk.card.card import CardKind, Fault
from kiosk.card.conversation import Conversation, fault_of, tries_of
from kiosk.card.files.face_file import parse_face, parse_municipality
from kiosk.card.files.face_outcome import face_outcome
from kiosk.card.files.identity_file import parse_identity
from kiosk.card.files.integrity import IntegrityRoots, check_face, check_identity
from kiosk.card.profile import CardFile, Pin
from kiosk.card.recognise import Recognised, ask_tries
from kiosk.protocol.faults import CardFault, Code
from kiosk.protocol.identity import Integrity

T = TypeVar("T")
_NO_ROOTS: Final = IntegrityRoots()
_COUNTED: Final = {Pin.CARD_FACE: "card_face", Pin.AUTH: "auth", Pin.SIGN: "sign"}  # what recognising has counted


class MyNumberCard:
    """A recognised card in one conversation.

    Attributes:
        recognised: what is known of it; its counters are kept up to date, None where only the card knows.
    """

    def __init__(self, talk: Conversation, recognised: Recognised, roots: IntegrityRoots = _NO_ROOTS) -> None:
        self.recognised = recognised
        self._talk = talk
        self._roots = roots

    def read_tries(self) -> card.TriesOutcome:
        """The counters as they are now; spends no try."""

        def flow() -> card.TriesRead:
            tries = ask_tries(self._talk)
            self.recognised = replace(self.recognised, tries=tries)
            return card.TriesRead(tries=tries)

        return self._run(flow)

    def read_identity(self, pin: bytearray) -> card.IdentityOutcome:
        """Show `pin` once, read identity; `pin` is overwritten."""

        return self._run_secret(lambda: self._identity(Pin.CARD_FACE, pin), pin)

    def read_identity_by_code(self, code: bytearray) -> card.IdentityOutcome:
        """Show 照合番号B once, read identity; `code` is overwritten."""
        return self._run_secret(lambda: self._identity(Pin.IDENTITY_CODE, code), code)

    def read_face(self, code: bytearray) -> card.FaceOutcome:
        """Show 照合番号B once, read the printed face; `code` is overwritten."""

        def flow() -> card.FaceOutcome:
            refused = self._verify(Pin.FACE_CODE, code)
            if refused is not None:
                return refused
            face = parse_face(self._talk.read_object(CardFile.FACE))
            issuer = self._talk.read_object(CardFile.FACE_ISSUER) if self._roots.keys else b""
            return face_outcome(
                face,
                integrity=_not_forged(check_face(face, issuer, self._roots)),
                municipality=self._municipality(),
                apdus=self._talk.exchange.count,
            )

        return self._run_secret(flow, code)

    def _identity(self, pin: Pin, entry: bytearray) -> card.IdentityOutcome:
        refused = self._verify(pin, entry)
        if refused is not None:
            return refused
        raw = self._talk.read_object(CardFile.IDENTITY)
        identity, notes = parse_identity(raw)
        integrity = Integrity.UNCHECKED
        if self._roots.keys:  # without a root the record would only cost time
            record = self._talk.read_object(CardFile.IDENTITY_RECORD)
            issuer = self._talk.read_object(CardFile.IDENTITY_ISSUER)
            integrity = _not_forged(check_identity(raw, record, issuer, self._roots))
        apdus = self._talk.exchange.count
        return card.IdentityRead(identity=identity, notes=notes, integrity=integrity, apdus=apdus)

    def _municipality(self) -> str | None:
        """From recognising, or from the free file of the application that is selected now."""
        if self.recognised.municipality is not None:
            return self.recognised.municipality
        try:
            return parse_municipality(self._talk.read_object(CardFile.FACE_INFO))
        except CardFault as fault:
            if fault.code not in (Code.OTHER_CARD, Code.GARBLED, Code.TRUNCATED):
                raise
            return None

    def read_certificate(self) -> card.CertificateOutcome:
        """The authentication certificate, free to read on a plastic card."""

        def flow() -> card.CertificateRead:
            der = self._talk.read_object(CardFile.AUTH_CERTIFICATE)
            return card.CertificateRead(der=der.hex())

        return self._run(flow)

    def sign_challenge(self, digest: bytes, pin: bytearray) -> card.ChallengeOutcome:
        """Sign a SHA-256 digest with the authentication key and read its certificate in the same conversation."""

        def flow() -> card.ChallengeOutcome:
            refused = self._verify(Pin.AUTH, pin)
            if refused is not None:
                return refused
            der, signature = self._signature(profile.AUTH_KEY, digest, CardFile.AUTH_CERTIFICATE)
            return card.ChallengeSigned(der=der, signature=signature)

        return self._run_secret(flow, pin)

    def sign_document(self, digest: bytes, password: bytearray) -> card.DocumentOutcome:
        """Sign a SHA-256 digest with the signing key and read its certificate, both opened by the same password."""

        def flow() -> card.DocumentOutcome:
            if self.recognised.certificates.sign is False:
                return card.NotSupported(kind=self.recognised.kind, code=Code.NO_SIGNING_CERTIFICATE)
            refused = self._verify(Pin.SIGN, password)
            if refused is not None:
                return refused
            der, signature = self._signature(profile.SIGN_KEY, digest, CardFile.SIGN_CERTIFICATE)
            return card.DocumentSigned(der=der, signature=signature)

        return self._run_secret(flow, password)

    def _signature(self, key: int, digest: bytes, certificate: CardFile) -> tuple[str, str]:
        """The certificate and a signature by its key, in hex."""
        signature = self._talk.sign(key, apdu.digest_info_sha256(digest))
        return self._talk.read_object(certificate).hex(), signature.hex()

    def _verify(self, pin: Pin, entry: bytearray) -> card.WrongPin | card.Locked | None:
        """Show the PIN once; None when the card opened. Never sent when the card says that no try is left."""
        field = _COUNTED.get(pin)
        self._talk.select(pin.value.application)
        left = getattr(self.recognised.tries, field) if field else None
        if left is None or not self._talk.short_ids:
            left = self._talk.tries(pin)  # selects the PIN's file, too, on a card without short ids
        if left == 0:
            self._learn(field, 0)
            return self._locked(field)
        self._learn(field, None)  # until the card has answered, only the card knows
        answer = self._talk.show_pin(pin, entry)
        if answer.status == apdu.OK:
            return None
        left = tries_of(answer)
        if left is None:
            raise fault_of(answer)
        self._learn(field, left)
        return card.WrongPin(left=left) if left else self._locked(field)

    def _locked(self, field: str | None) -> card.Locked:
        return card.Locked(code=self.recognised.locked_code if field else Code.LOCKED)

    def _learn(self, field: str | None, left: int | None) -> None:
        if field is None:
            return  # its counter is asked each time
        tries = self.recognised.tries.model_copy(update={field: left})
        self.recognised = replace(self.recognised, tries=tries)

    def _run(self, flow: Callable[[], T]) -> T | Fault:
        if self.recognised.kind is not CardKind.MY_NUMBER:
            assert self.recognised.code is not None
            return card.NotSupported(kind=self.recognised.kind, code=self.recognised.code)
        try:
            return flow()
        except CardFault as fault:
            if fault.code is Code.OTHER_CARD:  # it is a My Number Card: only this file or application is missing
                fault = CardFault(Code.GARBLED, fault.status)
            return outcome_of(fault, pin_uncertain=self._talk.pin_underway)

    def _run_secret(self, flow: Callable[[], T], pin: bytearray) -> T | Fault:
        try:
            return self._run(flow)
        finally:
            pin[:] = bytes(len(pin))


def _not_forged(integrity: Integrity) -> Integrity:
    """What the issuer has not signed goes no further."""
    if integrity is Integrity.BAD:
        raise CardFault(Code.COPIED)
    return integrity


def outcome_of(fault: CardFault, *, pin_uncertain: bool) -> Fault:
    """The outcome a fault of card, reader or service leads to."""
    match fault.code:
        case Code.PULLED_OUT:
            return card.Removed(pin_uncertain=pin_uncertain)
        case Code.SILENT:
            return card.Silent(pin_uncertain=pin_uncertain)
        case Code.NO_READER:
            return card.ReaderLost(pin_uncertain=pin_uncertain)
        case Code.BUSY:
            return card.Busy()
        case Code.SWAPPED:
            return card.Swapped()
        case Code.OTHER_CARD:
            return card.NotSupported(kind=CardKind.OTHER, code=fault.code)
        case code:
            return card.Damaged(code=code, pin_uncertain=pin_uncertain)
