"""Asking for newer procedures: a bundle, none, or why there is no answer."""

from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.uplink.bundle_client import LIMITS, newer_bundle
from kiosk.booth.uplink.http import SLOWEST_BYTES_S, Limits, Unreachable
from kiosk.protocol.bundles import LARGEST_BUNDLE_BYTES
from tests.booth.headquarters_doors import at, authority_of_today, booth_of, door

SHORT = Limits(total_s=5, most_bytes=1000)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (web.Response(body=b"bundle"), b"bundle"),
        (web.Response(status=204), None),
        (web.Response(status=404), Unreachable("http_404")),
        (web.Response(body=b"x" * 1001), Unreachable("no_answer")),
    ],
)
async def test_an_answer(tmp_path: Path, answer: web.Response, expected: object) -> None:
    authority, asked = authority_of_today(), list[str]()

    async def procedures(request: web.Request) -> web.StreamResponse:
        asked.append(request.query["after"])
        return answer

    device = booth_of(authority, tmp_path)
    async with door(authority, tmp_path, {"GET /procedures": procedures}) as url:
        assert await newer_bundle(at(device, url), 6, SHORT) == expected
    assert asked == ["6"]


def test_the_largest_bundle_has_the_time_it_takes_over_the_thinnest_line() -> None:
    assert LIMITS.total_s * SLOWEST_BYTES_S >= LARGEST_BUNDLE_BYTES
    assert LIMITS.silence_s is not None
    assert LIMITS.silence_s < LIMITS.total_s
