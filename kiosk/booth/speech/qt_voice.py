"""The machine's voice: Qt's own where its synthesiser answers, else a program, else only the tone."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject

from kiosk.booth.settings import SpeechSettings
from kiosk.booth.speech.program_voices import ProgramVoice, program, write_tone
from kiosk.booth.speech.speech import Silent, Voice
from kiosk.log import Log

_log = Log("booth.speech")


class QtVoice:
    """Speaks through Qt; the tone is the program voice's."""

    def __init__(self, speaker: Any, settings: SpeechSettings, tone: Voice) -> None:
        """`speaker` is a `QTextToSpeech` that is ready."""
        self._speaker = speaker
        self._tone = tone
        speaker.setRate(max(-1.0, min(1.0, settings.rate - 1)))
        speaker.setVolume(settings.volume)
        self._locales = {self._code(locale): locale for locale in speaker.availableLocales()}

    def say(self, text: str, locale: str) -> None:
        """Speak, where there is a voice for the language."""
        wanted = self._locales.get(self._code(QLocale("ja" if locale == "easy" else locale)))
        self._speaker.stop()
        if wanted is not None:
            self._speaker.setLocale(wanted)
            self._speaker.say(text)

    def chime(self) -> None:
        """Play the tone."""
        self._tone.chime()

    def hush(self) -> None:
        """Be silent at once."""
        self._speaker.stop()
        self._tone.hush()

    async def end(self) -> None:
        """Be silent for good."""
        self._speaker.stop()
        await self._tone.end()

    @staticmethod
    def _code(locale: QLocale) -> QLocale.Language:
        return locale.language()


def choose(settings: SpeechSettings, folder: Path, parent: QObject | None = None) -> Voice:
    """A voice for this machine; `folder` takes the tone. Nothing is looked for where speech is off."""
    if not settings.enabled:
        return Silent()
    tone = folder / "tone.wav"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_tone(tone, settings.volume)
    except OSError as error:
        _log.failure("tone_not_made", error)
    found = program()
    by_program = ProgramVoice(found, settings, tone)
    speaker = _qt(parent)
    _log.event("voice_found", kind="qt" if speaker is not None else found.name if found else "tone")
    return by_program if speaker is None else QtVoice(speaker, settings, by_program)


def _qt(parent: QObject | None) -> Any:
    """Qt's speaker when its engine is there and answers, else None."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return None
    if "speechd" not in QTextToSpeech.availableEngines():
        return None
    speaker = QTextToSpeech("speechd", parent)
    return speaker if speaker.state() == QTextToSpeech.State.Ready and speaker.availableLocales() else None
