"""Which voice a machine gets, and how Qt's is spoken to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from kiosk.booth.settings import SpeechSettings
from kiosk.booth.speech import qt_voice
from kiosk.booth.speech.program_voices import ProgramVoice
from kiosk.booth.speech.speech import Silent

ON = SpeechSettings(enabled=True)


class Speaker:
    """Stands for `QTextToSpeech`: Japanese and Chinese voices only; writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def __getattr__(self, name: str) -> Callable[..., list[QLocale]]:
        def heard(*values: Any) -> list[QLocale]:
            if name != "availableLocales":
                self.told += [name, *(value.name() if isinstance(value, QLocale) else value for value in values)]
            return [QLocale("ja_JP"), QLocale("zh_CN")]

        return heard


def test_nothing_is_looked_for_where_speech_is_off(tmp_path: Path) -> None:
    assert isinstance(qt_voice.choose(SpeechSettings(), tmp_path / "state"), Silent)
    assert not (tmp_path / "state").exists()


def test_without_qts_engine_a_program_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_voice, "_qt", lambda parent: None)
    found = qt_voice.choose(ON, tmp_path)
    assert isinstance(found, ProgramVoice)
    assert (tmp_path / "tone.wav").stat().st_size > 1000


def test_qts_voice_is_told_rate_and_volume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = Speaker()
    monkeypatch.setattr(qt_voice, "_qt", lambda parent: speaker)
    assert isinstance(qt_voice.choose(ON, tmp_path), qt_voice.QtVoice)
    assert speaker.told == ["setRate", pytest.approx(-0.1), "setVolume", 0.8]


async def test_qts_voice_speaks_the_languages_it_has_and_no_other() -> None:
    speaker = Speaker()
    spoken = qt_voice.QtVoice(speaker, ON, Silent())
    speaker.told.clear()
    spoken.say("よい", "easy")
    spoken.say("好", "zh-Hans")
    spoken.say("tốt", "vi")
    spoken.chime()
    spoken.hush()
    await spoken.end()
    japanese = ["stop", "setLocale", "ja_JP", "say", "よい"]
    chinese = ["stop", "setLocale", "zh_CN", "say", "好"]
    assert speaker.told == [*japanese, *chinese, *["stop"] * 3]


def test_a_state_folder_that_cannot_be_written_leaves_the_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_voice, "_qt", lambda parent: None)
    (tmp_path / "file").write_text("")
    assert isinstance(qt_voice.choose(ON, tmp_path / "file"), ProgramVoice)
