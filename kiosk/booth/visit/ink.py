"""Ink belongs to exactly what it was written under: answers, their procedure's words, and what was found out."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from kiosk.procedures.answers import Answers
from kiosk.procedures.doubts import Doubted
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.applications.application import IdentityEvent


@dataclass(frozen=True)
class Confirmed:
    """What a resident signs: everything that goes into the paper and can still change.

    Attributes:
        words_sha256: the procedure file and its blocks, by whose words was asked.
        answers: those that count, each with its source and time; an answer given anew is another answer.
        doubted: what the card says oddly, marked on the paper.
        seen, known: what was found out about who applies, and whether a card gave the name.
        by_hand: why it is signed by hand although the procedure asks for the card.
    """

    words_sha256: str
    answers: Answers
    doubted: Mapping[str, Doubted]
    seen: "tuple[IdentityEvent, ...]"
    known: bool
    by_hand: str | None


@dataclass(frozen=True)
class Ink:
    """A drawn signature (PNG) and what it stands under."""

    png: bytes = field(repr=False)
    under: Confirmed = field(repr=False)
