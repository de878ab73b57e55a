"""One answer of an application as staff see it in a case."""

from typing import Final

from pydantic import AwareDatetime

from kiosk.applications.application import AnsweredRow
from kiosk.headquarters.identity import wording
from kiosk.headquarters.view import PersonalView
from kiosk.protocol.forms import Doubt, Source

_SOURCES: Final = {
    Source.CARD: "マイナンバーカード",
    Source.RESIDENT: "本人が記入",
    Source.STAFF: "職員の提案を本人が承諾",
    Source.PRESET: "初期値",
}


class CaseAnswer(PersonalView):
    """One answer as the resident confirmed it; of a group `rows` has each one."""

    field: str
    label: str
    text: str
    source: Source | None
    is_name: bool
    at: AwareDatetime | None = None
    doubts: tuple[Doubt, ...] = ()
    by: str = ""
    """The staff member who wrote it, where only staff do."""
    computed: bool = False
    rows: tuple[AnsweredRow, ...] = ()

    @property
    def look(self) -> tuple[str, ...]:
        """What to compare with the card's face, in Japanese, and whose it is."""
        of_rows = ((row.title, one) for row in self.rows for part in row.parts for one in part.doubts)
        own = (wording.doubt(one) for one in self.doubts)
        return (*own, *(f"{title}：{wording.doubt(one)}" for title, one in of_rows))

    @property
    def source_words(self) -> str:
        """Where the answer came from, in Japanese."""
        if self.computed or self.by:
            return f"職員が記入（{self.by}）" if self.by else "ほかの答えから計算"
        return _SOURCES[self.source] if self.source else ""
