"""Asking for free times over a real TLS door."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.uplink.booking_door import BookingDoor
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.protocol.bookings import HoldGiven, SlotsGiven
from kiosk.protocol.identifiers import new_id
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import Answer, authority_of_today, booth_of, door

AT = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
GIVEN = SlotsGiven(place="1階", slots=(AT,))


@pytest.fixture(scope="module")
def authority() -> Authority:
    return authority_of_today()


async def test_each_question_goes_where_the_contract_says_and_ends_with_one_answer(
    authority: Authority, tmp_path: Path
) -> None:
    heard: list[tuple[str, object]] = []
    hold = HoldGiven(hold_id=new_id(), start=AT, minutes=30, until=AT)
    answers = {"/bookings/shimin/slots": GIVEN, "/bookings/shimin/holds": hold}

    async def answer(request: web.Request) -> web.Response:
        heard.append((request.path, json.loads(await request.text() or "null")))
        body = answers.get(request.path)
        return web.Response(text=body.model_dump_json() if body else "{}", content_type="application/json")

    async def taken(_request: web.Request) -> web.Response:
        return web.Response(status=409, text="{}")

    routes: dict[str, Answer] = {
        "GET /bookings/shimin/slots": answer, "POST /bookings/shimin/holds": answer, "POST /bookings/left": answer,
        "POST /bookings/fukushi/holds": taken,
    }  # fmt: skip
    async with door(authority, tmp_path, routes) as url:
        booth = booth_of(authority, tmp_path, url)
        client = BookingDoor(lambda: booth)
        assert await client.slots("shimin") == GIVEN
        assert await client.hold("shimin", hold.hold_id, AT) == hold
        assert await client.hold("fukushi", hold.hold_id, AT) == Refused(409)
        await client.leave(hold.hold_id)
    assert heard == [
        ("/bookings/shimin/slots", None),
        ("/bookings/shimin/holds", {"hold_id": hold.hold_id, "start": "2026-12-01T00:30:00Z"}),
        ("/bookings/left", {"hold_id": hold.hold_id}),
    ]
    assert isinstance(await client.slots("shimin"), Unreachable)
    assert await BookingDoor(lambda: None).slots("shimin") == Unreachable("not_enrolled")
