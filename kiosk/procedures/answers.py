"""Answers: what was written so far, each with its source and time."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from pydantic import JsonValue
from typing_extensions import override

from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass


@dataclass(frozen=True)
class Answer:
    """The value of one field, who wrote it and when (aware, UTC); `copied_from` names the field it was taken from.

    `by` is the staff member who wrote a field that only staff write.
    """

    value: JsonValue
    source: Source
    at: datetime
    copied_from: str = ""
    by: str = ""

    @override
    def __repr__(self) -> str:
        return f"Answer(..., source={self.source})"


@dataclass(frozen=True)
class Answers:
    """Every answer of a form; never changed, only replaced."""

    by_field: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def with_edit(self, edit: FieldEdited) -> "Answers":
        """These answers after one edit; a null value clears the field."""
        changed = {name: answer for name, answer in self.by_field.items() if name != edit.field}
        if edit.value is not None:
            changed[edit.field] = Answer(value=edit.value, source=edit.source, at=edit.at, by=edit.by)
        return Answers(MappingProxyType(changed))

    def values(self) -> dict[str, JsonValue]:
        """The bare values by field id."""
        return {name: answer.value for name, answer in self.by_field.items()}

    def get(self, field_id: str) -> Answer | None:
        """The answer of one field, if there is one."""
        return self.by_field.get(field_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_field)

    def __contains__(self, field_id: object) -> bool:
        return field_id in self.by_field

    def __len__(self) -> int:
        return len(self.by_field)

    @override
    def __repr__(self) -> str:
        return f"Answers({len(self.by_field)} fields)"
