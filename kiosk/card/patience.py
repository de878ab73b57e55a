"""What is tried again with a card that cannot be recognised, and what is said meanwhile (pure).

The service does not notice a hand that lifts a card and has it back before the next look: the card lies there, and what
was begun with it ends as if it had been pulled out. Told to lay down what lies there nobody knows what to do, so it is
tried again by itself.
"""

from dataclasses import replace
from typing import Final

from kiosk.protocol.faults import Code
from kiosk.values import dataclass

_AGAIN_S: Final = {Code.BUSY: 1.0, Code.PULLED_OUT: 0.0}
"""Until the next try; whether a card has left takes its second before that."""
_MOST_LOSSES: Final = 5
"""A card that loses contact this often while it lies there is left alone until it is laid down anew."""


@dataclass(frozen=True)
class Patience:
    """With what lies there, until the service sees it leave.

    Attributes:
        losses: how often contact was lost though it lay there.
        said: why it cannot be recognised, as told last.
    """

    losses: int = 0
    said: Code | None = None

    def after_loss(self) -> "Patience":
        """Contact was lost within a flow, which told so itself."""
        return Patience(self.losses + 1)

    def after(self, code: Code) -> "Patience":
        """It could not be recognised; the first loss is not worth a word."""
        if code is not Code.PULLED_OUT:
            return replace(self, said=code)
        return Patience(self.losses + 1, code if self.losses else self.said)

    def again_s(self, code: Code) -> float | None:
        """When it is tried again after `code`; None: never."""
        return None if self.ended else _AGAIN_S.get(code)

    @property
    def ended(self) -> bool:
        """Whether it is left alone now."""
        return self.losses >= _MOST_LOSSES
