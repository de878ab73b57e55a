"""What staff are shown about the booths."""

from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, Field

from kiosk.headquarters.view import View
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.identifiers import BoothId
from kiosk.protocol.presence import BoothHealth


class BoothState(StrEnum):
    """How a booth stands, seen from headquarters."""

    CONNECTED = "connected"
    SILENT = "silent"
    NEVER_SEEN = "never_seen"
    REVOKED = "revoked"

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return {"connected": "接続中", "silent": "応答なし", "never_seen": "未接続", "revoked": "失効"}[self.value]


_NO_SLIPS: Final = {
    ProblemKind.NO_PAPER: "紙がありません。紙を入れてもらってください。",
    ProblemKind.JAMMED: "紙がつまっています。取りのぞいてもらってください。",
    ProblemKind.OPEN: "ふたが開いています。閉めてもらってください。",
    ProblemKind.OFFLINE: "プリンターが応答しません。電源と接続を確かめてもらってください。",
    ProblemKind.ABSENT: "プリンターが見つかりません。保守に連絡してください。",
    ProblemKind.TIMEOUT: "プリンターの答えが返りません。保守に連絡してください。",
    ProblemKind.DISK_FULL: "端末のディスクに空きがありません。保守に連絡してください。",
    ProblemKind.OLDER_JOB: "古い印刷が残っています。保守に連絡してください。",
}


class BoothLine(View):
    """One booth of the fleet and its health; nothing personal."""

    booth_id: BoothId
    place: str
    state: BoothState
    certificate_expires_at: AwareDatetime
    certificate_over: bool = False
    last_seen_at: AwareDatetime | None = None
    in_call: bool = False
    twice: bool = False
    """Another machine came with its identity a short while ago."""
    health: BoothHealth | None = None
    submissions_today: int = 0
    quota_percent: int = 0
    """How much of what it may send in a day was sent."""

    @property
    def near_quota(self) -> bool:
        """Whether somebody should look why it sends so much."""
        return self.quota_percent >= 80

    @property
    def no_slips(self) -> str:
        """Why no slip comes out and what to do, in Japanese; empty while the printer is well or told nothing."""
        problem = self.health.printer_problem if self.health else ""
        return _NO_SLIPS[ProblemKind(problem)] if problem in set(ProblemKind) else ""


class NewEnrolmentCode(View):
    """A one-time code, shown once."""

    code: str = Field(repr=False)
    booth_id: BoothId
    place: str
    expires_at: AwareDatetime
