"""Handing in: an application becomes canonical bytes, is sealed, signed by the booth's key and stored; only then known.

Nothing of it is kept here afterwards: the outbox row holds sealed bytes that only headquarters can open.
"""

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.applications.application import Answered, Application, canonical_bytes
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.applications.from_form import Given, TakenIn, application_of
from kiosk.applications.glyphs import FontsMissing, Guard
from kiosk.applications.package import pack_application
from kiosk.applications.sealing import BadSealingKey, SealedFor, seal, verify_sealing_key
from kiosk.applications.signature import sign_envelope
from kiosk.booth.settings import BoothSettings
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Beside, Outbox
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit.commands import HandIn
from kiosk.booth.visit.ports import NotSigned, NotSubmitted, Signer, Submitted
from kiosk.card.card import Damaged, DocumentSigned
from kiosk.log import Log
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.presence import SealingKey
from kiosk.protocol.submissions import HEADER_MINOR, LARGEST_SUBMISSION_BYTES, SubmissionHeader
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.jpki import cms

_log = Log("booth.submitter")


@dataclass(frozen=True)
class _Made:
    """An application with what belongs to it, ready to be sealed."""

    application: Application
    attachments: tuple[Attachment, ...]
    key: SealingKey
    of_visit: str = ""
    card_signature: bytes = b""


@dataclass(frozen=True)
class Counter:
    """What the booth adds to an application: where it stands and how it is set up."""

    place: str
    reference_prefix: str
    rehearsal: bool
    least_free_bytes: int

    @classmethod
    def of(cls, settings: BoothSettings) -> "Counter":
        """As the installer set it up."""
        least = settings.outbox.least_free_megabytes * 2**20
        return cls(settings.place, settings.reference_prefix, settings.rehearsal, least)


class PictureRefused(Exception):
    """The signature is no picture that anybody would show; a signature pad of ours makes none like it."""


class Submitter:
    """Takes applications in, one at a time."""

    def __init__(
        self,
        device: Callable[[], Device],
        store: Store,
        outbox: Outbox,
        counter: Counter,
        guard: Callable[[], Guard],
        now: Callable[[], datetime],
        beside: Callable[[HandIn, str, str], Beside | None] = lambda _command, _id, _reference: None,
    ) -> None:
        """`device` gives the identity in force (it is renewed while the booth runs).

        `guard` knows the fonts, which are looked for when the first application is made. `beside` says what is stored
        with a submission of this id and reference, if anything.
        """
        self._device = device
        self._store = store
        self._outbox = outbox
        self._counter = counter
        self._guard = guard
        self._now = now
        self._beside = beside

    async def submit(self, command: HandIn, signer: Signer | None = None) -> Submitted | NotSubmitted | NotSigned:
        """Seal and store `command`. When `Submitted` comes back it survives a power cut.

        A command signed by card needs its `signer`: the application is made first, then signed, then sealed.
        """
        try:
            return await self._submit(command, signer)
        except (StoreFull, StoreBroken, OSError, PictureRefused, BadSealingKey) as error:
            return NotSubmitted(_trouble(error))

    async def _submit(self, command: HandIn, signer: Signer | None) -> Submitted | NotSubmitted | NotSigned:
        if shutil.disk_usage(self._store.path.parent).free < self._counter.least_free_bytes:
            return NotSubmitted(Trouble.DISK_FULL)
        reference = await self._outbox.free_reference(self._counter.reference_prefix)
        submission_id = new_id()
        made = await asyncio.to_thread(self._make, command, submission_id, reference)
        if command.by_card:
            assert signer is not None, "a command signed by card brings its card"
            signed = await self._signed(made, signer)
            if isinstance(signed, NotSigned):
                return signed
            made = signed
        sha256, envelope = await asyncio.to_thread(self._seal, made)
        if len(envelope) > LARGEST_SUBMISSION_BYTES:
            return NotSubmitted(Trouble.TOO_LARGE)
        beside = self._beside(command, submission_id, reference)
        await self._outbox.put(submission_id, reference, sha256, envelope, beside)
        return Submitted(reference, submission_id)

    def _make(self, command: HandIn, submission_id: str, reference: str) -> _Made:
        device = self._device()
        key = _sealing_key(device)  # nobody signs what could not be sealed
        attachments = [Attachment(SIGNATURE, "image/png", command.signature)] if command.signature else []
        if any(attachment.picture_problem() for attachment in attachments):
            raise PictureRefused
        application = self.application(command, device, submission_id, reference, attachments)
        return _Made(application, tuple(attachments), key, command.of_visit)

    async def _signed(self, made: _Made, signer: Signer) -> _Made | NotSigned:
        """The application signed by the card, over its canonical bytes and nothing else."""
        from kiosk.jpki import cms  # no booth needs it before a card signs

        content = canonical_bytes(made.application)
        to_sign = cms.prepare(content, self._now())
        outcome = await signer.sign(to_sign.digest)
        if not isinstance(outcome, DocumentSigned):
            return NotSigned(outcome)
        card_signature = _detached(to_sign, outcome)
        if not isinstance(cms.verify(card_signature, content), cms.Verified):
            _log.warning("card_signature_does_not_fit")
            return NotSigned(Damaged(code=Code.COPIED))
        signer.done()
        return replace(made, card_signature=card_signature)

    def _seal(self, made: _Made) -> tuple[str, bytes]:
        device, application = self._device(), made.application
        key, procedure = made.key, application.form
        submission_id, reference = application.submission_id, application.reference
        bound = SealedFor(device.booth_id, submission_id, procedure.procedure, procedure.version)
        sealed = seal(pack_application(application, made.attachments, made.card_signature), key, bound)
        digest = hashlib.sha256(sealed).digest()
        header = SubmissionHeader(
            protocol_version=PROTOCOL_VERSION,
            submission_id=submission_id,
            booth_id=device.booth_id,
            procedure=procedure.procedure,
            procedure_version=procedure.version,
            reference=reference,
            key_id=key.key_id,
            suite=key.suite,
            created_at=application.created_at,
            sha256=digest.hex(),
            device_certificate=device.enrolled.certificate,
            of_visit=made.of_visit or None,
            protocol_minor=HEADER_MINOR if made.of_visit else 0,
        )
        return header.sha256, sign_envelope(header, sealed, device.key, digest)

    def application(
        self, command: HandIn, device: Device, submission_id: str, reference: str, attachments: list[Attachment]
    ) -> Application:
        """Everything handed in together, as the resident confirmed it."""
        enrolled = device.enrolled
        taken = TakenIn(
            submission_id=submission_id,
            reference=reference,
            booth_id=device.booth_id,
            place=enrolled.place or self._counter.place,
            addressee=f"{enrolled.municipality}長",
            at=self._now(),
            rehearsal=self._counter.rehearsal,
        )
        given = Given(command.locale, command.seen, attachments, by_card=command.by_card)
        return application_of(command.form, given, taken, self._uncertain)

    def _uncertain(self, answers: tuple[Answered, ...]) -> tuple[str, ...]:
        try:
            return tuple(answer.field for answer in answers if self._guard().write(answer.text).uncertain)
        except FontsMissing as error:
            _log.failure("fonts_missing", error)
            return tuple(answer.field for answer in answers if answer.is_name)


def _sealing_key(device: Device) -> SealingKey:
    """The key to seal to; raise `BadSealingKey` unless headquarters' authority vouches for it."""
    key = device.sealing_key
    if not verify_sealing_key(key, device.enrolled.authority.encode()):
        raise BadSealingKey("headquarters' authority does not vouch for the sealing key")
    return key


def _trouble(error: Exception) -> Trouble:
    """Why nothing was stored."""
    match error:
        case StoreFull():
            return Trouble.DISK_FULL
        case PictureRefused():
            return Trouble.PICTURE_REFUSED
        case BadSealingKey():
            _log.failure("sealing_key_refused", error)
            return Trouble.BAD_SEALING_KEY
        case _:
            return Trouble.STORE_BROKEN


def _detached(to_sign: "cms.ToSign", outcome: DocumentSigned) -> bytes:
    """The CMS; empty where the card's certificate cannot be read, which verifies as nothing."""
    from kiosk.jpki import cms

    try:
        return cms.detached(to_sign, bytes.fromhex(outcome.der), bytes.fromhex(outcome.signature))
    except (ValueError, TypeError):
        return b""
