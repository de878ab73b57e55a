"""The desk: the one object the console's pages and the JSON API need.

Every look at a case and every change goes through here, so that it is allowed by role and written to the audit in
the same place.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from pydantic import JsonValue

from kiosk.applications.attachment import Attachment
from kiosk.applications.document import Copy
from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.calls.places import Places
from kiosk.headquarters.cases.cases import Cases
from kiosk.headquarters.cases.entries import Entries
from kiosk.headquarters.cases.views import (
    CannotOpen,
    CaseFilter,
    CaseLine,
    CasePage,
    CaseState,
    CaseView,
    NoSuchCase,
    NotWritten,
    WrongState,
)
from kiosk.headquarters.fleet.booths import Fleet
from kiosk.headquarters.fleet.enrolment import Enrolment
from kiosk.headquarters.fleet.views import BoothLine, NewEnrolmentCode
from kiosk.headquarters.handover.desk import HandoverDesk
from kiosk.headquarters.handover.handed import Handed
from kiosk.headquarters.insights.today import Insights, Today
from kiosk.headquarters.publishing.published import Published
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.staff.views import (
    NotAllowed,
    OwnAccount,
    Role,
    RosterLine,
    SessionToken,
    SignInRefused,
    StaffMember,
)
from kiosk.headquarters.storage.audit import AuditPage
from kiosk.headquarters.view import Unreadable
from kiosk.values import dataclass

COOKIE = "kiosk_session"
"""Name of the session cookie (HttpOnly, SameSite=Strict, Path=/; Secure when the door is HTTPS)."""
CSRF_HEADER = "X-Kiosk-Token"
"""Requests of scripts carry `Desk.csrf_token` here; HTML forms carry it in a field named ``csrf``."""


@dataclass(frozen=True)
class Desk:
    """What staff can see and do, for pages and API alike. Every method is safe to await from a request."""

    settings: HeadquartersSettings
    staff: Staff
    case_file: Cases
    entries: Entries
    bookings: BookingDesk
    booths: Fleet
    enrolment: Enrolment
    insights: Insights
    places: Places
    handover: HandoverDesk
    published: Published
    now: Callable[[], datetime]

    async def sign_in(
        self, name: str, password: str, client: str, browser: str | None = None
    ) -> SessionToken | SignInRefused:
        """Check a name and password that came from the address `client` and from the browser of this cookie."""
        return await self.staff.sign_in(name, password, client, browser)

    async def staff_of(self, token: str | None) -> StaffMember | None:
        """Who a session belongs to, or None when it is unknown, ended, or idle for too long."""
        return await self.staff.staff_of(token) if token else None

    async def sign_out(self, token: str | None) -> None:
        """End a session."""
        if token:
            await self.staff.sign_out(token)

    def csrf_token(self, token: str) -> str:
        """The value forms and scripts must send back with every change made under this session."""
        return hmac.new(token.encode(), b"kiosk-csrf", hashlib.sha256).hexdigest()[:32]

    def csrf_matches(self, token: str | None, given: str | None) -> bool:
        """Whether `given` is the session's `csrf_token`."""
        return bool(token and given) and hmac.compare_digest(self.csrf_token(token or ""), given or "")

    async def cases(self, staff: StaffMember, wanted: CaseFilter, page: int = 1) -> CasePage | NotAllowed:
        """One page of the list of cases."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.case_file.page(wanted, page)

    async def case(self, case_id: str, staff: StaffMember) -> CaseView | NoSuchCase | CannotOpen | NotAllowed:
        """One case with its answers. The look is written to the audit before anything is shown."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.case_file.look(case_id, staff)

    async def case_document(
        self, case_id: str, staff: StaffMember, copy: Copy = Copy.TOWN
    ) -> bytes | NoSuchCase | NotAllowed | CannotOpen:
        """The case as an official PDF, the town's or the resident's. The look is written to the audit first."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.case_file.document(case_id, staff, copy)

    async def case_attachment(
        self, case_id: str, name: str, staff: StaffMember
    ) -> Attachment | NoSuchCase | NotAllowed | CannotOpen:
        """One paper of a case (scanned document, drawn signature). The look is written to the audit first."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.case_file.attachment(case_id, name, staff)

    async def hand_over(
        self, case_id: str, staff: StaffMember, form: str
    ) -> Handed | NoSuchCase | CannotOpen | NotAllowed:
        """One case to take along as `form` (``json`` or ``csv``). The taking is written to the audit first."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.handover.case(case_id, staff, form)

    async def hand_over_list(self, wanted: CaseFilter, staff: StaffMember) -> list[Handed] | NotAllowed:
        """The cases of a list to take along, each written to the audit first."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.handover.listed(wanted, staff)

    async def change_case(
        self, case_id: str, staff: StaffMember, state: CaseState, note: str = ""
    ) -> CaseLine | NoSuchCase | NotAllowed | WrongState | NotWritten:
        """Put a case into another state, with a note of up to 2,000 characters."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.case_file.change(case_id, staff, state, note)

    async def write_field(
        self, case_id: str, staff: StaffMember, field: str, typed: JsonValue, seen: str = ""
    ) -> CaseLine | NoSuchCase | NotAllowed | CannotOpen | WrongState | NotWritten:
        """Write a field of a case that is staff's, or tick a paper; `seen` as in `StaffLine.entry_id`."""
        if not staff.role.may_see_cases:
            return NotAllowed(role=staff.role)
        return await self.entries.write(case_id, staff, field, typed, seen)

    async def fleet(self) -> list[BoothLine | Unreadable]:
        """All booths and their health, by name."""
        return await self.booths.lines()

    async def new_enrolment_code(self, staff: StaffMember, booth_id: str, place: str) -> NewEnrolmentCode | NotAllowed:
        """A one-time code for a new booth (or to register one again). Raises `ValueError` for a malformed id."""
        if not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        return await self.enrolment.new_code(booth_id, place, by=staff.account)

    async def revoke_booth(self, staff: StaffMember, booth_id: str) -> bool | NotAllowed:
        """Shut a booth out from its next message on; False when there is no such booth."""
        if not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        return await self.booths.revoke(booth_id, staff)

    async def add_staff(
        self,
        staff: StaffMember,
        account: str,
        name: str,
        section: str,
        role: Role,
        password: str,
        counter: str = "shimin",
        skills: tuple[str, ...] = (),
    ) -> StaffMember | NotAllowed:
        """Make an account. Raises `AccountTaken`, or `ValueError` for a short password."""
        if not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        by = staff.actor
        return await self.staff.add(account, name, section, role, password, counter=counter, skills=skills, by=by)

    async def roster(self, staff: StaffMember) -> list[RosterLine | Unreadable] | NotAllowed:
        """Every account, for whoever may close one."""
        return await self.staff.roster.lines() if staff.role.may_enrol else NotAllowed(role=staff.role)

    async def close_account(self, staff: StaffMember, staff_id: str) -> NotAllowed | OwnAccount | None:
        """Close an account; its sessions and lines end at once. Raises `NoSuchAccount`."""
        if not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        if staff_id == staff.staff_id:
            return OwnAccount()
        await self.staff.roster.close(staff_id, staff.actor)
        return None

    async def reopen_account(self, staff: StaffMember, staff_id: str) -> NotAllowed | None:
        """Open a closed account again. Raises `NoSuchAccount`."""
        if not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        await self.staff.roster.reopen(staff_id, staff.actor)
        return None

    async def sign_out_everywhere(self, staff: StaffMember, staff_id: str) -> NotAllowed | None:
        """End every session and line of somebody (everybody may do so for themselves). Raises `NoSuchAccount`."""
        if staff_id != staff.staff_id and not staff.role.may_enrol:
            return NotAllowed(role=staff.role)
        await self.staff.roster.sign_out(staff_id, staff.actor)
        return None

    async def audit_lines(
        self, staff: StaffMember, subject: str = "", before: int | None = None
    ) -> AuditPage | NotAllowed:
        """The newest lines of the audit, or those before a number, and whether the whole chain holds."""
        if not staff.role.may_see_audit:
            return NotAllowed(role=staff.role)
        return await self.case_file.audit_page(subject, before)

    async def today(self) -> Today:
        """Figures of today for the first page."""
        return await self.insights.today()
