"""Staff members, their roles and what a sign-in answers, as shown."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from kiosk.headquarters.storage.audit import Actor
from kiosk.headquarters.view import View
from kiosk.protocol.identifiers import StaffId


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

    @property
    def actor(self) -> Actor:
        """Who the audit says did something."""
        return Actor(f"staff:{self.staff_id}", self.name, self.section)


class RosterLine(View):
    """One account as an administrator sees it: how many sessions it has now, and when it was closed."""

    staff: StaffMember
    sessions: int
    closed_at: AwareDatetime | None


class OwnAccount(View):
    """Nobody closes the account they work with: somebody must be left who can open it again."""


class SessionToken(View):
    """A sign-in that worked; `text` goes into the cookie and nowhere else."""

    text: str = Field(repr=False)
    browser: str = Field(repr=False)
    """By which this browser is known at its next sign-in: a cookie of its own, kept longer."""
    staff: StaffMember


class SignInRefused(View):
    """A sign-in that did not work; `wait_s` is how long to wait before the next try."""

    reason: Literal["wrong", "wait", "busy", "closed"]
    wait_s: int = 0

    @property
    def words(self) -> str:
        """The reason in Japanese, as the sign-in page shows it."""
        again = f"{self.wait_s}秒後にもう一度お試しください。"
        if self.reason == "busy":
            return f"いまサインインが混み合っています。{again}"
        if self.reason == "wait":
            return f"続けてまちがえたため、{again}"
        if self.reason == "closed":
            return "このアカウントは使えません。管理者に連絡してください。"
        return "職員名またはパスワードが違います。"


class NotAllowed(View):
    """The role does not allow this."""

    role: Role
