"""What card reader, camera, microphone and speaker say, asked in processes of their own."""

import json
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.booth.check import devices
from kiosk.booth.check.findings import Finding, Mark, Subject
from kiosk.card.settings import CardSettings
from kiosk.media.messages import Device, DevicesFound, DeviceState, DevicesTried
from kiosk.media.probe import Probed, ProbeFailed
from kiosk.media.settings import MediaSettings
from kiosk.media.trial.verdicts import EncoderTrial
from kiosk.protocol.trials import Trial


def marks(findings: list[Finding]) -> dict[Subject, Mark]:
    return {one.subject: one.mark for one in findings}


def test_a_machine_without_the_card_service_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm")
    found = devices.card(CardSettings(allow_virtual=True))
    assert marks(found)[Subject.CARD_SERVICE] is Mark.MISSING
    assert marks(found)[Subject.READER] is Mark.MISSING
    assert Subject.VIRTUAL_READER not in marks(found), "in a rehearsal the virtual reader is wanted"
    service = next(one for one in found if one.subject is Subject.CARD_SERVICE)
    assert "pcscd" in service.advice.ja
    assert "pcscd" in service.advice.en


def doctor(monkeypatch: pytest.MonkeyPatch, **good: bool) -> list[list[str]]:
    """A doctor that finds what is named."""
    told = [{"subject": name, "good": one, "found": name, "advice": "治す"} for name, one in good.items()]
    commands: list[list[str]] = []

    def run(command: list[str], **_options: Any) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(stdout=json.dumps(told).encode())

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_everything_there_is_three_good_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = doctor(monkeypatch, binding=True, service=True, reader=True, driver=True)
    found = devices.card(CardSettings(reader="SONY"))
    assert marks(found) == {
        Subject.CARD_SERVICE: Mark.OK,
        Subject.READER: Mark.OK,
        Subject.VIRTUAL_READER: Mark.OK,
    }
    assert commands[0][-1] == "--real-only"
    assert "SONY" in commands[0]


def test_the_virtual_readers_driver_on_a_real_booth_is_worth_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor(monkeypatch, binding=True, service=True, reader=True, driver=False)
    found = devices.card(CardSettings())
    assert marks(found)[Subject.VIRTUAL_READER] is Mark.WARN


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor(monkeypatch, binding=False, service=True)
    found = devices.card(CardSettings())
    assert marks(found)[Subject.CARD_LIBRARY] is Mark.MISSING


def test_a_card_service_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], *, timeout: float, **_options: Any) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", run)
    assert marks(devices.card(CardSettings())) == {Subject.CARD_SERVICE: Mark.MISSING}


def test_the_real_probe_answers_for_all_three() -> None:
    found = devices.media(MediaSettings(camera="none", microphone="none", speaker="none"))
    assert marks(found[:3]) == dict.fromkeys((Subject.CAMERA, Subject.MICROPHONE, Subject.SPEAKER), Mark.WARN)
    assert found[3].subject is Subject.ENCODER


def test_devices_real_virtual_absent_and_not_the_one_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = DevicesFound(
        camera=Device(state=DeviceState.REAL, name="/dev/video0"),
        microphone=Device(state=DeviceState.VIRTUAL),
        speaker=Device(state=DeviceState.NONE, name="Jabra"),
    )
    works = DevicesTried(camera=Trial.WORKS, microphone=Trial.WORKS, speaker=Trial.ABSENT)
    monkeypatch.setattr(devices, "probe", lambda *_any: Probed(found, works, {}))
    camera, microphone, speaker, _ = devices.media(MediaSettings(speaker="Jabra"))
    assert (camera.mark, camera.found.ja) == (Mark.OK, "/dev/video0")
    assert microphone.mark is Mark.OK
    assert "予行" in microphone.found.ja
    assert speaker.mark is Mark.MISSING
    assert "Jabra" in speaker.found.ja
    assert "Jabra" in speaker.found.en


@pytest.mark.parametrize(
    ("camera", "speaker", "marks_of_both"),
    [
        (Trial.WORKS, Trial.WORKS, [Mark.OK, Mark.OK]),
        (Trial.STILL, Trial.UNHEARD, [Mark.MISSING, Mark.WARN]),
        (Trial.DARK, Trial.LOST, [Mark.WARN, Mark.MISSING]),
    ],
)
def test_a_device_that_is_there_and_does_not_work_is_told(
    monkeypatch: pytest.MonkeyPatch, camera: Trial, speaker: Trial, marks_of_both: list[Mark]
) -> None:
    there = Device(state=DeviceState.REAL, name="Jabra")
    found = DevicesFound(camera=there, microphone=there, speaker=there)
    tried = DevicesTried(camera=camera, microphone=Trial.WORKS, speaker=speaker, microphone_dbfs=-52, echo_delay_ms=84)
    monkeypatch.setattr(devices, "probe", lambda *_any: Probed(found, tried, {}))
    first, microphone, last, _ = devices.media(MediaSettings())
    assert [first.mark, last.mark] == marks_of_both
    assert bool(first.advice.ja) is (first.mark is not Mark.OK)
    assert "-52dB" in microphone.found.ja
    assert "84ms" in last.found.ja


def test_drivers_that_hang_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_any: object) -> None:
        raise ProbeFailed("hangs")

    monkeypatch.setattr(devices, "probe", fail)
    found = devices.media(MediaSettings())
    assert [one.mark for one in found] == [Mark.MISSING] * 3
    assert all(one.advice.ja for one in found)


@pytest.mark.parametrize(
    ("trials", "wanted", "mark", "found"),
    [
        ({}, False, Mark.OK, "CPU（x264）を使います"),
        ({"h264_qsv": EncoderTrial.WORKS}, False, Mark.OK, "h264_qsv 使えます"),
        ({"h264_nvenc": EncoderTrial.REFUSED, "h264_qsv": EncoderTrial.WORKS}, True, Mark.OK, "h264_qsv を使います"),
        ({"h264_nvenc": EncoderTrial.REFUSED, "h264_qsv": EncoderTrial.LATE}, True, Mark.WARN, "映像が遅れます"),
    ],
)
def test_what_makes_the_picture_small_is_told(
    trials: dict[str, EncoderTrial], wanted: bool, mark: Mark, found: str
) -> None:
    told = devices.encoder(trials, wanted=wanted)
    assert (told.subject, told.mark) == (Subject.ENCODER, mark)
    assert found in told.found.ja
    assert bool(told.advice.ja) is (mark is Mark.WARN)
