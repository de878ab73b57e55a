"""Doubts: what is odd about a field of the card, kept beside the answer whoever writes it (pure).

A doubt is about the card, not about who typed last: it stays until the card is read again. So the person is asked,
staff compare with the card's face, and the paper says that nobody has done so yet.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.identity import Identity
from kiosk.procedures.prefill import item_of
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.forms import Doubt
from kiosk.values import dataclass

NOTHING: Final[Mapping[str, "Doubted"]] = MappingProxyType({})


@dataclass(frozen=True)
class Doubted:
    """What the card gave for one field (None: nothing that can be written there), and what is odd about it."""

    value: JsonValue
    doubts: tuple[Doubt, ...]

    def about(self, value: JsonValue) -> tuple[Doubt, ...]:
        """The doubts as they stand when `value` is written there now: marks only where the doubted characters are."""
        return tuple(self._about(doubt, value) for doubt in self.doubts)

    def _about(self, doubt: Doubt, value: JsonValue) -> Doubt:
        if not doubt.positions or value == self.value:
            return doubt
        if not isinstance(value, str) or not isinstance(self.value, str):
            return Doubt.about(doubt.code)
        odd = {self.value[at] for at in doubt.positions if at < len(self.value)}
        return Doubt.about(doubt.code, (at for at, one in enumerate(value) if one in odd))

    @override
    def __repr__(self) -> str:
        return f"Doubted({[str(doubt.code) for doubt in self.doubts]})"


def doubted(procedure: Procedure, identity: Identity) -> Mapping[str, Doubted]:
    """The fields this card makes doubtful, by field id; to be kept beside its `prefill`."""
    found: dict[str, Doubted] = {}
    for field in procedure.fields:
        doubts = tuple(one.doubt for one in identity.doubts if one.item == field.fill)
        if field.fill is not None and doubts:
            found[field.id] = Doubted(item_of(identity, field.fill), doubts)
    return MappingProxyType(found)
