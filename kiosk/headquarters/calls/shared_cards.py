"""Cards in a call: what may pass between resident and staff about a card. Pure.

Kept are only the ids of what staff asked for, as long as the call lives: never the number they typed, never a picture,
not even for a console that comes back.
"""

from dataclasses import dataclass, field
from typing import Final

from kiosk.headquarters.calls.shared_forms import Passed, Stopped
from kiosk.protocol.identity import CardAsked, CardTold, EvidenceGiven, Integrity

MOST_ASKS: Final = 20
MOST_LOOKS: Final = 40
_LAST_STATES: Final = ("declined", "done", "failed")


@dataclass
class SharedCards:
    """What was asked for in one call, under one epoch; another epoch is another person, who has seen nothing yet."""

    epoch: int = 0
    asked: int = 0
    looks: int = 0
    face: Integrity | None = None
    """What the booth says of the photograph shown last: whether its issuer's signature holds."""
    open_asks: dict[str, str] = field(default_factory=dict)

    def ask(self, message: CardAsked, epoch: int) -> Passed | Stopped:
        """Staff ask for a card under the call's `epoch`; a face needs the number printed on it, a proof has none."""
        if message.epoch != epoch:
            return Stopped("stale_epoch")
        self._under(epoch)
        if (message.want == "face") != (message.code is not None):
            return Stopped("not_allowed", "the card's number belongs to asking for its face, and to nothing else")
        if message.ask_id in self.open_asks or self.asked >= MOST_ASKS:
            return Stopped("not_allowed", "asked before, or too often in one call")
        self.asked += 1
        self.open_asks[message.ask_id] = message.want
        return Passed(message)

    def withdraw(self, ask_id: str) -> None:
        """The booth could not be asked."""
        self.open_asks.pop(ask_id, None)

    def tell(self, message: CardTold, epoch: int) -> Passed | Stopped:
        """The booth says what became of it; only of what was asked for, and pictures only where a face was."""
        if message.epoch != epoch:
            return Stopped("stale_epoch")
        self._under(epoch)
        want = self.open_asks.get(message.ask_id)
        if want is None:
            return Stopped("not_allowed", "nobody asked for this card")
        if message.face is not None and (want != "face" or message.state != "done"):
            return Stopped("not_allowed", "the card's face was not asked for, or is not there yet")
        if message.state in _LAST_STATES:
            del self.open_asks[message.ask_id]
        if message.face is not None:
            self.face = message.face.integrity if message.face.photograph else None
        return Passed(message)

    def look(self, message: EvidenceGiven, epoch: int) -> Passed | Stopped:
        """Staff write down what they saw; a face can be compared only with a photograph that was shown to them."""
        if message.epoch != epoch:
            return Stopped("stale_epoch")
        self._under(epoch)
        if message.method == "face_compared" and self.face is None:
            return Stopped("not_allowed", "no photograph of a card was shown in this call")
        if self.looks >= MOST_LOOKS:
            return Stopped("not_allowed", "too many findings in one call")
        self.looks += 1
        return Passed(message)

    def _under(self, epoch: int) -> None:
        if epoch != self.epoch:
            self.epoch, self.asked, self.looks, self.face = epoch, 0, 0, None
            self.open_asks.clear()
