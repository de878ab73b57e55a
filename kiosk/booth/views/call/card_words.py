"""What the screen says of the card staff ask for in a call."""

from typing import Final

from kiosk.booth.call.state import CardStep, CardTurn
from kiosk.booth.views.visit.card_view import trouble_sentence
from kiosk.protocol.faults import Code

_ABOUT_CODE: Final = (Code.WRONG_PIN, Code.LAST_TRY, Code.BAD_FORM)
"""With 照合番号B these are about the number staff typed, not about a PIN of the resident."""
_CODE_LOCKED: Final = (Code.LOCKED, Code.FACE_ONLY)
_AGAIN: Final = (
    Code.PULLED_OUT, Code.MUTE, Code.WRONG_PIN, Code.BAD_FORM, Code.TRUNCATED, Code.NO_READER, Code.SEVERAL_CARDS,
    Code.SWAPPED, Code.SILENT, Code.BUSY, None,
)  # fmt: skip
"""After these staff ask once more; after others they know another way."""


def fault(turn: CardTurn | None) -> str:
    """What failed without the resident's doing: staff's `number`, it is `locked`, staff were not `reached`; or empty.

    A wrong or locked PIN of a proof is the resident's own.
    """
    if turn is None or turn.step is not CardStep.FAILED or turn.want != "face":
        return ""
    if turn.code is None:
        return "reached"
    return "number" if turn.code in _ABOUT_CODE else "locked" if turn.code in _CODE_LOCKED else ""


def trouble(turn: CardTurn | None, locale: str) -> str:
    """What is wrong with the card, in the resident's words; empty where nothing is, or `fault` says it."""
    if turn is None or turn.code is None or fault(turn):
        return ""
    return trouble_sentence(turn.code, locale)


def may_try_again(turn: CardTurn | None) -> bool:
    """It failed, and the same thing once more may help."""
    return turn is not None and turn.step is CardStep.FAILED and turn.code in _AGAIN
