"""The API of accounts: adding, closing and opening them again, and signing somebody out everywhere."""

from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from kiosk.headquarters.staff.accounts import AccountTaken
from kiosk.headquarters.staff.roster import NoSuchAccount
from kiosk.headquarters.staff.views import NotAllowed, OwnAccount, Role, RosterLine, StaffMember
from kiosk.headquarters.view import Unreadable
from kiosk.headquarters.web.desk import Desk
from kiosk.headquarters.web.requests.parameters import Key
from kiosk.headquarters.web.requests.problems import Problem
from kiosk.protocol.identifiers import CounterId

Dependency = Callable[..., Awaitable[StaffMember]]


class NewStaff(BaseModel):
    """``POST /api/staff``."""

    account: Annotated[str, Field(min_length=1, max_length=60)]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    section: Annotated[str, Field(min_length=1, max_length=60)]
    role: Role
    password: Annotated[str, Field(min_length=10, max_length=200, repr=False)]
    counter: CounterId = "shimin"
    skills: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=20)] = ()


def add_accounts(router: APIRouter, desk: Desk, reader: Dependency, writer: Dependency) -> None:
    """Every route under ``/api/staff``."""
    Reader = Annotated[StaffMember, Depends(reader)]  # noqa: N806 -- a type
    Writer = Annotated[StaffMember, Depends(writer)]  # noqa: N806 -- a type

    @router.get("/staff")
    async def roster(staff: Reader) -> list[RosterLine | Unreadable]:
        found = await desk.roster(staff)
        return _not_allowed(found) if isinstance(found, NotAllowed) else found

    @router.post("/staff", status_code=201)
    async def add_staff(asked: NewStaff, staff: Writer) -> StaffMember:
        try:
            added = await desk.add_staff(
                staff,
                account=asked.account,
                name=asked.name,
                section=asked.section,
                role=asked.role,
                password=asked.password,
                counter=asked.counter,
                skills=asked.skills,
            )
        except AccountTaken:
            raise Problem(409, "account-taken") from None
        return _not_allowed(added) if isinstance(added, NotAllowed) else added

    @router.post("/staff/{staff_id}/close", status_code=204)
    async def close(staff_id: Key, staff: Writer) -> None:
        await _done(desk.close_account(staff, staff_id))

    @router.post("/staff/{staff_id}/reopen", status_code=204)
    async def reopen(staff_id: Key, staff: Writer) -> None:
        await _done(desk.reopen_account(staff, staff_id))

    @router.post("/staff/{staff_id}/sign-out", status_code=204)
    async def sign_out(staff_id: Key, staff: Writer) -> None:
        await _done(desk.sign_out_everywhere(staff, staff_id))


async def _done(change: Awaitable[NotAllowed | OwnAccount | None]) -> None:
    try:
        refused = await change
    except NoSuchAccount:
        raise Problem(404, "no-such-account") from None
    if isinstance(refused, OwnAccount):
        raise Problem(409, "own-account")
    if isinstance(refused, NotAllowed):
        _not_allowed(refused)


def _not_allowed(refused: NotAllowed) -> NoReturn:
    raise Problem(403, "not-allowed", detail=f"the role {refused.role.value} may not do this")
