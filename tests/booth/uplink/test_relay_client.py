"""What headquarters gives for the relay, and what is no answer."""

from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.relay_client import relay_given
from kiosk.protocol.calls import IceServer
from tests.booth.headquarters_doors import authority_of_today, booth_of, door


@pytest.mark.parametrize(
    ("status", "text", "given"),
    [
        (200, '{"ice_servers":[{"urls":["turn:a"],"later":1}],"later":2}', (IceServer(urls=("turn:a",)),)),
        (200, '{"ice_servers":[]}', ()),
        (200, "nonsense", Unreachable("no_answer")),
        (404, "{}", Unreachable("http_404")),
    ],
)
async def test_what_is_given(tmp_path: Path, status: int, text: str, given: object) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(text=text, status=status)

    authority = authority_of_today()
    async with door(authority, tmp_path, {"GET /relay": answer}) as url:
        assert await relay_given(booth_of(authority, tmp_path, url)) == given
    gone = await relay_given(booth_of(authority, tmp_path, url))
    assert isinstance(gone, Unreachable)
