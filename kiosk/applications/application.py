"""An application (申請): everything handed in together, and the one byte string it is signed and kept as.

The parts follow the GIF model of applications (申請(個人), 451-1): A票 says who applies to whom (`addressee`,
`applicant`, `agent`), B票 says what for (`request`). No text is ever normalised, not even to NFC.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

import rfc8785
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from typing_extensions import override

from kiosk.applications.attachment import SIGNATURE, AttachmentNote, Sha256
from kiosk.protocol.forms import Doubts, Source
from kiosk.protocol.identifiers import BoothId, EvidenceId, FieldId, Locale, ProcedureId, SubmissionId
from kiosk.protocol.identity import CardCode, Level, Method, Outcome
from kiosk.protocol.model import AnswerValue, Moment
from kiosk.protocol.submissions import Reference

SHAPE: Final = "kiosk-application/1"
"""Major, and after a point the minor where it is not 0: ``kiosk-application/1.2`` says more than ``1`` may know of, all
of which may be left."""
_MINOR: Final = 1
"""1: what is entered into groups, and what is computed."""
LARGEST_APPLICATION_BYTES: Final = 2 * 2**20


class MalformedApplication(Exception):
    """Bytes that are no application; the text names the places, never what stands there."""


class _Record(BaseModel):
    """A frozen part of an application that never shows its contents in a log or a traceback."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, defer_build=True)

    @override
    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return ()


class Part(StrEnum):
    """Which part of the paper an answer belongs to."""

    APPLICANT = "applicant"
    AGENT = "agent"
    REQUEST = "request"


def part_of(field_id: str) -> Part:
    """Fields of the shared blocks start with ``ap_`` (applicant) or ``ag_`` (agent); all others are the request."""
    if field_id.startswith("ap_"):
        return Part.APPLICANT
    return Part.AGENT if field_id.startswith("ag_") else Part.REQUEST


class FormStamp(_Record):
    """The procedure file the application was made with; `title` and `sha256` are those of that version."""

    procedure: ProcedureId
    version: Annotated[str, Field(max_length=20)]
    sha256: Sha256
    title: Annotated[str, Field(max_length=120)]


class AnsweredPart(_Record):
    """What was answered about one that is entered into a group, in Japanese words."""

    field: FieldId
    label: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=1000)]
    is_name: bool = False
    doubts: Doubts = ()


class AnsweredRow(_Record):
    """One that is entered into a group: 引っ越す人 1."""

    title: Annotated[str, Field(max_length=200)]
    parts: Annotated[tuple[AnsweredPart, ...], Field(max_length=20)]


class Answered(_Record):
    """One answer as the resident confirmed it: label and text in Japanese words, value as data, and who wrote it.

    `choices` are the words of all options that were offered, so that paper can show what was not chosen too;
    `chosen` those of several that were; `doubts` is what the card says oddly about the field; `by` is the staff member
    who wrote a field that only staff write. What is `computed` nobody wrote. Of a group `value` is a list of maps,
    `rows` the words of each, and `text` has them too, a line each.
    """

    field: FieldId
    label: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=4000)]
    value: AnswerValue = None
    source: Source
    at: Moment
    is_name: bool = False
    choices: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=60)] = ()
    chosen: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=60)] = ()
    doubts: Doubts = ()
    by: Annotated[str, Field(max_length=60)] = ""
    computed: bool = False
    rows: Annotated[tuple[AnsweredRow, ...], Field(max_length=12)] = ()

    @model_serializer(mode="wrap")
    def _without_what_is_new(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """An answer without doubts or several choices is written as before there were any, for older readers."""
        written: dict[str, Any] = write(self)
        for name in ("chosen", "doubts", "by", "computed", "rows"):
            if not getattr(self, name):
                del written[name]
        return written

    @property
    def part(self) -> Part:
        """As `part_of` says."""
        return part_of(self.field)


class IdentityEvent(_Record):
    """One step of making sure who applies, as the booth saw it; `evidence` names headquarters' own record of it."""

    level: Level
    method: Method
    at: Moment
    outcome: Outcome
    code: CardCode | None = None
    evidence: EvidenceId | None = None


class Signature(_Record):
    """How the resident signed: drawn by hand, by card, not at all, or recorded by staff because they cannot write.

    A signature by card covers the application's canonical bytes and so stands beside them (`package`), not in them.
    """

    kind: Literal["drawn", "none", "staff_recorded", "card"]
    png_sha256: Sha256 | None = None

    @model_validator(mode="after")
    def _picture_only_when_drawn(self) -> "Signature":
        if (self.kind == "drawn") != (self.png_sha256 is not None):
            raise ValueError("a drawn signature has the hash of its picture, any other has none")
        return self


class Application(_Record):
    """Everything handed in together. `fee` in yen (None: not known here); times aware; `addressee` as 姫路市長."""

    shape: Annotated[str, Field(pattern=r"^kiosk-application/1(\.[1-9][0-9]{0,3})?$")] = SHAPE
    form: FormStamp
    submission_id: SubmissionId
    reference: Reference
    booth_id: BoothId
    place: Annotated[str, Field(max_length=60)]
    addressee: Annotated[str, Field(max_length=60)]
    created_at: Moment
    language: Locale
    answers: Annotated[tuple[Answered, ...], Field(max_length=400)]
    identity_events: Annotated[tuple[IdentityEvent, ...], Field(max_length=100)] = ()
    consents: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=40)] = ()
    signature: Signature
    fee: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    glyph_uncertain: Annotated[tuple[FieldId, ...], Field(max_length=400)] = ()
    rehearsal: bool = False
    attachments: Annotated[tuple[AttachmentNote, ...], Field(max_length=60)] = ()

    @model_validator(mode="after")
    def _parts_agree(self) -> "Application":
        names = [note.name for note in self.attachments]
        if len(set(names)) != len(names):
            raise ValueError("two attachments have one name")
        if len({answer.field for answer in self.answers}) != len(self.answers):
            raise ValueError("one field is answered twice")
        drawn = {note.sha256 for note in self.attachments if note.name == SIGNATURE}
        if drawn != ({self.signature.png_sha256} - {None}):
            raise ValueError("the signature and its picture do not belong together")
        return self

    def answers_in(self, part: Part) -> tuple[Answered, ...]:
        """The answers of one part of the paper, in the order of the form."""
        return tuple(answer for answer in self.answers if answer.part is part)


def shape_of(answers: Iterable[Answered]) -> str:
    """The oldest shape these answers can be read in: whoever knows an older one misses nothing of them."""
    newer = any(answer.rows or answer.computed for answer in answers)
    return f"{SHAPE}.{_MINOR}" if newer else SHAPE


def canonical_bytes(application: Application) -> bytes:
    """The one byte string of an application (RFC 8785, UTF-8): what is signed, sealed and kept."""
    return rfc8785.dumps(application.model_dump(mode="json"))


def read(content: bytes) -> Application:
    """Read canonical bytes back; raise `MalformedApplication` unless they are canonical, known and complete."""
    if len(content) > LARGEST_APPLICATION_BYTES:
        raise MalformedApplication(f"larger than {LARGEST_APPLICATION_BYTES} bytes")
    try:
        if rfc8785.dumps(json.loads(content)) != content:
            raise MalformedApplication("not in canonical form")
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise MalformedApplication(f"not canonical JSON ({type(error).__name__})") from None
    try:
        application = Application.model_validate_json(content, extra="ignore")
        _, _, minor = application.shape.partition(".")
        return application if int(minor or 0) > _MINOR else Application.model_validate_json(content)
    except ValidationError as error:
        places = {".".join(str(step) for step in problem["loc"]) or "application" for problem in error.errors()}
        raise MalformedApplication("wrong at " + ", ".join(sorted(places))) from None
