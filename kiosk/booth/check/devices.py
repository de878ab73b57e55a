"""What `kiosk check` asks of card reader, camera, microphone and speaker, each in a process that can be left behind."""

import json
import subprocess
import sys
from typing import Any, Final

from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.card.reader import CardSettings
from kiosk.media.messages import Device, DeviceState
from kiosk.media.probe import ProbeFailed, probe
from kiosk.media.settings import NONE, MediaSettings

CARD_S: Final = 8.0
MEDIA_S: Final = 10.0

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
    """Camera, microphone and speaker as a call would choose them now."""
    try:
        found = probe(settings, MEDIA_S - 1)
    except ProbeFailed:
        said = Words("機器の一覧が取れません", "the devices cannot be listed")
        advice = Words("機器をつなぎ直し、端末を起動し直してください。", "Connect them again and restart the machine.")
        return [Finding(subject, Mark.MISSING, said, advice) for subject in _DEVICES]
    asked = (settings.camera, settings.microphone, settings.speaker)
    devices = (found.camera, found.microphone, found.speaker)
    return [one for row in zip(_DEVICES, asked, devices, strict=True) for one in _device(*row)]


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


def _device(subject: Subject, asked: str, device: Device) -> list[Finding]:
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
