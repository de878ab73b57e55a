"""The shared form: one procedure's answers with two writers, the resident and staff who propose."""

from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.answers import Answer, Answers
from kiosk.procedures.doubts import NOTHING, Doubted
from kiosk.procedures.kinds.table import fits, kept, kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure
from kiosk.protocol.forms import Doubt, FieldEdited, Proposal, Source
from kiosk.values import dataclass


@dataclass(frozen=True)
class Refused:
    """An edit or proposal that was not taken; the form stays as it was."""

    field: str
    why: Literal["unknown_field", "wrong_type", "not_proposable", "unknown_proposal", "of_staff", "unfit"]


Changed: TypeAlias = "SharedForm | Refused"


@dataclass(frozen=True)
class Outside:
    """What counts of the form around one that is entered into a group, of the questions before the group.

    Attributes:
        asked: the fields asked there, by id.
        answers: their answers.
        values: the bare values, as conditions see them.
    """

    asked: Mapping[str, FormField] = field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, JsonValue] = field(default_factory=lambda: MappingProxyType({}), repr=False)


_NOTHING: Final = Outside()


@dataclass(frozen=True)
class SharedForm:
    """A form on one day: its procedure, the answers so far, and proposals that wait for the resident's touch.

    `apply` is the only way for an answer to change; every change gives a new form. `answers` holds all that was
    written, also to questions that no longer stand; what counts of it, `kiosk.procedures.standing` says. `doubted`
    is what the card that was read last says oddly, by field. `known` are the fields answered before this form was
    begun: they are not walked through. One that is entered into a group is a form, too: of the group's fields, with
    the form around it as `outside`.
    """

    procedure: Procedure
    today: date
    answers: Answers = field(default_factory=Answers)
    proposals: Mapping[str, Proposal] = field(default_factory=lambda: MappingProxyType({}))
    doubted: Mapping[str, Doubted] = field(default_factory=lambda: NOTHING)
    known: frozenset[str] = frozenset()
    outside: Outside = _NOTHING
    found: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What was found out about this form once, and holds as long as it does: a touch asks twenty times what stands."""

    @classmethod
    def begin(cls, procedure: Procedure, today: date, at: datetime, outside: Outside = _NOTHING) -> "SharedForm":
        """A fresh form with the presets of its file. `today` is the local day, `at` the time in UTC."""
        form = cls(procedure, today, outside=outside)
        for item in procedure.fields:
            if item.default is not None:
                changed = form.apply(FieldEdited(field=item.id, value=item.default, source=Source.PRESET, at=at))
                assert isinstance(changed, SharedForm)  # the catalog lets no unfit preset into service
                form = changed
        return form

    def apply(self, edit: FieldEdited) -> Changed:
        """The form after one edit, or why it was refused. A null or blank value clears the field."""
        item = self.procedure.field(edit.field)
        if item is None:
            return Refused(edit.field, "unknown_field")
        if item.by_staff and edit.source is not Source.STAFF:
            return Refused(edit.field, "of_staff")
        if item.type is FieldType.COMPUTED or not fits(item, edit.value):
            return Refused(edit.field, "wrong_type")
        return replace(self, answers=self.answers.with_edit(edit.model_copy(update={"value": kept(item, edit.value)})))

    def doubts(self, field_id: str) -> tuple[Doubt, ...]:
        """What is odd about this field on the card, with its marks in the answer of now, also where that is a copy."""
        answer = self.answers.get(field_id) or self.outside.answers.get(field_id)
        found = self.doubted.get((answer.copied_from if answer else "") or field_id)
        return found.about(answer.value if answer else None) if found else ()

    def propose(self, proposal: Proposal) -> Changed:
        """The form with one more proposal; a newer one for the same field takes the older one's place."""
        item = self.procedure.field(proposal.field)
        if item is None:
            return Refused(proposal.field, "unknown_field")
        if item.by_staff or not kind_of(item).proposable:
            return Refused(proposal.field, "not_proposable")
        if proposal.value is None or not fits(item, proposal.value):
            return Refused(proposal.field, "wrong_type")
        others = {key: other for key, other in self.proposals.items() if other.field != proposal.field}
        return replace(self, proposals=MappingProxyType(others | {proposal.proposal_id: proposal}))

    def settle(self, proposal_id: str, accepted: bool, at: datetime) -> Changed:
        """The form after the resident's touch: an accepted proposal becomes an answer with source staff."""
        proposal = self.proposals.get(proposal_id)
        if proposal is None:
            return Refused("", "unknown_proposal")
        rest = {key: other for key, other in self.proposals.items() if key != proposal_id}
        settled = replace(self, proposals=MappingProxyType(rest))
        if not accepted:
            return settled
        return settled.apply(FieldEdited(field=proposal.field, value=proposal.value, source=Source.STAFF, at=at))

    def keep_proposals(self, ids: Collection[str]) -> "SharedForm":
        """The form with these proposals still open and no others: after the call with none."""
        kept = {key: proposal for key, proposal in self.proposals.items() if key in ids}
        return self if len(kept) == len(self.proposals) else replace(self, proposals=MappingProxyType(kept))

    @override
    def __repr__(self) -> str:
        return f"SharedForm({self.procedure.id} {self.procedure.version}, {self.answers!r})"
