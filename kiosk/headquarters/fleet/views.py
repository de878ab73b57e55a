"""What staff are shown about the booths."""

from enum import StrEnum

from pydantic import AwareDatetime, Field

from kiosk.headquarters.view import View
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


class BoothLine(View):
    """One booth of the fleet and its health; nothing personal."""

    booth_id: BoothId
    place: str
    state: BoothState
    enrolled_at: AwareDatetime
    certificate_expires_at: AwareDatetime
    last_seen_at: AwareDatetime | None = None
    in_call: bool = False
    health: BoothHealth | None = None
    submissions_today: int = 0


class NewEnrolmentCode(View):
    """A one-time code, shown once."""

    code: str = Field(repr=False)
    booth_id: BoothId
    place: str
    expires_at: AwareDatetime
