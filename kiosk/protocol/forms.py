"""The shared form as both sides see it: edits, proposals and the snapshot staff are shown."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from typing import Annotated, Final, Literal

from pydantic import Field

from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import CallId, FieldId, Locale, ProcedureId, ProposalId
from kiosk.protocol.model import AnswerValue, Moment, Ordinal, Wire
from kiosk.protocol.versions import Since

MOST_MARKED: Final = 100
NotOffered = Literal["handing_in", "unfit"]
"""Why a proposal never reached the resident: the form is on its way, or the field takes no such value."""


Entry = Literal["", "options", "number", "text", "date", "paper"]
"""With what staff write a field that is theirs; empty: it is not."""


class Source(StrEnum):
    """Where an answer came from; every answer keeps it."""

    CARD = "card"
    RESIDENT = "resident"
    STAFF = "staff"  # proposed by staff and accepted by the resident, or written in a field that only staff write
    PRESET = "preset"


class FieldEdited(Wire):
    """One answer changed: the only way for an answer to change, whoever wrote it. A null value clears it."""

    kind: Literal["field_edited"] = "field_edited"
    field: FieldId
    value: AnswerValue = None
    source: Source
    at: Moment
    by: Annotated[str, Field(max_length=60)] = ""
    """Of what staff write in a field of theirs: who."""


class Proposal(Wire):
    """A value staff propose for one field; nothing changes until the resident accepts it by touch.

    Of a field that only staff write (`ShownField.entry`) it is the value itself: it stands at once, and the booth
    answers that it was accepted or that it is unfit.
    """

    kind: Literal["proposal"] = "proposal"
    call_id: CallId
    epoch: Ordinal
    proposal_id: ProposalId
    field: FieldId
    value: AnswerValue


class ProposalAnswered(Wire):
    """The resident's touch on a proposal, or why it was never shown to them (`why`; then it is not accepted)."""

    kind: Literal["proposal_answered"] = "proposal_answered"
    call_id: CallId
    epoch: Ordinal
    proposal_id: ProposalId
    accepted: bool
    why: Annotated[NotOffered | None, Since(2)] = None


class Doubt(Wire):
    """What is odd about a field on the card: `positions` are characters of the answer from 0, none: the whole field."""

    code: Code
    positions: Annotated[tuple[Annotated[int, Field(ge=0, lt=4000)], ...], Field(max_length=MOST_MARKED)] = ()

    @classmethod
    def about(cls, code: Code, positions: Iterable[int] = ()) -> "Doubt":
        """A doubt about these characters; about the whole field when they are too many to mark."""
        marked = tuple(islice(positions, MOST_MARKED + 1))
        return cls(code=code, positions=marked if len(marked) <= MOST_MARKED and max(marked, default=0) < 4000 else ())


Doubts = Annotated[tuple[Doubt, ...], Field(max_length=8)]


class ShownOption(Wire):
    """One choice of a field, in words for staff (Japanese)."""

    value: AnswerValue
    text: Annotated[str, Field(max_length=200)]


class ShownPart(Wire):
    """What was answered about one that is entered into a group, in Japanese words."""

    field: FieldId
    label: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=1000)] = ""
    is_name: bool = False
    doubts: Doubts = ()


class ShownRow(Wire):
    """One that is entered into a group: 引っ越す人 1."""

    title: Annotated[str, Field(max_length=200)]
    parts: Annotated[tuple[ShownPart, ...], Field(max_length=20)] = ()


class ShownField(Wire):
    """One line of the form as staff see it: label and value in Japanese words, with its source."""

    field: FieldId
    label: Annotated[str, Field(max_length=200)]
    value: AnswerValue = None
    text: Annotated[str, Field(max_length=4000)] = ""
    source: Source | None = None
    is_name: bool = False
    options: Annotated[tuple[ShownOption, ...], Field(max_length=200)] = ()
    """Not empty where staff may propose one of these; for ``integer`` fields it stays empty and staff type a number."""
    proposable: bool = False
    doubts: Annotated[Doubts, Since(1)] = ()
    """What is odd about it on the card, for staff to compare with the card's face."""
    several: Annotated[bool, Since(2)] = False
    """Whether a value is a list of the options' values."""
    entry: Annotated[Entry, Since(3)] = ""
    """With what staff write it, where only they do: the office's own finding, which asks nobody's yes."""
    computed: Annotated[bool, Since(3)] = False
    """Whether nobody wrote it: its value comes from other answers."""
    rows: Annotated[tuple[ShownRow, ...], Field(max_length=12), Since(3)] = ()
    """Of a group what was entered; `text` has it too, a line each."""


class FormShown(Wire):
    """The whole form after the resident agreed to show it, and again after every edit."""

    kind: Literal["form_shown"] = "form_shown"
    call_id: CallId
    epoch: Ordinal
    procedure: ProcedureId
    version: Annotated[str, Field(max_length=20)]
    title: Annotated[str, Field(max_length=120)]
    locale: Locale
    fields: Annotated[tuple[ShownField, ...], Field(max_length=200)]
    documents: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=20), Since(1)] = ()
    """The papers the resident has to show, in Japanese."""
    asking: Annotated[tuple[FieldId, ...], Field(max_length=10), Since(1)] = ()
    """The fields of the step on the resident's screen now; empty where no question is."""
    number: Annotated[Ordinal, Since(2)] = 0
    """As in `BoothNow.form_number`: of two forms of one call the later has the larger one."""


class FormHidden(Wire):
    """The resident stopped showing the form (or never agreed): no form up to `number` may be seen any more."""

    kind: Literal["form_hidden"] = "form_hidden"
    call_id: CallId
    epoch: Ordinal
    number: Annotated[Ordinal, Since(2)] = 0


class FormAsked(Wire):
    """Staff ask to see the form; the resident answers on screen. `number`: as in `StaffNow.form_asks`."""

    kind: Literal["form_asked"] = "form_asked"
    call_id: CallId
    epoch: Ordinal
    number: Annotated[Ordinal, Since(2)] = 0
