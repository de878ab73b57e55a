"""`kiosk check` gets an answer about devices, or a reason, and never hangs."""

import subprocess
import sys

import pytest

from kiosk.media.messages import Device, DeviceState
from kiosk.media.probe import ProbeFailed, probe, probe_relay
from kiosk.media.settings import MediaSettings
from kiosk.protocol.trials import Trial


def test_devices_are_looked_up_in_another_process() -> None:
    found, tried, _ = probe(MediaSettings(camera="none", microphone="none", speaker="none"))
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


def test_the_relay_is_asked_in_another_process() -> None:
    assert probe_relay(()).routes == ()
    with pytest.raises(ProbeFailed, match="in time"):
        probe_relay((), deadline_s=0.001)


def test_a_relay_that_cannot_be_asked_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ProbeFailed, match="could not be asked"):
        probe_relay(())
