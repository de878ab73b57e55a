"""What `kiosk check` asks of card reader, camera, microphone and speaker, each in a process that can be left behind."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.card.settings import CardSettings
from kiosk.media.messages import Device, DeviceState
from kiosk.media.probe import ProbeFailed, probe
from kiosk.media.settings import NONE, MediaSettings
from kiosk.media.trial.verdicts import EncoderTrial
from kiosk.protocol.trials import Trial

CARD_S: Final = 8.0
MEDIA_S: Final = 25.0

_SUBJECTS: Final = {
    "binding": Subject.CARD_LIBRARY,
    "service": Subject.CARD_SERVICE,
    "reader": Subject.READER,
    "driver": Subject.VIRTUAL_READER,
}
_ENGLISH: Final = {  # subject, good: what was found, what to do
    ("binding", True): ("pyscard is there", ""),
    ("binding", False): ("pyscard is absent", "Install what a booth needs: pip install 'kiosk[booth]'."),
    ("service", True): ("pcscd answers", ""),
    ("service", False): ("pcscd does not answer", "apt-get install pcscd; systemctl enable --now pcscd.socket"),
    ("reader", True): ("a reader is there", ""),
    ("reader", False): ("no reader that can be used", "Check USB and power, or the name in [card] reader."),
    ("driver", True): ("the virtual reader's driver is not installed", ""),
    ("driver", False): (
        "the virtual reader's driver (vpcd) is installed: anybody on the network could pretend to be a card",
        "On a booth in service: apt-get purge vsmartcard-vpcd.",
    ),
}


def card(settings: CardSettings) -> list[Finding]:
    """Card library, service, reader and, where no virtual card is allowed, the virtual reader's driver."""
    command = [sys.executable, "-m", "kiosk", "card", "doctor", "--json", "--reader", settings.reader]
    try:
        told = subprocess.run(  # noqa: S603 -- our own program
            command if settings.allow_virtual else [*command, "--real-only"],
            capture_output=True, timeout=CARD_S - 1, check=False,
        )  # fmt: skip
        findings = [_card_finding(one) for one in json.loads(told.stdout)]
    except subprocess.TimeoutExpired:
        found = Words("カードサービスが要求に答えません", "the card service does not answer a request")
        advice = Words("systemctl restart pcscd を実行してください。", "systemctl restart pcscd")
        return [Finding(Subject.CARD_SERVICE, Mark.MISSING, found, advice)]
    seen = {one.subject for one in findings}
    if Subject.READER not in seen:
        found = Words("カードサービスがないため分かりません", "unknown without the card service")
        findings.append(Finding(Subject.READER, Mark.MISSING, found))
    return [one for one in findings if one.subject is not Subject.CARD_LIBRARY or one.mark is not Mark.OK]


def _card_finding(one: dict[str, Any]) -> Finding:
    name, is_good = str(one["subject"]), bool(one["good"])
    found, advice = _ENGLISH[name, is_good]
    bad = Mark.WARN if name == "driver" else Mark.MISSING
    japanese = str(one["advice"]) if not is_good else ""
    return Finding(
        _SUBJECTS[name], Mark.OK if is_good else bad, Words(str(one["found"]), found), Words(japanese, advice)
    )


def media(settings: MediaSettings) -> list[Finding]:
    """Camera, microphone and speaker as a call would choose them, tried: pictures that change, sound that is heard."""
    try:
        found, tried, encoders = probe(settings, MEDIA_S - 1)
    except ProbeFailed:
        said = Words("機器の一覧が取れません", "the devices cannot be listed")
        advice = Words("機器をつなぎ直し、端末を起動し直してください。", "Connect them again and restart the machine.")
        return [Finding(subject, Mark.MISSING, said, advice) for subject in _DEVICES]
    asked = (settings.camera, settings.microphone, settings.speaker)
    devices = (found.camera, found.microphone, found.speaker)
    trials = (tried.camera, tried.microphone, tried.speaker)
    findings = [one for row in zip(_DEVICES, asked, devices, trials, strict=True) for one in _device(*row)]
    if tried.microphone_dbfs is not None:
        level = tried.microphone_dbfs
        findings[1] = _and(findings[1], Words(f"部屋の音 {level}dB", f"the room has {level} dB"))
    if tried.echo_delay_ms is not None:
        back_ms = tried.echo_delay_ms
        findings[2] = _and(findings[2], Words(f"音が戻るまで {back_ms}ms", f"heard back after {back_ms} ms"))
    return [*findings, encoder(encoders, wanted=settings.hardware)]


_ENCODERS: Final = {
    EncoderTrial.WORKS: Words("使えます", "works"),
    EncoderTrial.ABSENT: Words("部品がありません", "is not in this library"),
    EncoderTrial.REFUSED: Words("ありません", "is not on this machine"),
    EncoderTrial.FAILED: Words("途中で止まります", "fails"),
    EncoderTrial.LATE: Words("映像が遅れます", "holds pictures back"),
    EncoderTrial.WRONG: Words("映像が崩れます", "gives other pictures"),
}


def encoder(trials: Mapping[str, EncoderTrial], *, wanted: bool) -> Finding:
    """What makes the booth's picture small enough for the line: the processor, or hardware that was tried. Pure."""
    works = next((name for name, trial in trials.items() if trial is EncoderTrial.WORKS), None)
    each = Words(
        "、".join(f"{name} {_ENCODERS[trial].ja}" for name, trial in trials.items()),
        ", ".join(f"{name} {_ENCODERS[trial].en}" for name, trial in trials.items()),
    )
    used = works if wanted and works else None
    found = Words(
        f"{used} を使います" if used else f"CPU（x264）を使います。{each.ja}",
        f"{used} is used" if used else f"the processor (x264); {each.en}",
    )
    if wanted and not works:
        advice = Words(
            "使える装置がないため、設定 [media] hardware は効きません。", "[media] hardware has no effect here."
        )
        return Finding(Subject.ENCODER, Mark.WARN, found, advice)
    return Finding(Subject.ENCODER, Mark.OK, found)


def _and(finding: Finding, more: Words) -> Finding:
    """The same, and what was measured."""
    return replace(finding, found=Words(f"{finding.found.ja}、{more.ja}", f"{finding.found.en}, {more.en}"))


_DEVICES: Final = {
    Subject.CAMERA: Words(
        "つなぎ直してください（一覧: ls /dev/video*）。設定は [media] camera です。",
        "Connect it again; `ls /dev/video*` shows it. The setting is [media] camera.",
    ),
    Subject.MICROPHONE: Words(
        "つなぎ直してください（一覧: arecord -l）。設定は [media] microphone です。",
        "Connect it again; `arecord -l` shows it. The setting is [media] microphone.",
    ),
    Subject.SPEAKER: Words(
        "つなぎ直してください（一覧: aplay -l）。設定は [media] speaker です。",
        "Connect it again; `aplay -l` shows it. The setting is [media] speaker.",
    ),
}


_TRIALS: Final = {
    Trial.LOST: (
        Words("開けないか、何も届きません", "it cannot be opened, or gives nothing"),
        Words(
            "ほかのプログラムが使っていないか、USBの接続を確かめてください。",
            "Check whether a program uses it, and its cable.",
        ),
    ),
    Trial.STILL: (
        Words("映像が動きません", "its picture does not change"),
        Words("抜き差しして、もう一度確かめてください。", "Pull it out, plug it in and check again."),
    ),
    Trial.DARK: (
        Words("映像が真っ暗です", "its picture is black"),
        Words("レンズのふたと部屋の明かりを確かめてください。", "Check the lens cover and the light of the room."),
    ),
    Trial.SILENT: (
        Words("音がまったく入りません", "it hears nothing at all"),
        Words(
            "マイクの消音ボタンと音量（alsamixer）を確かめてください。", "Check its mute button and level (alsamixer)."
        ),
    ),
    Trial.UNHEARD: (
        Words("鳴らした音がマイクに届きません", "the microphone does not hear it"),
        Words("音量（alsamixer）と電源を確かめてください。", "Check the volume (alsamixer) and its power."),
    ),
}
"""What a trial found and what to do; a covered lens or a turned down speaker is worth a look, the rest stops calls."""


def _device(subject: Subject, asked: str, device: Device, trial: Trial) -> list[Finding]:
    if device.state is not DeviceState.NONE and trial in _TRIALS:
        said, advice = _TRIALS[trial]
        mark = Mark.WARN if trial in (Trial.DARK, Trial.UNHEARD) else Mark.MISSING
        name = device.name or "virtual"
        return [Finding(subject, mark, Words(f"{name}: {said.ja}", f"{name}: {said.en}"), advice)]
    if device.state is DeviceState.REAL:
        return good(subject, device.name, device.name)
    if device.state is DeviceState.VIRTUAL:
        return good(subject, "仮想のものを使います（予行）", "a virtual one is used (rehearsal)")
    if asked == NONE:
        said = Words("設定で使わないことになっています", "switched off in the settings")
        return [Finding(subject, Mark.WARN, said, _DEVICES[subject])]
    named = f"「{device.name}」" if device.name else ""
    said = Words(f"{named}見つかりません", f"not found{': ' + device.name if device.name else ''}")
    return [Finding(subject, Mark.MISSING, said, _DEVICES[subject])]
