"""Faults on the way to a virtual card: pulled out at a command, silent, slow, a wrong status word, a short answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from time import sleep

from kiosk.rehearsal.card.virtual_card import VirtualCard


class Moment(StrEnum):
    """When a card is pulled out, seen from one command."""

    BEFORE = "before"
    WITHIN = "within"
    AFTER = "after"


class Ejected(Exception):
    """The card is gone and gives no answer."""


class FellSilent(Exception):
    """The card lies there and will never answer."""


@dataclass
class Faults:
    """What goes wrong, by the number of the command counted from 1 since the card was laid down.

    Attributes:
        eject_at: pulled out at this command, at `eject_moment`.
        silent_at: never answers this command.
        status_at: answers this status word (and no data) instead of doing anything.
        answer_at: answers exactly these bytes instead of its own.
        delay_s: how long each command takes.
        byte_delay_s: how long each byte takes on its way, there and back; about 0.13 ms on a contactless card.
    """

    eject_at: int = 0
    eject_moment: Moment = Moment.BEFORE
    silent_at: int = 0
    status_at: dict[int, int] = field(default_factory=dict)
    answer_at: dict[int, bytes] = field(default_factory=dict)
    delay_s: float = 0.0
    byte_delay_s: float = 0.0


class FaultyCard:
    """A card and what goes wrong with it.

    Attributes:
        commands: how many commands came since it was laid down.
        ejected_after: the last command was answered and then the card was pulled out.
    """

    def __init__(self, card: VirtualCard, faults: Faults | None = None) -> None:
        self.card = card
        self.faults = faults or Faults()
        self.commands = 0
        self.ejected_after = False

    def transmit(self, command: bytes) -> bytes:
        """Answer, or raise `Ejected` or `FellSilent`."""
        self.commands += 1
        number, faults = self.commands, self.faults
        if faults.delay_s:
            sleep(faults.delay_s)
        answer = self._answer(number, command)
        if faults.byte_delay_s:
            sleep(faults.byte_delay_s * (len(command) + len(answer)))
        return answer

    def _answer(self, number: int, command: bytes) -> bytes:
        faults = self.faults
        if number == faults.silent_at:
            raise FellSilent
        ejected = number == faults.eject_at
        if ejected and faults.eject_moment is Moment.BEFORE:
            raise Ejected
        if number in faults.status_at:
            return faults.status_at[number].to_bytes(2, "big")
        answer = faults.answer_at.get(number) or self.card.transmit(command)
        if ejected and faults.eject_moment is Moment.WITHIN:  # the card has acted, the answer is lost
            raise Ejected
        self.ejected_after = ejected
        return answer
