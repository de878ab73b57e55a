"""What the journeys have in common: a desk at headquarters, what the booth still knows, and its programs' logs."""

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from kiosk.booth.submissions.outbox import read_lines
from kiosk.booth.submissions.waiting import OutboxLine
from kiosk.demo.counter import Account, Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember

NAME = "葛\U000e0102西　辻\U000e0102子"
"""The name on the card `kasai`, with its variation selectors."""
ADDRESS = "兵庫県姫路市安田四丁目１番地１"
DEADLINE = 30.0
LOOK = 0.1


async def eventually(holds: Callable[[], Awaitable[Any]], what: str, seconds: float = DEADLINE) -> Any:
    """Look again until `holds` gives something true; what it gave."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not (found := await holds()):
        assert loop.time() < deadline, f"it did not come: {what}"
        await asyncio.sleep(LOOK)
    return found


async def talking(resident: Resident, staff: StaffMember) -> None:
    """Press 職員をよぶ, answer, and wait until both ends have a picture."""
    await resident.touch("callStaff")
    await resident.until(call="Ringing")
    await staff.answer()
    await resident.until(call="Talking", connected=True, seconds=60)
    await staff.until_connected()


async def hung_up(resident: Resident, staff: StaffMember, stage: str = "Answering") -> None:
    """Staff hang up and record how it ended; the resident goes on at `stage`."""
    await staff.hang_up()
    await resident.until(call="Over")
    await staff.record("solved")
    await resident.touch("dismissCall")
    await resident.until(call="NoCall", stage=stage)


class DeskClient:
    """A staff member's session at the JSON API."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = url
        self._http = http

    async def cases(self, reference: str) -> list[dict[str, Any]]:
        """The lines of all cases with this reference."""
        found = await self._get(f"/api/cases?number={reference}")
        return [line for line in found["lines"] if line["reference"] == reference]

    async def total(self) -> int:
        """How many cases there are."""
        return int((await self._get("/api/cases"))["total"])

    async def case(self, reference: str) -> dict[str, Any]:
        """The one case with this reference, once it was opened."""

        async def opened() -> dict[str, Any] | None:
            (line,) = await self.cases(reference)
            found: dict[str, Any] = await self._get(f"/api/cases/{line['case_id']}")
            return found if found["opened"] and found["signature"] != "waiting" else None

        case: dict[str, Any] = await eventually(opened, f"the case of {reference} is opened")
        return case

    async def document(self, case_id: str) -> bytes:
        """The official PDF of a case."""
        async with self._http.get(f"{self._url}/api/cases/{case_id}/document.pdf") as reply:
            assert reply.status == 200
            return await reply.read()

    async def page(self, path: str) -> str:
        """A page of the console, as it comes."""
        async with self._http.get(self._url + path) as reply:
            assert reply.status == 200, (path, reply.status)
            return await reply.text()

    async def _get(self, path: str) -> Any:
        async with self._http.get(self._url + path) as reply:
            assert reply.status == 200, (path, reply.status)
            return await reply.json()


@asynccontextmanager
async def desk_of(counter: Counter, account: Account | None = None) -> AsyncIterator[DeskClient]:
    """Sign in at headquarters and look at its cases."""
    account = account or counter.account
    assert account is not None
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        asked = {"name": account.name, "password": account.password}
        async with http.post(f"{counter.staff_url}/api/sign-in", json=asked) as reply:
            assert reply.status == 200, await reply.text()
        yield DeskClient(counter.staff_url, http)


def outbox(counter: Counter) -> list[OutboxLine]:
    """Every submission the booth remembers: what ``kiosk outbox`` prints, read by the same function."""
    return read_lines(counter.folder / "booth" / "booth.sqlite")


async def arrived_once(counter: Counter, reference: str, seconds: float = 90.0) -> OutboxLine:
    """Wait until the booth has the receipt of `reference`; it must be the only case of that reference."""

    async def received() -> OutboxLine | None:
        lines = [line for line in outbox(counter) if line.reference == reference]
        assert len(lines) == 1, f"the booth lost {reference}"
        return lines[0] if lines[0].state == "received" else None

    async with desk_of(counter) as desk:
        await eventually(lambda: desk.cases(reference), f"{reference} arrives", seconds)
        line: OutboxLine = await eventually(received, f"the receipt of {reference} arrives", seconds)
        cases = await desk.cases(reference)
    assert [case["receipt_number"] for case in cases] == [line.receipt_number]
    return line


async def visit(counter: Counter, profile: str = "takasaki") -> dict[str, Any]:
    """A whole visit up to the reference and the slip."""
    resident = Resident(counter)
    await resident.ready_to_hand_in(profile)
    return await resident.hand_in()


def events(log: Path, name: str = "") -> list[dict[str, Any]]:
    """The lines of a program's log, or those of one event."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if line.startswith("{"):
            event = json.loads(line)
            if name in ("", event["event"]):
                found.append(event)
    return found


def alarms(counter: Counter) -> set[str]:
    """The small codes the booth raised an alarm with."""
    return {event["code"] for event in events(counter.folder / "booth.log", "alarm")}


def holding(folder: Path, text: str) -> list[str]:
    """The files under `folder` in which `text` stands, in either of the encodings a program would use."""
    wanted = [text.encode(), text.encode("utf-16-le"), json.dumps(text).strip('"').encode()]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [str(path) for path in files if any(form in path.read_bytes() for form in wanted)]


def spoken_of(log: Path, digits: str) -> list[str]:
    """The lines of a log in which `digits` stand by themselves; times and ids are not looked at."""
    alone = re.compile(rf"(?<![0-9A-Za-z.:-]){digits}(?![0-9A-Za-z.:-])")
    without_time = (re.sub(r'"at": "[^"]*"', "", line) for line in log.read_text(errors="replace").splitlines())
    return [line for line in without_time if alone.search(line)]


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has, after it passed the checks of another program."""
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    shown = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"^Pages:\s+(\d+)", shown, re.MULTILINE)
    assert found is not None
    return int(found[1])


def text_of(pdf: Path) -> str:
    """The text a PDF gives to another program."""
    return subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
