"""What is asked of headquarters, at real TLS doors."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from kiosk.booth.check.findings import Finding, Mark, Subject
from kiosk.booth.check.headquarters import enrolment, headquarters
from kiosk.booth.settings import HeadquartersSettings
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import authority_of_today, booth_of, door

NOWHERE = HeadquartersSettings(url="https://localhost:1")


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


def wall() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- TLS and the Date header go by the real clock


def the(findings: list[Finding], mark: Mark) -> Finding:
    (found,) = findings
    assert found.mark is mark
    assert mark is Mark.OK or (found.advice.ja and found.advice.en)
    return found


def test_a_booth_without_identity(tmp_path: Path) -> None:
    assert "kiosk enrol" in the(enrolment(tmp_path, wall()), Mark.MISSING).advice.ja


def test_an_enrolled_booth_says_who_it_is_and_until_when(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    now = authority.at
    assert "himeji-ieshima-1 家島支所" in the(enrolment(device.folder, now), Mark.OK).found.ja
    assert the(enrolment(device.folder, now + timedelta(days=80)), Mark.WARN).subject is Subject.ENROLMENT
    assert "切れ" in the(enrolment(device.folder, now + timedelta(days=91)), Mark.MISSING).found.ja


async def asked(settings: HeadquartersSettings, identity: Path, now: datetime | None = None) -> list[Finding]:
    return await asyncio.to_thread(headquarters, settings, identity, now or wall())


def answering(status: int, **headers: str) -> dict[str, Any]:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    return {"GET /health": answer}


async def test_headquarters_that_answers_an_enrolled_booth(authority: Authority, tmp_path: Path) -> None:
    async with door(authority, tmp_path, answering(200)) as url:
        device = booth_of(authority, tmp_path, url)
        assert url in the(await asked(NOWHERE, device.folder), Mark.OK).found.ja


async def test_before_enrolment_the_staff_door_is_asked(authority: Authority, tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    file.write_text(authority.pem)
    async with door(authority, tmp_path, answering(200), booths_only=False) as url:
        the(await asked(HeadquartersSettings(url=url, authority=file), tmp_path / "none"), Mark.OK)
        other = tmp_path / "other.pem"
        other.write_text(authority_of_today().pem)
        strange = await asked(HeadquartersSettings(url=url, authority=other), tmp_path / "none")
        assert "証明書" in the(strange, Mark.MISSING).found.ja


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_without_an_authority_nothing_is_asked(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "authority.pem"
    if content:
        file.write_text(content)
    settings = HeadquartersSettings(url="https://localhost:1", authority=file)
    assert "authority.pem" in the(await asked(settings, tmp_path), Mark.MISSING).advice.ja
    the(await asked(NOWHERE, tmp_path), Mark.MISSING)


async def test_a_line_that_is_down_is_a_note_for_an_enrolled_booth(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    assert "自動で送ります" in the(await asked(NOWHERE, device.folder), Mark.WARN).advice.ja
    file = tmp_path / "authority.pem"
    file.write_text(authority.pem)
    settings = HeadquartersSettings(url="https://localhost:1", authority=file)
    the(await asked(settings, tmp_path / "none"), Mark.MISSING)


async def test_a_certificate_of_somebody_else(authority: Authority, tmp_path: Path) -> None:
    async with door(authority_of_today(), tmp_path, answering(200)) as url:
        device = booth_of(authority, tmp_path, url)
        the(await asked(NOWHERE, device.folder), Mark.MISSING)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_booth_that_was_withdrawn(authority: Authority, tmp_path: Path, status: int) -> None:
    async with door(authority, tmp_path, answering(status)) as url:
        device = booth_of(authority, tmp_path, url)
        assert "認め" in the(await asked(NOWHERE, device.folder), Mark.MISSING).found.ja


@pytest.mark.parametrize(
    ("apart", "mark"),
    [(timedelta(seconds=20), None), (timedelta(minutes=2), Mark.WARN), (timedelta(minutes=-20), Mark.MISSING)],
)
async def test_a_clock_that_differs_from_headquarters_is_found(
    authority: Authority, tmp_path: Path, apart: timedelta, mark: Mark | None
) -> None:
    async with door(authority, tmp_path, answering(200)) as url:
        device = booth_of(authority, tmp_path, url)
        found = await asked(NOWHERE, device.folder, wall() + apart)
    assert [one.mark for one in found if one.subject is Subject.CLOCK] == ([mark] if mark else [])


async def test_an_answer_without_a_date_is_an_answer(authority: Authority, tmp_path: Path) -> None:
    async with door(authority, tmp_path, answering(200, Date="yesterday")) as url:
        device = booth_of(authority, tmp_path, url)
        the(await asked(NOWHERE, device.folder), Mark.OK)
