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
    """What is wrong with a value: `why` is a key of `kiosk.procedures.words`, `said` what its sentence names."""

    why: str
    said: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class About:
    """What a check may know beyond the value.

    Attributes:
        today: the local day.
        as_on_card: whether the card says just this; what it says is never called wrong.
        stand_ins: characters of the value by which the card stands in for one it cannot write.
    """

    today: date
    as_on_card: bool = False
    stand_ins: frozenset[str] = frozenset()


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
