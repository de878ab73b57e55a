"""Cases taken along: by whom, in the audit before anything is given, and to nobody who may not see them."""

import csv
import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection

from kiosk.headquarters.cases.opening import Opener
from kiosk.headquarters.cases.submission_rows import body_of
from kiosk.headquarters.staff.views import Role
from tests.headquarters.headquarters_world import NAME, SignedIn, World, application, running
from tests.town import TOWN
from tests.until import until


async def fetched(who: SignedIn, path: str) -> tuple[int, str, dict[str, str]]:
    async with who.http.get(who.url + path) as answer:
        return answer.status, await answer.text("utf-8-sig"), dict(answer.headers)


async def received(world: World, count: int) -> list[str]:
    booth = await world.booth()
    for _ in range(count):
        key, body = booth.submission()
        assert (await booth.submit(key, body))[0] == 201
    staff = await world.staff("first")
    lines: list[dict[str, Any]] = []

    async def filed() -> bool:
        nonlocal lines
        lines = (await staff.get("/api/cases"))[1]["lines"]
        return len(lines) == count and all(one["signature"] == "good" for one in lines)

    await until(filed)
    return [one["case_id"] for one in lines]


async def test_of_a_long_list_one_case_is_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred applications of 24 MB each are more than the machine has."""
    async with running(tmp_path) as world:
        await received(world, 3)
        sato, order = await world.staff("sato"), []
        read, opened = body_of, Opener.open

        def reading(connection: Connection, submission_id: str) -> bytes:
            order.append("read")
            return read(connection, submission_id)

        def opening(opener: Opener, body: bytes) -> Any:
            order.append("opened")
            return opened(opener, body)

        monkeypatch.setattr("kiosk.headquarters.handover.desk.body_of", reading)
        monkeypatch.setattr(Opener, "open", opening)
        status, text, _ = await fetched(sato, "/cases.csv")
        assert (status, text.count(NAME)) == (200, 3)
        assert order == ["read", "opened"] * 3


async def test_one_case_and_a_list_are_downloaded_and_audited(tmp_path: Path) -> None:
    async with running(tmp_path, procedures=TOWN) as world:
        case_id, other = await received(world, 2)
        staff = await world.staff("sato")
        status, text, headers = await fetched(staff, f"/cases/{case_id}/handover.json")
        assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "application/json", "no-store")
        assert headers["Content-Disposition"].startswith("attachment; filename=")
        assert NAME in text
        assert "住民基本台帳法" in text, "the law of its procedure"
        status, text, _ = await fetched(staff, f"/cases/{case_id}/handover.csv")
        assert [row["氏名"] for row in csv.DictReader(io.StringIO(text))] == [NAME]
        status, text, _ = await fetched(staff, "/cases.csv?state=new")
        assert len(list(csv.DictReader(io.StringIO(text)))) == 2
        assert (await fetched(staff, "/cases.csv?state=done"))[1].count("\n") == 1, "the heads alone"
        assert (await fetched(staff, f"/cases/{application}/handover.json"))[0] in (404, 422)
        auditor = await world.staff("audit", role=Role.AUDITOR)
        assert (await fetched(auditor, f"/cases/{other}/handover.json"))[0] == 403
        assert (await fetched(auditor, "/cases.csv"))[0] == 403
        lines = (await world.headquarters.desk.audit_lines(auditor.staff)).entries  # type: ignore[union-attr]
        taken = [(one.subject, one.detail, one.who) for one in lines if one.act == "case_handed_over"]
        assert sorted(taken) == sorted(
            [(f"case:{case_id}", form, "佐藤花子") for form in ("csv", "csv", "json")]
            + [(f"case:{other}", "csv", "佐藤花子")]
        )
        page = (await fetched(staff, f"/cases/{case_id}"))[1]
        assert "書き出し" in page
        async with aiohttp.ClientSession() as stranger:
            answer = await stranger.get(f"{staff.url}/cases.csv", allow_redirects=False)
            assert answer.status == 303
