"""`kiosk check` gets an answer about devices, or a reason, and never hangs."""

import subprocess
import sys

import pytest

from kiosk.media.messages import Device, DeviceState, Trial
from kiosk.media.probe import ProbeFailed, probe
from kiosk.media.settings import MediaSettings


def test_devices_are_looked_up_in_another_process() -> None:
    found, tried = probe(MediaSettings(camera="none", microphone="none", speaker="none"))
    assert tried.camera is Trial.NOT_TRIED
    assert {found.camera, found.microphone, found.speaker} == {Device(state=DeviceState.NONE)}


def test_a_driver_that_does_not_answer_is_a_reason() -> None:
    with pytest.raises(ProbeFailed, match="does not answer"):
        probe(MediaSettings(), deadline_s=0.001)


def test_a_lookup_that_breaks_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ProbeFailed, match="could not be listed"):
        probe(MediaSettings())


def test_the_asking_process_loads_neither_aiortc_nor_av() -> None:
    heavy = {"aiortc", "av", "sounddevice"}
    code = f"import sys, kiosk.media.probe, kiosk.media.engine; print({heavy} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
