"""``kiosk headquarters``: run it, make a booth's code, add a staff member."""

import argparse
import asyncio
import getpass
import json
import secrets
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

import uvloop

from kiosk.clocks import SteadyClock, wall_clock
from kiosk.headquarters.fleet.enrolment import make_enrolment
from kiosk.headquarters.keys.authority import KeysUnusable, open_authority
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.staff.accounts import AccountTaken, Staff
from kiosk.headquarters.staff.roster import NoSuchAccount, Roster
from kiosk.headquarters.staff.sessions import Sessions
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import StoreUnavailable, open_store
from kiosk.loading import loading
from kiosk.memory import close_memory
from kiosk.settings import SettingsError, load

_CHANGES: Final = {
    "staff-close": "close an account: nobody signs in with it, and its sessions and lines end",
    "staff-reopen": "let a closed account sign in again",
    "staff-sign-out": "end every session and line of an account",
}
_ROLES: Final = (
    "clerk and supervisor: calls and cases; admin: booths and accounts, neither calls nor cases; auditor: who did what"
)
Act = Callable[[argparse.Namespace, HeadquartersSettings], Coroutine[Any, Any, int]]


class _Refused(Exception):
    """What was asked for on the command line cannot be done; the text says why."""


def main(argv: list[str]) -> int:
    """Run one command; the exit status."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.data is None:
        parser.error("--data DIR is needed: the folder of headquarters' data")
    try:
        settings = load(arguments.config, HeadquartersSettings) if arguments.config else HeadquartersSettings()
        arguments.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            act: Act = arguments.act
            return runner.run(act(arguments, settings))
    except (
        SettingsError,
        StoreUnavailable,
        KeysUnusable,
        AccountTaken,
        _Refused,
        OSError,
    ) as error:
        print(f"kiosk headquarters: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk headquarters", description="Headquarters (本庁): the staff door and the booth door."
    )
    _common(parser, required=False)
    parser.set_defaults(act=_serve)
    commands = parser.add_subparsers(metavar="COMMAND")
    code = commands.add_parser("enrol-code", help="make a one-time code for a booth (24 hours, once)")
    _common(code)
    code.add_argument(
        "--booth", required=True, help="its id, beginning with the town's ([municipality] tenant): himeji-ieshima-1"
    )
    code.add_argument("--place", required=True, help="where it stands: 家島支所")
    code.add_argument("--json", action="store_true")
    code.set_defaults(act=_enrol_code)
    staff = commands.add_parser("staff-add", help="make a staff account; asks for its password")
    _common(staff)
    staff.add_argument("--name", required=True, help="the name residents are shown, and typed at sign-in")
    staff.add_argument("--account", help="another name to type at sign-in")
    staff.add_argument("--section", required=True, help="as residents read it: 市民課")
    staff.add_argument("--role", required=True, choices=[role.value for role in Role], help=_ROLES)
    staff.add_argument("--counter", default="shimin", help="whose calls ring here, by its id in counters.toml (shimin)")
    staff.add_argument("--skill", action="append", default=[], metavar="LANGUAGE", help="a language spoken: en")
    staff.add_argument("--generate", action="store_true", help="make a password and print it once")
    staff.add_argument("--json", action="store_true")
    staff.set_defaults(act=_staff_add)
    for command, what in _CHANGES.items():
        change = commands.add_parser(command, help=what)
        _common(change)
        change.add_argument("--account", required=True, help="the name typed at sign-in")
        change.set_defaults(act=_staff_change, change=command)
    return parser


def _common(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    default: Any = argparse.SUPPRESS if required else None
    parser.add_argument("--data", type=Path, required=False, default=default, help="folder of headquarters' data")
    parser.add_argument("--config", type=Path, default=default, help="headquarters.toml")


async def _serve(arguments: argparse.Namespace, settings: HeadquartersSettings) -> int:
    with loading():
        # doors, calls and papers take a second to load; no other command needs them
        from kiosk.headquarters.app import open_headquarters
        from kiosk.headquarters.calls.turn_credentials import SecretMissing
        from kiosk.headquarters.web.servers import DoorBlocked
        from kiosk.jpki.roots import TrustError

    close_memory()  # keys, and what residents handed in
    steady = SteadyClock(wall_clock)
    try:
        with loading():
            headquarters = await asyncio.to_thread(
                open_headquarters, arguments.data, settings, wall_clock, steady=steady
            )
            ready = await headquarters.start()
    except (DoorBlocked, TrustError, SecretMissing) as error:
        raise _Refused(str(error)) from error
    print(ready.model_dump_json(), flush=True)
    await headquarters.run()
    return 0


async def _enrol_code(arguments: argparse.Namespace, settings: HeadquartersSettings) -> int:
    store = open_store(arguments.data, settings.database)
    try:
        authority = open_authority(arguments.data / "keys", settings.municipality.name, wall_clock)
        enrolment = make_enrolment(arguments.data, settings, store, authority, wall_clock)
        code = await enrolment.new_code(arguments.booth, arguments.place, by="command-line")
    except ValueError as error:
        raise _Refused(str(error)) from error
    finally:
        store.close()
    print(
        code.model_dump_json() if arguments.json else f"登録コード: {code.code}  （{code.place}、24時間以内に1回だけ）"
    )
    return 0


async def _staff_add(arguments: argparse.Namespace, settings: HeadquartersSettings) -> int:
    password = secrets.token_urlsafe(12) if arguments.generate else _read_password()
    store = open_store(arguments.data, settings.database)
    try:
        staff = Staff(store, settings.sign_in, wall_clock)
        added = await staff.add(
            arguments.account or arguments.name,
            arguments.name,
            arguments.section,
            Role(arguments.role),
            password,
            counter=arguments.counter,
            skills=tuple(arguments.skill),
        )
    except ValueError as error:
        raise _Refused(str(error)) from error
    finally:
        store.close()
    shown = {"account": added.account, "staff_id": added.staff_id}
    if arguments.generate:
        shown["password"] = password
    print(json.dumps(shown, ensure_ascii=False) if arguments.json else "\n".join(f"{k}: {v}" for k, v in shown.items()))
    return 0


async def _staff_change(arguments: argparse.Namespace, settings: HeadquartersSettings) -> int:
    store = open_store(arguments.data, settings.database)
    try:
        roster = Roster(store, Sessions(store, settings.sign_in, wall_clock), wall_clock)
        staff_id = await roster.named(arguments.account)
        match arguments.change:
            case "staff-close":
                await roster.close(staff_id, audit.SYSTEM)
            case "staff-reopen":
                await roster.reopen(staff_id, audit.SYSTEM)
            case _:
                await roster.sign_out(staff_id, audit.SYSTEM)
    except NoSuchAccount:
        print(f"kiosk headquarters: there is no account {arguments.account}", file=sys.stderr)
        return 1
    finally:
        store.close()
    return 0


def _read_password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password (10 characters or more): ")
    return sys.stdin.readline().rstrip("\n")
