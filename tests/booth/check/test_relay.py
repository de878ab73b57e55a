"""What `kiosk check` says of the relay, with a real coturn, a real door and the process that asks."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.check import relay as looked
from kiosk.booth.check.findings import Finding, Mark, Subject
from kiosk.booth.check.relay import relay, told
from kiosk.media.messages import RouteTried
from kiosk.media.probe import ProbeFailed
from kiosk.protocol.calls import IceServer, RelayGiven
from kiosk.protocol.trials import RouteTrial
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import Answer, authority_of_today, booth_of, door
from tests.coturn import Coturn, coturn, installed

WORKS, REFUSED, UNREACHABLE = RouteTrial.WORKS, RouteTrial.REFUSED, RouteTrial.UNREACHABLE


def tried(**outcomes: RouteTrial) -> list[RouteTried]:
    return [RouteTried(url=f"turn:{over}", over=over, outcome=outcome) for over, outcome in outcomes.items()]


@pytest.mark.parametrize(
    ("routes", "mark", "found", "advice"),
    [
        ([], Mark.OK, "使いません", ""),
        (tried(udp=WORKS, tcp=WORKS), Mark.OK, "UDP 使えます、TCP 使えます", ""),
        (tried(udp=UNREACHABLE, tcp=WORKS), Mark.WARN, "UDP 届きません、TCP 使えます", "防火壁"),
        (tried(udp=UNREACHABLE, tls=UNREACHABLE), Mark.MISSING, "TLS 届きません", "coturn"),
        (tried(tls=RouteTrial.UNTRUSTED, udp=UNREACHABLE), Mark.MISSING, "TLS 証明書を", "認証局"),
        (tried(udp=REFUSED, tcp=WORKS), Mark.MISSING, "パスワードを受け付けません", "static-auth-secret"),
        (tried(udp=RouteTrial.FULL), Mark.MISSING, "空きが", "total-quota"),
    ],
)
def test_every_way_is_told_and_the_gravest_is_what_to_mend(
    routes: list[RouteTried], mark: Mark, found: str, advice: str
) -> None:
    (finding,) = told(routes)
    assert finding.mark is mark
    assert found in finding.found.ja
    assert advice in finding.advice.ja
    assert bool(finding.advice.en) is bool(advice)


def test_an_address_nobody_can_use_is_named() -> None:
    (finding,) = told([RouteTried(url="turn:x?transport=sctp", over="", outcome=RouteTrial.UNUSABLE)])
    assert "transport=sctp" in finding.found.ja


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coturn]:
    with coturn(tmp_path_factory.mktemp("coturn")) as one:
        yield one


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


def giving(servers: tuple[IceServer, ...]) -> dict[str, Answer]:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(text=RelayGiven(ice_servers=servers).model_dump_json())

    return {"GET /relay": answer}


async def checked(authority: Authority, folder: Path, answers: dict[str, Answer]) -> Finding:
    async with door(authority, folder, answers) as url:
        device = booth_of(authority, folder, url)
        (finding,) = await asyncio.to_thread(relay, device.folder)
    assert finding.subject is Subject.RELAY
    return finding


@installed
async def test_a_wrong_secret_is_said_at_once(authority: Authority, tmp_path: Path, running: Coturn) -> None:
    right = await checked(authority, tmp_path, giving(running.servers("udp", "tcp")))
    assert (right.mark, right.found.ja) == (Mark.OK, "UDP 使えます、TCP 使えます")
    wrong = await checked(authority, tmp_path, giving(running.servers("udp", "tcp", secret="another")))
    assert wrong.mark is Mark.MISSING
    assert "secret_file" in wrong.advice.ja


async def test_a_headquarters_that_cannot_be_asked_is_a_note(authority: Authority, tmp_path: Path) -> None:
    assert (await checked(authority, tmp_path, {})).mark is Mark.WARN  # one of before the question
    assert relay(tmp_path / "nowhere") == []


async def test_a_probe_that_breaks_is_told(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_any: object) -> None:
        raise ProbeFailed("x")

    monkeypatch.setattr(looked, "probe_relay", fails)
    assert (await checked(authority, tmp_path, giving(()))).mark is Mark.MISSING
