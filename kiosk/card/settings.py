"""What an installer sets for the card reader."""

from pathlib import Path
from typing import ClassVar

from kiosk.settings import Settings


class CardSettings(Settings):
    """The `[card]` part of the booth's settings.

    Attributes:
        reader: the reader's name or the beginning of it; empty means the only reader there is.
        allow_virtual: whether a virtual reader and rehearsal cards may be used; never at a real counter.
        apdu_s: how long one command may take before the card counts as silent.
        flow_s: how long a whole flow may take.
        trust: the folder of roots; its `face/` holds the keys against which signatures over identity and face are
            checked. Without it they are named unchecked.
    """

    renamed: ClassVar = {"apdu_seconds": "apdu_s", "flow_seconds": "flow_s"}

    reader: str = ""
    allow_virtual: bool = False
    apdu_s: float = 5.0
    flow_s: float = 20.0
    trust: Path | None = None
