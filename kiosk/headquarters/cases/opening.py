"""Opening (開封): unseal a submission, check that its parts belong together, and verify who signed it."""

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from typing import Any

from typing_extensions import override

from kiosk.applications.application import Application, MalformedApplication
from kiosk.applications.attachment import Attachment
from kiosk.applications.package import open_package
from kiosk.applications.sealing import CannotUnseal, SealingKeyPair, unseal
from kiosk.applications.signature import BadSignature, verify_envelope
from kiosk.headquarters.cases.views import CannotOpen, SignatureState
from kiosk.log import Log
from kiosk.protocol.submissions import BadEnvelope, Envelope, unpack
from kiosk.values import dataclass

_log = Log("headquarters.cases")


@dataclass(frozen=True, repr=False)
class Opened:
    """An application in clear: for one look, never kept."""

    application: Application
    attachments: tuple[Attachment, ...]
    card_signature: bytes = b""
    written: bytes = b""
    """The application's bytes as they came: what a signature by card is over."""

    @override
    def __repr__(self) -> str:
        return "Opened(...)"


@dataclass(frozen=True)
class Findings:
    """What opening a submission for the first time found; `detail` is a stable word, never content.

    Attributes:
        opened: the application itself, for what is to be found out about it next; never kept.
    """

    signature: SignatureState
    detail: str = ""
    title: str = ""
    opened: Opened | None = field(default=None, repr=False, compare=False)


class Opener:
    """Opens and verifies with the keys of this headquarters."""

    def __init__(self, pairs: Iterable[SealingKeyPair], authority: str) -> None:
        self._pairs = tuple(pairs)
        self._authority = authority.encode()

    def open(self, body: bytes) -> Opened | CannotOpen:
        """Open a stored submission. Takes milliseconds of processor: call it in a thread."""
        try:
            return self._open(unpack(body))
        except BadEnvelope:
            return CannotOpen(words="保存された送信物が壊れています。管理者に連絡してください。")

    def examine(self, body: bytes, received_at: datetime) -> Findings:
        """Open and verify a submission just received."""
        try:
            envelope = unpack(body)
        except BadEnvelope:
            return Findings(SignatureState.CANNOT_OPEN, "malformed")
        opened = self._open(envelope)
        if isinstance(opened, CannotOpen):
            return Findings(SignatureState.CANNOT_OPEN, "cannot_open")
        for paper in opened.attachments:
            if problem := paper.picture_problem():
                _log.warning("picture_refused", paper=paper.name, why=problem)
        title = opened.application.form.title
        verified = verify_envelope(envelope, self._authority, received_at)
        if isinstance(verified, BadSignature):
            return Findings(SignatureState.BAD, verified.reason, title, opened)
        return Findings(SignatureState.GOOD, f"serial {verified.serial:x}", title, opened)

    def _open(self, envelope: Envelope) -> Opened | CannotOpen:
        header = envelope.header
        package = unseal(envelope.sealed, header, self._pairs)
        if isinstance(package, CannotUnseal):
            return CannotOpen(words=_WORDS[package.reason])
        try:
            contents = open_package(package)
        except MalformedApplication:
            return CannotOpen(words="開封しましたが、申請として読めません。端末のソフトウェアの版を確認してください。")
        application = contents.application
        claimed: tuple[Any, ...] = (header.submission_id, header.booth_id, header.procedure, header.reference)
        held = (application.submission_id, application.booth_id, application.form.procedure, application.reference)
        if claimed != held:
            return CannotOpen(words="封筒と中身が別の申請です。管理者に連絡してください。")
        return Opened(application, contents.attachments, contents.card_signature, contents.written)


_WORDS = {
    "unknown_key": "この申請を開ける鍵がありません。鍵のバックアップを戻してください。",
    "wrong_suite": "封緘の方式が鍵と合いません。管理者に連絡してください。",
    "altered": "封緘が壊れているか、書き換えられています。本人に確認してください。",
}
