"""A desk with invented cases and booths, so that the pages can be tested without a database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from pydantic import JsonValue

from kiosk.applications.document import Copy
from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.headquarters.cases.views import (
    CannotOpen,
    CaseBreak,
    CaseCall,
    CaseEvent,
    CaseFilter,
    CaseLine,
    CaseLook,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    NotWritten,
    SignatureState,
    StaffLine,
    WrongState,
)
from kiosk.headquarters.fleet.views import BoothLine, BoothState, NewEnrolmentCode
from kiosk.headquarters.identity import wording
from kiosk.headquarters.identity.views import HolderBeside, IdentityEvent, IdentitySummary
from kiosk.headquarters.publishing.published import PublishedLine
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.staff.views import NotAllowed, Role, SessionToken, SignInRefused, StaffMember
from kiosk.headquarters.view import Unreadable
from kiosk.jpki.certificates import Step
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Level, Method, Outcome, StepFound, Verdict
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.trials import PartsTried, RouteTold

NOW = datetime(2026, 11, 21, 5, 42, tzinfo=UTC)
CASE_ID = "0190c8f0-0000-7000-8000-0000000000aa"
TOKEN = "token-of-tanaka"
CSRF = "csrf-of-tanaka"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"
)
NAME = "葛\U000e0100城　花子"


def staff(role: Role = Role.CLERK) -> StaffMember:
    return StaffMember(
        staff_id="0190c8f0-0000-7000-8000-0000000000bb", account="tanaka", name="田中 恵子", section="市民課", role=role
    )


def line(state: CaseState = CaseState.NEW, signature: SignatureState = SignatureState.GOOD, at: int = 0) -> CaseLine:
    return CaseLine(
        case_id=CASE_ID,
        receipt_number=f"R8-{1042 - at:06}",
        reference="IE-4731-08K",
        procedure_title="住民票の写し",
        booth_id="himeji-ieshima-1",
        place=["家島支所", "香寺支所", "夢前支所"][at % 3],
        received_at=NOW - timedelta(minutes=17 * at),
        state=state,
        signature=signature,
        taken_by=None if state is CaseState.NEW else "田中 恵子",
    )


def evidence(method: Method, outcome: Outcome, level: Level = "A3", **values: Any) -> IdentityEvent:
    return wording.event(Evidence(evidence_id=new_id(), level=level, method=method, outcome=outcome, at=NOW, **values))


def steps(**odd: StepFound) -> tuple[StepFound, ...]:
    """The checks of a certificate, all good but the `odd` ones."""
    return tuple(odd.get(step.value, StepFound(step=step.value, verdict=Verdict.GOOD)) for step in Step)


DECLARED = evidence(Method.DECLARED, Outcome.NOT_CONFIRMED, "A1")
PROVEN = evidence(Method.CARD_KEY, Outcome.CONFIRMED, steps=steps())
COMPARED = evidence(Method.FACE_COMPARED, Outcome.CONFIRMED, by="田中 恵子")


@dataclass
class PaperDesk:
    """Answers like `Desk`, from paper."""

    role: Role = Role.CLERK
    state: CaseState = CaseState.NEW
    signed_out: list[str | None] = field(default_factory=list)
    changes: list[tuple[CaseState, str]] = field(default_factory=list)
    written: list[tuple[str, JsonValue, str]] = field(default_factory=list)
    of_staff: tuple[StaffLine, ...] = ()
    published: Any = field(default_factory=lambda: SimpleNamespace(line=PublishedLine()))
    settings: HeadquartersSettings = field(default_factory=HeadquartersSettings)
    opened: bool = True
    events: tuple[IdentityEvent, ...] = (DECLARED, PROVEN, COMPARED)
    holder: tuple[HolderBeside, ...] = ()
    identity: IdentitySummary | None = field(default_factory=lambda: wording.summary("A3", "A3"))

    async def sign_in(
        self, name: str, password: str, client: str, browser: str | None = None
    ) -> SessionToken | SignInRefused:
        if (name, password) == ("tanaka", "ひみつ"):
            return SessionToken(text=TOKEN, browser="browser-of-tanaka", staff=staff(self.role))
        return SignInRefused(reason="wrong")

    async def staff_of(self, token: str | None) -> StaffMember | None:
        return staff(self.role) if token == TOKEN else None

    async def sign_out(self, token: str | None) -> None:
        self.signed_out.append(token)

    def csrf_token(self, token: str) -> str:
        return CSRF

    def csrf_matches(self, token: str | None, given: str | None) -> bool:
        return token == TOKEN and given == CSRF

    async def cases(self, who: StaffMember, wanted: CaseFilter, page: int = 1) -> CasePage | NotAllowed:
        if not who.role.may_see_cases:
            return NotAllowed(role=who.role)
        states = [CaseState.NEW, CaseState.IN_HAND, CaseState.DONE, CaseState.RETURNED]
        signatures = [SignatureState.GOOD, SignatureState.GOOD, SignatureState.WAITING, SignatureState.BAD]
        lines = tuple(line(states[n % 4], signatures[n % 4], n) for n in range(9))
        shown = tuple(one for one in lines if wanted.state in (None, one.state) and wanted.number in one.receipt_number)
        counts = {state: sum(one.state is state for one in lines) for state in states}
        return CasePage(lines=shown, page=page, pages=3 if shown else 1, total=len(shown), counts=counts)

    async def case(self, case_id: str, who: StaffMember) -> CaseView | NoSuchCase | NotAllowed:
        if not who.role.may_see_cases:
            return NotAllowed(role=who.role)
        if case_id != CASE_ID:
            return NoSuchCase(case_id=case_id)
        answers = (
            ("name", "氏名", NAME, Source.CARD),
            ("birth_date", "生年月日", "昭和34年5月6日", Source.CARD),
            ("address", "住所", "兵庫県姫路市家島町真浦2137番地1", Source.CARD),
            ("kind", "証明書の種類", "世帯全員", Source.RESIDENT),
            ("domicile", "本籍をのせる", "のせない", Source.STAFF),
            ("copies", "通数", "1通", Source.PRESET),
        )
        return CaseView(
            line=line(self.state),
            opened=self.opened,
            title="住民票の写し等の交付請求",
            locale="ja",
            created_at=NOW - timedelta(minutes=3),
            answers=tuple(
                CaseAnswer(field=key, label=label, text=text, source=source, is_name=key == "name")
                for key, label, text, source in answers
            ),
            of_staff=self.of_staff,
            visit_reference="IE-4731-08K",
            of_visit=(
                line(CaseState.DONE).model_copy(update={"procedure_title": "戸籍の証明"}),
                Unreadable(unreadable="R8-001044"),
            ),
            identity_events=self.events,
            identity=self.identity,
            holder=self.holder,
            attachments=(),
            signature=SignatureState.GOOD,
            signature_words=SignatureState.GOOD.words,
            history=(
                CaseEvent(at=NOW, who="", words="受付"),
                CaseEvent(at=NOW, who="田中 恵子", words="対応中にした", note="電話する"),
            ),
            calls=(
                CaseCall(
                    at=NOW - timedelta(minutes=9),
                    ended_at=NOW,
                    who="田中 恵子",
                    breaks=(
                        CaseBreak(at=NOW - timedelta(minutes=5), seconds=41, words="端末のマイクが使えませんでした"),
                    ),
                ),
                CaseCall(at=NOW - timedelta(minutes=1), ended_at=None, who="", breaks=()),
            ),
            looks=(CaseLook(at=NOW, who="田中 恵子", section="市民課", what="case"),),
            next_states=self.state.next_states,
        )

    async def case_document(
        self, case_id: str, who: StaffMember, copy: Copy
    ) -> bytes | NoSuchCase | NotAllowed | CannotOpen:
        return PDF if case_id == CASE_ID else CannotOpen(words="この申請は開封できません。管理者に連絡してください。")

    async def change_case(
        self, case_id: str, who: StaffMember, state: CaseState, note: str = ""
    ) -> CaseLine | NoSuchCase | NotAllowed | WrongState:
        if state not in self.state.next_states:
            return WrongState(state=self.state)
        self.state = state
        self.changes.append((state, note))
        return line(state)

    async def write_field(
        self, case_id: str, who: StaffMember, name: str, typed: JsonValue, seen: str = ""
    ) -> CaseLine | NoSuchCase | NotWritten | WrongState:
        self.written.append((name, typed, seen))
        if case_id != CASE_ID:
            return NoSuchCase(case_id=case_id)
        if self.state is CaseState.DONE:
            return WrongState(state=self.state)
        return NotWritten(field=name, why="unfit") if typed == "?" else line(self.state)

    async def fleet(self) -> list[BoothLine]:
        health = BoothHealth(
            software="0.1.0", card_reader=True, camera=True, microphone=True, printer=True, disk_free_mb=41_230,
            tried=PartsTried(
                at=NOW, camera="works", microphone="works", speaker="works", microphone_dbfs=-52, echo_delay_ms=84,
                relay=(RouteTold(over="udp", outcome="works"), RouteTold(over="tls", outcome="works")),
            ),
        )  # fmt: skip
        broken = health.model_copy(
            update={
                "tried": PartsTried(
                    at=NOW, camera="still", microphone="silent", speaker="unheard",
                    relay=(RouteTold(over="udp", outcome="refused"), RouteTold(over="tcp", outcome="unreachable")),
                ),
                "camera": False,
                "microphone": False,
                "outbox_stuck": 2,
                "outbox_stuck_code": "http_409",
                "outbox_parked": 1,
                "printer": False,
                "printer_problem": "no_paper",
                "outbox_waiting": 3,
                "outbox_oldest_seconds": 754,
            }
        )  # fmt: skip
        dates: dict[str, Any] = {"certificate_expires_at": NOW + timedelta(days=90)}
        return [
            BoothLine(
                booth_id="himeji-ieshima-1",
                place="家島支所",
                state=BoothState.CONNECTED,
                last_seen_at=NOW,
                in_call=True,
                health=health,
                submissions_today=4,
                **dates,
            ),
            BoothLine(
                booth_id="himeji-kodera-1",
                place="香寺支所",
                state=BoothState.SILENT,
                last_seen_at=NOW,
                health=broken,
                twice=True,
                **dates,
            ),
            BoothLine(
                booth_id="himeji-yumesaki-1",
                place="夢前支所",
                state=BoothState.SILENT,
                certificate_expires_at=NOW - timedelta(days=1),
                certificate_over=True,
            ),
        ]

    async def new_enrolment_code(self, who: StaffMember, booth_id: str, place: str) -> NewEnrolmentCode | NotAllowed:
        if not who.role.may_enrol:
            return NotAllowed(role=who.role)
        if " " in booth_id:
            raise ValueError(booth_id)
        return NewEnrolmentCode(code="K7MQ-42TX", booth_id=booth_id, place=place, expires_at=NOW + timedelta(hours=24))
