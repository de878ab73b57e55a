"""読み上げ: speaks what a screen asks for, behind one small door; off unless an installer turned it on.

Only the sentences of ``assets/spoken`` are ever spoken, word for word: they have no gaps, so no name, address, number
or count can get into one. Fixed by the stage, and at a question by the way it is answered.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from kiosk.booth.settings import SpeechSettings
from kiosk.booth.visit import stages
from kiosk.booth.visit.state import Visit
from kiosk.procedures.entries import form_at
from kiosk.procedures.kinds.account import Part
from kiosk.procedures.parts import part_now
from kiosk.protocol.faults import Code
from kiosk.reviewed import read

FOLDER: Final = Path(__file__).parents[3] / "assets" / "spoken"
_OWN_FOR_SIGNING: Final = frozenset({Code.WRONG_PIN, Code.LAST_TRY, Code.LOCKED, Code.BAD_FORM})
"""Faults that are told otherwise when the signing password was asked for."""

_PARTS: Final = {
    Part.WAY: "Answering-choice", Part.KIND: "Answering-choice",
    Part.BANK: "Answering-bank", Part.BRANCH: "Answering-bank",
    Part.NUMBER: "Answering-bank-number", Part.SYMBOL: "Answering-bank-number", Part.FIGURES: "Answering-bank-number",
    Part.HOLDER: "Answering-bank-holder",
}  # fmt: skip
"""How each part of an account is answered."""


class Voice(Protocol):
    """What can be heard at this machine."""

    def say(self, text: str, locale: str) -> None:
        """Speak, in place of what is being spoken; silent where there is no voice for `locale`."""

    def chime(self) -> None:
        """The soft tone before something that went wrong."""

    def hush(self) -> None:
        """Be silent at once."""

    async def end(self) -> None:
        """Be silent for good and let go of what makes the sound."""


class Silent:
    """A machine without a voice."""

    def say(self, text: str, locale: str) -> None:
        """Nothing is heard."""

    def chime(self) -> None:
        """Nothing is heard."""

    def hush(self) -> None:
        """Nothing is heard."""

    async def end(self) -> None:
        """Nothing is heard."""


class Speech:
    """Hears of every change of a visit and speaks when the screen asks for something new.

    Attributes:
        on: whether it speaks now; goes back to what the installer set when the visit ends.
        voice: what is heard; silent until the screen has found a voice.
    """

    def __init__(self, settings: SpeechSettings) -> None:
        self._settings = settings
        self._said: tuple[str, str, str] | None = None
        self.on = settings.enabled
        self.voice: Voice = Silent()

    def told(self, visit: Visit, *, in_call: bool) -> None:
        """This is how the visit stands; during a call staff speak, and the booth is silent."""
        key = line(visit)
        step = f"{visit.stage.field} {visit.stage.part}" if isinstance(visit.stage, stages.Answering) else ""
        place = (key, step, visit.locale) if key else None
        if isinstance(visit.stage, stages.Welcoming):
            self.on = self._settings.enabled
        if place == self._said:
            return
        self._said = place
        self.voice.hush()
        if key and self.on and not in_call:
            self._speak(key, visit.locale)

    async def end(self) -> None:
        """Be silent for good."""
        await self.voice.end()

    def _speak(self, key: str, locale: str) -> None:
        text = spoken(locale).get(key)
        if is_trouble(key):
            self.voice.chime()
        if text:
            self.voice.say(text, locale)


def line(visit: Visit) -> str | None:
    """The key of what is spoken at this stage, None where the screen is only read."""
    match visit.stage:
        case stages.WaitingForCard(trouble=str(code), errand=errand):
            own = errand is stages.Errand.SIGNING and code in _OWN_FOR_SIGNING
            return f"{code}-signing" if own else code
        case stages.ConfirmingLastTry(errand=errand):
            return f"{Code.LAST_TRY}-signing" if errand is stages.Errand.SIGNING else Code.LAST_TRY
        case stages.EnteringPin(wrong=True):
            return Code.WRONG_PIN
        case stages.EnteringPassword(misformed=True):
            return f"{Code.BAD_FORM}-signing"
        case stages.EnteringPassword(wrong=True):
            return f"{Code.WRONG_PIN}-signing"
        case stages.Answering() as stage:
            return _how_answered(visit, stage)
        case stages.Welcoming() | stages.CountingTries():
            return None
        case stage:
            return type(stage).__name__


def _how_answered(visit: Visit, stage: stages.Answering) -> str | None:
    place = form_at(visit.form, stage.within) if visit.form else None
    item = place.procedure.field(stage.field) if place else None
    if item and place and (now := part_now(place, stage.field, stage.part)):
        return _PARTS[Part(now)]
    return f"Answering-{item.type}" if item else None


def is_trouble(key: str) -> bool:
    """Whether a tone goes before it, so that nobody who looks away misses it."""
    return key.startswith("C-") or key in {"Stopped", "NotHandedIn", "OutOfService", "NoCasesTold"}


@cache
def spoken(locale: str) -> Mapping[str, str]:
    """The sentences of one language by key, read when it is first spoken; none where there are none."""
    path = FOLDER / f"{locale}.toml"
    return read(path).texts if path.is_file() else {}


def load(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """Every spoken sentence, by locale and key."""
    return {path.stem: dict(read(path).texts) for path in sorted(folder.glob("*.toml"))}
