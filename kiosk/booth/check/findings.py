"""`kiosk check`: what is there and what is missing on this machine, each with what an installer does about it.

A probe looks at one thing and gives its findings. All probes run at once, each in a thread of its own with a deadline,
because a stuck driver, a dead network folder or a silent server is just what is being looked for.
"""

import threading
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from typing_extensions import override

from kiosk.log import Log
from kiosk.values import dataclass

_log = Log("check")


class Words(NamedTuple):
    """A sentence in Japanese and English."""

    ja: str
    en: str

    def in_(self, locale: str) -> str:
        """The sentence in one of the two; anything but ``en`` is Japanese."""
        return self.en if locale == "en" else self.ja


NOTHING: Final = Words("", "")


class Mark(StrEnum):
    """How one thing is: there, there but worth a look, or missing though the booth needs it."""

    OK = "ok"
    WARN = "warn"
    MISSING = "missing"


class Subject(StrEnum):
    """What is looked at, in the order of the page."""

    SETTINGS = "settings"
    PROCEDURES = "procedures"
    LANGUAGES = "languages"
    FONTS = "fonts"
    KANA = "kana"
    DISK = "disk"
    OUTBOX = "outbox"
    CLOCK = "clock"
    CARD_LIBRARY = "card_library"
    CARD_SERVICE = "card_service"
    READER = "reader"
    VIRTUAL_READER = "virtual_reader"
    CAMERA = "camera"
    MICROPHONE = "microphone"
    SPEAKER = "speaker"
    ENCODER = "encoder"
    RELAY = "relay"
    PRINTER = "printer"
    ENROLMENT = "enrolment"
    HEADQUARTERS = "headquarters"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do and is empty where nothing is to be done."""

    subject: Subject
    mark: Mark
    found: Words
    advice: Words = NOTHING


@dataclass(frozen=True)
class Probe:
    """A look at one or more things; `subjects` are what is reported as unanswered when `deadline_s` are over."""

    subjects: tuple[Subject, ...]
    deadline_s: float
    look: Callable[[], list[Finding]]


def good(subject: Subject, ja: str, en: str) -> list[Finding]:
    """It is there."""
    return [Finding(subject, Mark.OK, Words(ja, en))]


def examine(probes: Sequence[Probe]) -> list[Finding]:
    """Look at everything at once; comes back after the longest deadline at the latest, whatever hangs."""
    began = time.monotonic()
    looks = [_Look(probe) for probe in probes]
    for look in looks:
        look.start()
    findings: list[Finding] = []
    for look in looks:
        look.join(max(0.0, began + look.probe.deadline_s - time.monotonic()))
        findings += look.findings if look.findings is not None else _unanswered(look.probe)
    return sorted(findings, key=lambda one: list(Subject).index(one.subject))


def complete(findings: Sequence[Finding]) -> bool:
    """Whether nothing the booth needs is missing."""
    return all(one.mark is not Mark.MISSING for one in findings)


class _Look(threading.Thread):
    """One probe under way; a daemon, so that a stuck one does not hold the program."""

    def __init__(self, probe: Probe) -> None:
        super().__init__(name=f"check-{probe.subjects[0]}", daemon=True)
        self.probe = probe
        self.findings: list[Finding] | None = None

    @override
    def run(self) -> None:
        """Look, and turn a fault of ours into a finding like any other."""
        try:
            self.findings = self.probe.look()
        except Exception as error:  # noqa: BLE001 -- one broken look must not hide the others
            _log.failure("look_failed", error, subject=self.probe.subjects[0])
            kind = type(error).__name__
            self.findings = [
                Finding(
                    subject,
                    Mark.MISSING,
                    Words(f"調べられませんでした（{kind}）", f"could not be looked at ({kind})"),
                    Words("この画面の写しを保守の担当へ渡してください。", "Give a copy of this page to your support."),
                )
                for subject in self.probe.subjects
            ]


def _unanswered(probe: Probe) -> list[Finding]:
    seconds = f"{probe.deadline_s:.0f}"
    found = Words(f"{seconds}秒待ちましたが答えがありません", f"no answer within {seconds} seconds")
    advice = Words("電源と接続を確かめ、端末を起動し直してください。", "Check power and cables, then restart it.")
    return [Finding(subject, Mark.MISSING, found, advice) for subject in probe.subjects]
