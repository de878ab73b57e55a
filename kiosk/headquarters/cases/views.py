"""What staff are shown about cases: the list, one case, and what refuses a change."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.headquarters.identity.views import HolderBeside, IdentityEvent, IdentitySummary
from kiosk.headquarters.view import PersonalView, Unreadable, View
from kiosk.pictures.header import PictureProblem
from kiosk.protocol.forms import Entry, ShownOption
from kiosk.protocol.identifiers import BoothId, CaseId, ProcedureId


class NoSuchCase(View):
    """There is no case of that id."""

    case_id: str


class CannotOpen(View):
    """The sealed application could not be opened; `words` says what to do (Japanese)."""

    words: str


class WrongState(View):
    """The case is not in a state from which this change is possible (somebody else may have changed it)."""

    state: "CaseState"


class CaseState(StrEnum):
    """Where a case is in staff's hands."""

    NEW = "new"
    IN_HAND = "in_hand"
    DONE = "done"
    RETURNED = "returned"

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return {"new": "未着手", "in_hand": "対応中", "done": "完了", "returned": "差し戻し"}[self.value]

    @property
    def next_states(self) -> tuple["CaseState", ...]:
        """What staff may change it to."""
        return {
            CaseState.NEW: (CaseState.IN_HAND, CaseState.RETURNED),
            CaseState.IN_HAND: (CaseState.DONE, CaseState.RETURNED, CaseState.NEW),
            CaseState.DONE: (CaseState.IN_HAND,),
            CaseState.RETURNED: (CaseState.IN_HAND,),
        }[self]


class SignatureState(StrEnum):
    """What headquarters found when it opened and verified an application."""

    WAITING = "waiting"
    GOOD = "good"
    BAD = "bad"
    CANNOT_OPEN = "cannot_open"

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return {
            "waiting": "確認中",
            "good": "端末の署名を確認済み",
            "bad": "署名が確認できません（内容を本人に確認してください）",
            "cannot_open": "開封できません（管理者に連絡してください）",
        }[self.value]


class ImprintState(StrEnum):
    """How it stands with the paper that is made when an application is received."""

    MADE = "made"
    NO_KEY = "no_key"
    FAILED = "failed"

    @property
    def words(self) -> str:
        """The state in Japanese."""
        return {
            "made": "受付時の書面です。本庁の電子印があります。",
            "no_key": "受付時の書面です。使える鍵がないため、電子印はありません。管理者に連絡してください。",
            "failed": "受付時の書面を作れませんでした。開くと、いま作った書面を表示します。電子印はありません。",
        }[self.value]


class CaseLine(View):
    """One line of the list of cases: no name, no answers."""

    case_id: CaseId
    receipt_number: str
    reference: str
    procedure_title: str
    booth_id: BoothId
    place: str
    received_at: AwareDatetime
    state: CaseState
    signature: SignatureState
    taken_by: str | None = None
    """Name of the staff member who took it in hand."""


class CaseFilter(View):
    """Which cases to list; empty means all."""

    state: CaseState | None = None
    procedure: ProcedureId | None = None
    number: Annotated[str, Field(max_length=20)] = ""
    """Part of a receipt number or of a reference."""


class CasePage(View):
    """One page of the list, newest first; pages count from 1."""

    lines: tuple[CaseLine | Unreadable, ...]
    page: int
    pages: int
    total: int
    counts: dict[CaseState, int]
    """How many cases are in each state, whatever the filter."""


class StaffLine(PersonalView):
    """One field that is staff's to write, or one paper that they tick, in a case.

    Attributes:
        entry: with what it is written; `entry_id` names the writing that is shown, "" for none or one of the call.
        image: the attachment that shows the paper; empty where none was kept.
    """

    field: str
    label: str
    entry: Entry
    options: tuple[ShownOption, ...] = ()
    several: bool = False
    text: str = ""
    chosen: tuple[str, ...] = ()
    entry_id: str = ""
    by: str = ""
    at: AwareDatetime | None = None
    owed: bool = False
    image: str = ""


class NotWritten(View):
    """What staff wrote was not taken: another wrote first, it does not fit, or the case has no such field."""

    field: str
    why: Literal["changed", "unfit", "not_here", "not_countersigned", "no_procedure"]

    @property
    def words(self) -> str:
        """Why, and what to do, in Japanese."""
        return {
            "changed": "ほかの職員が先に書きました。いまの内容を見て、もう一度書いてください。",
            "unfit": "この項目には入れられない内容です。けた数や日付を確かめてください。",
            "not_countersigned": "この届出は、窓口での本人確認（対面）を記録してから完了にしてください。",
            "no_procedure": "手続きの定義がいまなく、対面の確認が要るか分かりません。管理者に伝えてください。",
            "not_here": "この案件には、職員が書くその項目がありません。",
        }[self.why]


class CaseAttachment(PersonalView):
    """One scanned paper or drawing of an application."""

    name: str
    media_type: str
    size: int
    problem: str = ""
    """Why it is not shown and what to do (Japanese); empty where it is."""


NOT_SHOWN: Final[dict[PictureProblem, str]] = {
    PictureProblem.TOO_LARGE: "画像が大きすぎるため表示しません。本人に確認し、書きなおしてもらってください。",
    PictureProblem.NO_PICTURE: "画像として読めないため表示しません。本人に確認し、書きなおしてもらってください。",
}


class CaseEvent(View):
    """One line of a case's history."""

    at: AwareDatetime
    who: str
    words: str
    note: str = ""


class CaseLook(View):
    """One look at a case: who and when."""

    at: AwareDatetime
    who: str
    section: str
    what: Literal["case", "document", "handover"]

    @property
    def words(self) -> str:
        """What was looked at, in Japanese."""
        return {"case": "内容を表示", "document": "PDFを表示", "handover": "書き出し"}[self.what]


class CaseBreak(View):
    """Something that was away in a call, from when and for how long."""

    at: AwareDatetime
    seconds: int
    words: str


class CaseCall(View):
    """One call in which the application was filled in."""

    at: AwareDatetime
    """When it was answered."""
    ended_at: AwareDatetime | None
    who: str
    """Who answered; empty for an account that is gone."""
    breaks: tuple[CaseBreak, ...]


class CaseView(PersonalView):
    """One case with everything staff may see."""

    line: CaseLine
    opened: bool
    """False when the sealed application cannot be opened: then there are no answers, and `signature_words` says why."""
    title: str
    form: str = ""
    """The procedure and its version that the application was made with; empty where it cannot be opened."""
    law: tuple[str, ...] = ()
    """What the application rests on, as the procedure's file names it."""
    locale: str
    created_at: AwareDatetime
    answers: tuple[CaseAnswer, ...]
    of_staff: tuple[StaffLine, ...] = ()
    """What is staff's to write or to tick."""
    identity_events: tuple[IdentityEvent | Unreadable, ...]
    """What was found of the applicant; a mark for each finding that cannot be shown."""
    identity: IdentitySummary | None = None
    """None where the application cannot be opened."""
    holder: tuple[HolderBeside, ...] = ()
    """What staff compare where it could not be said that the holder of the signing certificate is the applicant."""
    attachments: tuple[CaseAttachment, ...]
    signature: SignatureState
    signature_words: str
    signature_detail: str = ""
    paper: ImprintState | None = None
    """None where the case is older than kept papers, or its application was not opened yet."""
    visit_reference: str = ""
    """The number on the resident's slip, which is that of what was handed in first in the visit."""
    of_visit: tuple[CaseLine | Unreadable, ...] = ()
    """The other cases of that visit, in the order in which they were handed in."""
    history: tuple[CaseEvent, ...]
    calls: tuple[CaseCall, ...] = ()
    """None where the application cannot be opened."""
    looks: tuple[CaseLook, ...]
    next_states: tuple[CaseState, ...]

    @property
    def owed(self) -> int:
        """How many things staff still have to write or to see."""
        return sum(one.owed for one in self.of_staff)

    @property
    def may_write(self) -> bool:
        """Whether staff may write into it now."""
        return self.line.state in (CaseState.NEW, CaseState.IN_HAND)
