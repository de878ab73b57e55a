"""What every kind of field says about its values."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from pydantic import JsonValue

from kiosk.procedures.fields import FormField
from kiosk.values import dataclass


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a value: `why` is a key of `kiosk.procedures.words`, `said` what its sentence names.

    `part` names the part of a value asked in parts, on whose screen it is mended.
    """

    why: str
    said: Mapping[str, object] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True)
class About:
    """What a check may know beyond the value.

    Attributes:
        today: the local day.
        as_on_card: whether the card says just this; what it says is never called wrong.
        stand_ins: characters of the value by which the card stands in for one it cannot write.
        others: the values that count, by field.
    """

    today: date
    as_on_card: bool = False
    stand_ins: frozenset[str] = frozenset()
    others: Mapping[str, JsonValue] = field(default_factory=dict)


class Kind(ABC):
    """One kind of field; a value is JSON as in `kiosk.protocol.model.AnswerValue`, never null here.

    Attributes:
        asks: the key of the sentence said where an answer is missing.
        proposable: whether staff may propose a value; who somebody is, only the resident or the card says.
    """

    asks: ClassVar[str] = "write"
    proposable: ClassVar[bool] = False

    @abstractmethod
    def fits(self, item: FormField, value: JsonValue) -> bool:
        """Whether the value has this type, whatever the checks say of it."""

    @abstractmethod
    def sample(self, item: FormField) -> JsonValue:
        """A usual value, to try conditions with."""

    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        """The form in which a value that fits is kept; null where it says nothing."""
        return value

    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        """What is wrong with a value that fits, if anything."""
        return None

    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        """The value in words."""
        return str(value)

    def possible(self, item: FormField) -> list[JsonValue]:
        """Every value there is where they are few, else none."""
        return []

    def unanswered(self, item: FormField) -> JsonValue:
        """What conditions see while an answer that is not required is missing."""
        return None

    def parts(self, item: FormField, value: JsonValue) -> tuple[str, ...]:
        """What is asked on screens of its own, one after another, where one does not do; a value may be null here."""
        return ()

    def way(self, value: JsonValue) -> str:
        """Which parts there are, in one word; empty where that is always the same. A value may be null here."""
        return ""

    def with_part(self, item: FormField, value: JsonValue, part: str, given: str) -> JsonValue:
        """The value after one of its parts was said."""
        return value

    def opened(self, item: FormField, value: JsonValue, part: str, others: Mapping[str, JsonValue]) -> JsonValue:
        """The value when one of its parts comes on the screen, with what other answers say of it."""
        return value
