"""The flows of a My Number Card: counters, identity, authentication certificate, proof of possession.

Each ends with one outcome and never with an exception. Whoever runs a flow with a PIN cuts the card's power afterwards.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk.card import apdu, card, profile
from kiosk.card.apdu import CardFault
from kiosk.card.card import CardKind, Code, Fault
from kiosk.card.conversation import Conversation, fault_of, tries_of
from kiosk.card.identity_file import parse_identity
from kiosk.card.profile import CardFile, Pin
from kiosk.card.recognise import Recognised, ask_tries

T = TypeVar("T")


class MyNumberCard:
    """A recognised card in one conversation.

    Attributes:
        recognised: what is known of it; its counters are kept up to date, None where only the card knows.
    """

    def __init__(self, talk: Conversation, recognised: Recognised) -> None:
        self.recognised = recognised
        self._talk = talk

    def read_tries(self) -> card.TriesOutcome:
        """The counters as they are now; spends no try."""

        def flow() -> card.TriesRead:
            tries = ask_tries(self._talk)
            self.recognised = replace(self.recognised, tries=tries)
            return card.TriesRead(tries=tries)

        return self._run(flow)

    def read_identity(self, pin: bytearray) -> card.IdentityOutcome:
        """Show `pin` once, read identity; `pin` is overwritten."""

        def flow() -> card.IdentityOutcome:
            refused = self._verify(Pin.CARD_FACE, pin)
            if refused is not None:
                return refused
            identity, notes = parse_identity(self._talk.read_object(CardFile.IDENTITY))
            return card.IdentityRead(identity=identity, notes=notes, apdus=self._talk.exchange.count)

        return self._run_secret(flow, pin)

    def read_certificate(self) -> card.CertificateOutcome:
        """The authentication certificate, free to read on a plastic card."""

        def flow() -> card.CertificateRead:
            der = self._talk.read_object(CardFile.AUTH_CERTIFICATE)
            return card.CertificateRead(der=der.hex(), apdus=self._talk.exchange.count)

        return self._run(flow)

    def sign_challenge(self, digest: bytes, pin: bytearray) -> card.ChallengeOutcome:
        """Sign a SHA-256 digest with the authentication key and read its certificate in the same conversation."""

        def flow() -> card.ChallengeOutcome:
            refused = self._verify(Pin.AUTH, pin)
            if refused is not None:
                return refused
            der, signature = self._signature(profile.AUTH_KEY, digest, CardFile.AUTH_CERTIFICATE)
            return card.ChallengeSigned(der=der, signature=signature, apdus=self._talk.exchange.count)

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
            return card.DocumentSigned(der=der, signature=signature, apdus=self._talk.exchange.count)

        return self._run_secret(flow, password)

    def _signature(self, key: int, digest: bytes, certificate: CardFile) -> tuple[str, str]:
        """The certificate and a signature by its key, in hex."""
        signature = self._talk.sign(key, apdu.digest_info_sha256(digest))
        return self._talk.read_object(certificate).hex(), signature.hex()

    def _verify(self, pin: Pin, entry: bytearray) -> card.WrongPin | card.Locked | None:
        """Show the PIN once; None when the card opened. Never sent when the card says that no try is left."""
        field = pin.name.lower()
        self._talk.select(pin.value.application)
        left = getattr(self.recognised.tries, field)
        if left is None or not self._talk.short_ids:
            left = self._talk.tries(pin)  # selects the PIN's file, too, on a card without short ids
        if left == 0:
            self._learn(field, 0)
            return card.Locked(code=self.recognised.locked_code)
        self._learn(field, None)  # until the card has answered, only the card knows
        answer = self._talk.show_pin(pin, entry)
        if answer.status == apdu.OK:
            return None
        left = tries_of(answer)
        if left is None:
            raise fault_of(answer)
        self._learn(field, left)
        return card.WrongPin(left=left) if left else card.Locked(code=self.recognised.locked_code)

    def _learn(self, field: str, left: int | None) -> None:
        tries = self.recognised.tries.model_copy(update={field: left})
        self.recognised = replace(self.recognised, tries=tries)

    def _run(self, flow: Callable[[], T]) -> T | Fault:
        if self.recognised.kind is not CardKind.MY_NUMBER:
            assert self.recognised.code is not None
            return card.NotSupported(kind=self.recognised.kind, code=self.recognised.code)
        try:
            return flow()
        except CardFault as fault:
            return outcome_of(fault, pin_uncertain=self._talk.pin_underway)

    def _run_secret(self, flow: Callable[[], T], pin: bytearray) -> T | Fault:
        try:
            return self._run(flow)
        finally:
            pin[:] = bytes(len(pin))


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
