"""No field of a file, a message or a value is there that nothing reads.

A promise is kept, or its key refused. `tests.reads` finds who reads what; what is left is in `READ_OUTSIDE`.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from kiosk.protocol import message
from tests import previous

if TYPE_CHECKING:
    from tests.reads import Look  # imports all of mypy, which no other test needs

KIOSK: Final = Path(__file__).resolve().parent.parent / "kiosk"
CONSOLE: Final = KIOSK / "headquarters/web/console"
SCREENS: Final = [path.read_text("utf-8") for path in sorted((KIOSK / "booth/ui").rglob("*.qml"))]
SOURCES: Final = {
    "scripts": "\n".join(path.read_text("utf-8") for path in sorted((CONSOLE / "static").glob("*.js"))),
    "templates": "\n".join(path.read_text("utf-8") for path in sorted((CONSOLE / "templates").glob("*.html"))),
}
_JUDGED: Final = "another major has another shape, so the version is looked at before the message is read"
_FROZEN: Final = "a booth or headquarters of 1.0 refuses the message without it"
_PROBLEM: Final = "RFC 9457 has it for whoever reads the answer; the booth goes by the type"
_WHOLE: Final = (
    "kiosk.booth.submissions.waiting.OutboxLine",  # `kiosk outbox list --json`, for an installer's program
    "kiosk.booth.visit.ink.Confirmed",  # compared with what stands there now: ink is for exactly that
    "kiosk.headquarters.app.Headquarters",  # every part, for whoever opened it
    "kiosk.demo.summary.",  # summary.json, for people
    "kiosk.rehearsal.bad_line.way.Counts",  # told by `kiosk rehearsal bad-line`, for training and figures
    "kiosk.media.messages.Statistics",  # in the log when a call ends, and to who drives a rehearsal
)
READ_OUTSIDE: Final = {
    "kiosk.applications.application.Application.consents": "records of 0.1 have it; nobody was asked",
    "kiosk.applications.application.IdentityEvent.level": "records of 0.1 have it; the level is that of the method",
    "kiosk.applications.attachment.AttachmentNote.size": "records of 0.1 have it; the hash is what is compared",
    "kiosk.headquarters.web.staff_api.SignedIn.csrf": "/api/sign-in, for a program that goes on from there",
    "kiosk.headquarters.web.staff_api.SignedIn.staff": "/api/sign-in, for a program that goes on from there",
    "kiosk.protocol.duty.ConsoleHello.protocol_version": _JUDGED,
    "kiosk.protocol.forms.FormShown.procedure": _FROZEN,
    "kiosk.protocol.identity.CaseShown.receipt_number": _FROZEN,
    "kiosk.protocol.identity.NonceGiven.expires_at": _FROZEN,
    "kiosk.protocol.presence.BoothHello.epoch": "the epoch of now is told to whoever comes back, whatever it thinks",
    "kiosk.protocol.presence.BoothHello.protocol_version": _JUDGED,
    "kiosk.protocol.presence.Welcome.protocol_version": _FROZEN,
    "kiosk.protocol.presence.Welcome.server_time": _FROZEN,
    "kiosk.protocol.submissions.Receipt.case_id": _FROZEN,
    "kiosk.protocol.submissions.ReplyProblem.detail": _PROBLEM,
    "kiosk.protocol.submissions.ReplyProblem.submission_id": _PROBLEM,
    "kiosk.protocol.submissions.ReplyProblem.title": _PROBLEM,
    "kiosk.protocol.submissions.SubmissionHeader.protocol_version": _JUDGED,
}
"""Fields without a reader here, and who reads them, or why they stay."""


class Elsewhere:
    """What screens, scripts and templates read of what is handed to them whole."""

    def __init__(self, look: "Look") -> None:
        self._scripts = look.within("kiosk.protocol.message.ToConsole", "kiosk.headquarters.view.View")
        self._templates = look.within("kiosk.headquarters.view.View", "kiosk.headquarters.calls.counters.Counter")

    def __call__(self, kind: str, name: str) -> bool:
        """Whether `name` is taken from an object: ``it.name``, or ``{name, …} = it`` in a script."""
        if kind.startswith(_WHOLE):
            return True
        if kind.startswith("kiosk.booth.views.") and any(_draws(screen, name) for screen in SCREENS):
            return True
        if kind in self._templates and re.search(rf"\.{name}\b", SOURCES["templates"]):
            return True
        return kind in self._scripts and bool(re.search(rf"(\.|[{{,]\s*){name}\b(?!:)", SOURCES["scripts"]))


def _draws(screen: str, name: str) -> bool:
    """Whether a delegate asks its row for `name`, and does something with it, or is a control that does."""
    if re.search(rf"^\s*required {name}$", screen, re.MULTILINE):
        return True
    asked = len(re.findall(rf"required property \S+ {name}$", screen, re.MULTILINE))
    return asked > 0 and len(re.findall(rf"\b{name}\b(?!:)", screen)) > asked


@pytest.fixture(scope="module")
def unread() -> set[str]:
    from tests.reads import Look

    look = Look(KIOSK)
    return look.unread(Elsewhere(look))


def test_every_field_is_read(unread: set[str]) -> None:
    assert sorted(unread - READ_OUTSIDE.keys()) == []


def test_what_is_said_to_be_read_outside_is_read_nowhere_here(unread: set[str]) -> None:
    assert sorted(READ_OUTSIDE.keys() - unread) == []


@pytest.mark.parametrize("direction", ["FromBooth", "ToBooth"])
def test_what_the_minor_before_does_not_know_says_with_which_it_came(direction: str) -> None:
    """Booths are updated one by one: see `kiosk.protocol.versions`."""
    assert previous.unknown(direction, getattr(message, direction)) <= previous.marked()
