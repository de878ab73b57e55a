"""What the desk shows: typed values for the console's pages and the JSON API."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from typing_extensions import override

from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import BoothId, CaseId, ProcedureId, StaffId, SubmissionId
from kiosk.protocol.identity import CardCode, Level, Method, Outcome
from kiosk.protocol.presence import BoothHealth


class View(BaseModel):
    """A value shown to staff; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonalView(View):
    """A value with personal data in it: its repr tells nothing."""

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(...)"

    @override
    def __str__(self) -> str:
        return repr(self)


# -- staff ---------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a staff member may do."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def words(self) -> str:
        """The role in Japanese."""
        return {"clerk": "担当者", "supervisor": "監督者", "admin": "管理者", "auditor": "監査担当"}[self.value]

    @property
    def may_see_cases(self) -> bool:
        """Only those who work on cases may open one."""
        return self in (Role.CLERK, Role.SUPERVISOR)

    @property
    def may_take_calls(self) -> bool:
        """Only those who work at a counter take calls."""
        return self in (Role.CLERK, Role.SUPERVISOR)

    @property
    def may_enrol(self) -> bool:
        """Who may register and revoke booths and staff."""
        return self is Role.ADMIN

    @property
    def may_see_audit(self) -> bool:
        """Who may read the audit."""
        return self in (Role.AUDITOR, Role.ADMIN)


class StaffMember(View):
    """One account as everybody may see it."""

    staff_id: StaffId
    account: str
    """The name typed at sign-in."""
    name: str
    """The name residents are shown."""
    section: str
    role: Role
    counter: str = "shimin"
    skills: tuple[str, ...] = ()


class SessionToken(View):
    """A sign-in that worked; `text` goes into the cookie and nowhere else."""

    text: str = Field(repr=False)
    staff: StaffMember


class SignInRefused(View):
    """A sign-in that did not work; `wait_seconds` is how long this name must wait before the next try."""

    reason: Literal["wrong", "wait", "closed"]
    wait_seconds: int = 0

    @property
    def words(self) -> str:
        """The reason in Japanese, as the sign-in page shows it."""
        if self.reason == "wait":
            return f"続けてまちがえたため、{self.wait_seconds}秒後にもう一度お試しください。"
        if self.reason == "closed":
            return "このアカウントは使えません。管理者に連絡してください。"
        return "職員名またはパスワードが違います。"


# -- refusals of the desk ------------------------------------------------------------------------------------------


class NotAllowed(View):
    """The role does not allow this."""

    role: Role


class NoSuchCase(View):
    """There is no case of that id."""

    case_id: str


class CannotOpen(View):
    """The sealed application could not be opened; `words` says what to do (Japanese)."""

    words: str


class WrongState(View):
    """The case is not in a state from which this change is possible (somebody else may have changed it)."""

    state: "CaseState"


# -- cases ---------------------------------------------------------------------------------------------------------


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


class CaseLine(View):
    """One line of the list of cases: no name, no answers."""

    case_id: CaseId
    receipt_number: str
    reference: str
    procedure: ProcedureId
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

    lines: tuple[CaseLine, ...]
    page: int
    pages: int
    total: int
    counts: dict[CaseState, int]
    """How many cases are in each state, whatever the filter."""


class CaseAnswer(PersonalView):
    """One answer as the resident confirmed it."""

    field: str
    label: str
    text: str
    source: Source | None
    is_name: bool
    at: AwareDatetime | None = None

    @property
    def source_words(self) -> str:
        """Where the answer came from, in Japanese."""
        words = {
            "card": "マイナンバーカード",
            "resident": "本人が記入",
            "staff": "職員の提案を本人が承諾",
            "preset": "初期値",
        }
        return words[self.source.value] if self.source else ""


class IdentityStep(View):
    """One check behind an act of identification, in words for staff."""

    words: str
    verdict: Literal["good", "bad", "not_checked"]
    code: CardCode | None = None


class IdentityEvent(View):
    """One act of identification: how and when, not who. `sentence` is what staff do about it, `by` who looked."""

    method: Method
    words: str
    at: AwareDatetime | None = None
    level: Level = "A1"
    outcome: Outcome = Outcome.NOT_CHECKED
    code: CardCode | None = None
    sentence: str = ""
    steps: tuple[IdentityStep, ...] = ()
    by: str = ""


class IdentitySummary(View):
    """How far the resident is identified (None: not at all), and what the procedure needs (None: not known here)."""

    needed: Literal["A0", "A1", "A2", "A3", "A4", "B"] | None = None
    reached: Level | None = None
    words: str
    missing: tuple[str, ...] = ()


class CaseAttachment(PersonalView):
    """One scanned paper or drawing of an application."""

    name: str
    media_type: str
    size: int


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
    what: Literal["case", "document"]

    @property
    def words(self) -> str:
        """What was looked at, in Japanese."""
        return "内容を表示" if self.what == "case" else "PDFを表示"


class CaseView(PersonalView):
    """One case with everything staff may see."""

    line: CaseLine
    submission_id: SubmissionId
    opened: bool
    """False when the sealed application cannot be opened: then there are no answers, and `signature_words` says why."""
    title: str
    locale: str
    created_at: AwareDatetime
    answers: tuple[CaseAnswer, ...]
    identity_events: tuple[IdentityEvent, ...]
    identity: IdentitySummary | None = None
    """None where the application cannot be opened."""
    attachments: tuple[CaseAttachment, ...]
    signature: SignatureState
    signature_words: str
    signature_detail: str = ""
    history: tuple[CaseEvent, ...]
    looks: tuple[CaseLook, ...]
    next_states: tuple[CaseState, ...]


# -- audit ---------------------------------------------------------------------------------------------------------


class AuditEntry(View):
    """One line of the audit."""

    number: int
    at: AwareDatetime
    who: str
    section: str
    act: str
    subject: str
    detail: str


class AuditPage(View):
    """The newest lines, newest first; `first_broken` is the number of the first line that was tampered with."""

    entries: tuple[AuditEntry, ...]
    length: int
    first_broken: int | None


# -- fleet ---------------------------------------------------------------------------------------------------------


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


# -- figures -------------------------------------------------------------------------------------------------------


class Today(View):
    """Figures of today (Japan time)."""

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    average_wait_seconds: float | None = None
    """Mean of press-to-answer over the answered calls."""
    submissions: int = 0
