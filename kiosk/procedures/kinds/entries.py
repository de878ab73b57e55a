"""A group: what is asked about each of several people, children or dogs."""

import json
from collections.abc import Mapping
from typing import ClassVar

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import MOST_ENTRIES, FormField
from kiosk.procedures.kinds.kind import About, Kind, Wrong
from kiosk.procedures.words import unit_for
from kiosk.protocol.model import LARGEST_ANSWER_CHARS


class Entries(Kind):
    """A value is a list of maps from the group's own fields to their values, one for each that was entered.

    One that is not finished is kept as it is, and nothing of it is lost; what counts of each, `standing` says.
    """

    asks: ClassVar[str] = "enter"

    def __init__(self, kinds: Mapping[FieldType, Kind]) -> None:
        self._kinds = kinds

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        """Whether each is a map of the group's fields, and all together are no larger than an answer may be."""
        if not isinstance(value, list) or len(value) > MOST_ENTRIES:
            return False
        if not all(isinstance(entry, dict) and self._fits(item, entry) for entry in value):
            return False
        return len(json.dumps(value, ensure_ascii=False)) <= LARGEST_ANSWER_CHARS

    def _fits(self, item: FormField, entry: dict[str, JsonValue]) -> bool:
        inner = {one.id: one for one in item.fields}
        return all(
            name in inner and value is not None and self._kinds[inner[name].type].fits(inner[name], value)
            for name, value in entry.items()
        )

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        """Without what says nothing; an empty one keeps its place unless it is the last."""
        assert isinstance(value, list)
        entries: list[JsonValue] = [self._kept(item, entry) for entry in value if isinstance(entry, dict)]
        while entries and not entries[-1]:
            entries.pop()
        return entries or None

    def _kept(self, item: FormField, entry: dict[str, JsonValue]) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {}
        for inner in item.fields:
            value = self._kinds[inner.type].kept(inner, entry[inner.id]) if inner.id in entry else None
            if value is not None:
                found[inner.id] = value
        return found

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        assert isinstance(value, list)
        if item.minimum is not None and 0 < len(value) < item.minimum:
            return Wrong("too_few_entered", {"count": item.minimum})
        if item.maximum is not None and len(value) > item.maximum:
            return Wrong("too_many_entered", {"count": item.maximum})
        return None

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        """How many: 3人."""
        count = len(value) if isinstance(value, list) else 0
        return f"{count}{unit_for(count, item.unit.in_(locale)) if item.unit else ''}"

    @override
    def sample(self, item: FormField) -> JsonValue:
        return [{inner.id: self._kinds[inner.type].sample(inner) for inner in item.fields}]

    @override
    def unanswered(self, item: FormField) -> JsonValue:
        """Nobody, as long as nobody is entered."""
        return []
