"""Handing in: an application becomes canonical bytes, is sealed, signed by the booth's key and stored; only then known.

Nothing of it is kept here afterwards: the outbox row holds sealed bytes that only headquarters can open.
"""

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from kiosk.applications.application import Answered, Application, FormStamp, Signature
from kiosk.applications.attachment import SIGNATURE, Attachment
from kiosk.applications.glyphs import FontsMissing, Guard
from kiosk.applications.package import pack_application
from kiosk.applications.reference import new_reference
from kiosk.applications.sealing import BadSealingKey, SealedFor, seal, verify_sealing_key
from kiosk.applications.signature import sign_envelope
from kiosk.booth.device import Device
from kiosk.booth.outbox import Outbox
from kiosk.booth.store import OutboxRow, Store, StoreBroken, StoreFull
from kiosk.booth.trouble import Trouble
from kiosk.booth.visit_events import HandIn
from kiosk.log import Log
from kiosk.procedures import navigation, review
from kiosk.procedures.procedure import FieldType
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.submissions import LARGEST_SUBMISSION, SubmissionHeader

_log = Log("booth.handing_in")


@dataclass(frozen=True)
class Handed:
    """Stored for good under this reference."""

    reference: str
    submission_id: str


@dataclass(frozen=True)
class NotHanded:
    """Nothing was stored; the resident's answers are still in the visit."""

    why: Trouble


@dataclass(frozen=True)
class Counter:
    """What the booth adds to an application: where it stands and how it is set up."""

    place: str
    reference_prefix: str
    rehearsal: bool
    least_free_bytes: int


class HandingIn:
    """Takes applications in, one at a time."""

    def __init__(
        self,
        device: Callable[[], Device],
        store: Store,
        outbox: Outbox,
        counter: Counter,
        guard: Guard,
        now: Callable[[], datetime],
    ) -> None:
        """`device` gives the identity in force (it is renewed while the booth runs); `guard` knows the fonts."""
        self._device = device
        self._store = store
        self._outbox = outbox
        self._counter = counter
        self._guard = guard
        self._now = now

    async def hand_in(self, wish: HandIn) -> Handed | NotHanded:
        """Seal and store `wish`. When `Handed` comes back it survives a power cut."""
        try:
            if shutil.disk_usage(self._store.path.parent).free < self._counter.least_free_bytes:
                return NotHanded(Trouble.DISK_FULL)
            reference = await self._reference()
            submission_id = new_id()
            sha256, envelope = await asyncio.to_thread(self._seal, wish, submission_id, reference)
            if len(envelope) > LARGEST_SUBMISSION:
                return NotHanded(Trouble.TOO_LARGE)
            await self._outbox.put(submission_id, reference, sha256, envelope)
        except StoreFull:
            return NotHanded(Trouble.DISK_FULL)
        except (StoreBroken, OSError):
            return NotHanded(Trouble.STORE_BROKEN)
        except BadSealingKey as error:
            _log.failure("sealing_key_refused", error)
            return NotHanded(Trouble.BAD_SEALING_KEY)
        return Handed(reference, submission_id)

    async def _reference(self) -> str:
        taken = await self._store.run(_references)
        return new_reference(self._counter.reference_prefix, taken.__contains__)

    def _seal(self, wish: HandIn, submission_id: str, reference: str) -> tuple[str, bytes]:
        device = self._device()
        key = device.sealing_key
        if not verify_sealing_key(key, device.enrolled.authority.encode()):
            raise BadSealingKey("headquarters' authority does not vouch for the sealing key")
        attachments = [Attachment(SIGNATURE, "image/png", wish.signature)] if wish.signature else []
        application = self.application(wish, device, submission_id, reference, attachments)
        procedure = wish.form.procedure
        bound = SealedFor(device.booth_id, submission_id, procedure.id, procedure.version)
        sealed = seal(pack_application(application, attachments), key, bound)
        digest = hashlib.sha256(sealed).digest()
        header = SubmissionHeader(
            protocol_version=PROTOCOL_VERSION,
            submission_id=submission_id,
            booth_id=device.booth_id,
            procedure=procedure.id,
            procedure_version=procedure.version,
            reference=reference,
            key_id=key.key_id,
            suite=key.suite,
            created_at=application.created_at,
            sha256=digest.hex(),
            device_certificate=device.enrolled.certificate,
        )
        return header.sha256, sign_envelope(header, sealed, device.key, digest)

    def application(
        self, wish: HandIn, device: Device, submission_id: str, reference: str, attachments: list[Attachment]
    ) -> Application:
        """Everything handed in together, as the resident confirmed it, in Japanese words and as data."""
        form, now = wish.form, self._now()
        procedure = form.procedure
        picture = next((item.note().sha256 for item in attachments if item.name == SIGNATURE), None)
        answers = _answers(form)
        return Application(
            form=FormStamp(
                procedure=procedure.id,
                version=procedure.version,
                sha256=procedure.sha256,
                title=procedure.title.in_("ja"),
            ),
            submission_id=submission_id,
            reference=reference,
            booth_id=device.booth_id,
            place=device.enrolled.place or self._counter.place,
            addressee=f"{device.enrolled.municipality}長",
            created_at=now,
            language=wish.locale,
            answers=answers,
            identity_events=wish.seen,
            consents=("purpose",),
            signature=Signature(kind="drawn" if picture else "none", png_sha256=picture),
            fee=navigation.fee(form),
            glyph_uncertain=self._uncertain(answers),
            rehearsal=self._counter.rehearsal,
            attachments=tuple(item.note() for item in attachments),
        )

    def _uncertain(self, answers: tuple[Answered, ...]) -> tuple[str, ...]:
        try:
            return tuple(answer.field for answer in answers if self._guard.write(answer.text).uncertain)
        except FontsMissing as error:
            _log.failure("fonts_missing", error)
            return tuple(answer.field for answer in answers if answer.is_name)


def _answers(form: SharedForm) -> tuple[Answered, ...]:
    given = navigation.handed_in(form)
    found = []
    for row in review.rows(form, "ja", with_copies=True):
        answer = given.get(row.field)
        item = form.procedure.field(row.field)
        if answer is None or item is None:
            continue
        choices = [option.label.in_("ja") for option in item.options]
        if item.type is FieldType.BOOLEAN and item.on and item.off:
            choices = [item.on.in_("ja"), item.off.in_("ja")]
        found.append(
            Answered(
                field=row.field,
                label=row.label,
                text=row.text,
                value=answer.value,
                source=answer.source,
                at=answer.at,
                is_name=row.is_name,
                choices=tuple(choices),
            )
        )
    return tuple(found)


def _references(session: Session) -> frozenset[str]:
    return frozenset(session.exec(select(OutboxRow.reference)).all())
