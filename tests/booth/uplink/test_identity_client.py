"""Asking headquarters over real TLS doors: each question ends with one answer, whatever the door does."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.uplink.http import Limits, Unreachable
from kiosk.booth.uplink.identity_client import IdentityClient, Refused
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CaseShown, Evidence, Method, NonceGiven, Outcome, ProofGiven, ProofJudged, TapJudged
from kiosk.protocol.submissions import ReplyProblem
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import Answer, authority_of_today, booth_of, door

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EVIDENCE = Evidence(evidence_id=new_id(), level="A3", method=Method.CARD_KEY, outcome=Outcome.CONFIRMED, at=AT)
NONCE = NonceGiven(nonce_id=new_id(), nonce="ab" * 32, expires_at=AT + timedelta(seconds=300))
CASE = CaseShown(
    procedure="juminhyo", title="住民票の写し", reference="IE-4731-08K", receipt_number="2026-001234",
    received_at=AT, state="in_hand",
)  # fmt: skip


@pytest.fixture(scope="module")
def authority() -> Authority:
    return authority_of_today()


class Door:
    """A door that says what the test tells it to and keeps what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []
        self.body = ""
        self.status = 200

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append((request.path, json.loads(await request.text() or "null")))
        return web.Response(status=self.status, text=self.body, content_type="application/json")

    @property
    def routes(self) -> dict[str, Answer]:
        return {f"POST /identity/{what}": self.answer for what in ("nonces", "proofs", "taps")}


async def test_a_nonce_a_proof_and_a_tap_go_where_the_contract_says(authority: Authority, tmp_path: Path) -> None:
    said = Door()
    async with door(authority, tmp_path, said.routes) as url:
        booth = booth_of(authority, tmp_path, url)
        client = IdentityClient(lambda: booth)
        said.body = NONCE.model_dump_json()
        assert await client.nonce() == NONCE
        said.body = ProofJudged(evidence=EVIDENCE, registered=True).model_dump_json()
        proof = ProofGiven(nonce_id=NONCE.nonce_id, certificate="aa", signature="bb", register_tap=True)
        assert await client.prove(proof) == ProofJudged(evidence=EVIDENCE, registered=True)
        said.body = TapJudged(evidence=EVIDENCE, cases=(CASE,)).model_dump_json()
        assert await client.tap("aa") == TapJudged(evidence=EVIDENCE, cases=(CASE,))
    assert [path for path, _ in said.heard] == ["/identity/nonces", "/identity/proofs", "/identity/taps"]
    assert ProofGiven.model_validate(said.heard[1][1]) == proof
    assert said.heard[2][1] == {"certificate": "aa"}


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (403, ReplyProblem(type="urn:kiosk:problem:unknown-booth", title="no", status=403).model_dump_json(),
         Refused(403, "urn:kiosk:problem:unknown-booth")),
        (429, "slow down", Refused(429)),
        (404, "<html>", Refused(404)),
        (302, "", Refused(302)),
        (500, "", Unreachable("http_500")),
        (503, ReplyProblem(type="urn:x", title="no", status=503).model_dump_json(), Unreachable("http_503")),
        (200, "{}", Unreachable("no_answer")),
        (200, "not json", Unreachable("no_answer")),
        (200, '{"nonce_id": "x"}', Unreachable("no_answer")),
    ],
)  # fmt: skip
async def test_every_other_answer_is_told_apart(
    authority: Authority, tmp_path: Path, status: int, body: str, answer: Refused | Unreachable
) -> None:
    said = Door()
    said.status, said.body = status, body
    async with door(authority, tmp_path, said.routes) as url:
        booth = booth_of(authority, tmp_path, url)
        assert await IdentityClient(lambda: booth).nonce() == answer


async def test_nobody_at_the_door(authority: Authority, tmp_path: Path) -> None:
    booth = booth_of(authority, tmp_path)
    assert await IdentityClient(lambda: booth).tap("aa") == Unreachable()


async def test_a_door_that_never_answers_is_left(authority: Authority, tmp_path: Path) -> None:
    over = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async with door(authority, tmp_path, {"POST /identity/taps": never}) as url:
        booth = booth_of(authority, tmp_path, url)
        client = IdentityClient(lambda: booth, Limits(total_s=0.3))
        assert await client.tap("aa") == Unreachable()
        over.set()


async def test_another_authoritys_door_gets_nothing(authority: Authority, tmp_path: Path) -> None:
    said = Door()
    async with door(authority_of_today(), tmp_path, said.routes) as url:
        booth = booth_of(authority, tmp_path, url)
        assert await IdentityClient(lambda: booth).tap("aa") == Unreachable("wrong_certificate")
    assert said.heard == []


async def test_an_answer_far_too_large_is_none(authority: Authority, tmp_path: Path) -> None:
    said = Door()
    said.body = '"' + "a" * 2**20 + '"'
    async with door(authority, tmp_path, said.routes) as url:
        booth = booth_of(authority, tmp_path, url)
        assert await IdentityClient(lambda: booth).nonce() == Unreachable("no_answer")


async def test_an_unenrolled_booth_asks_nobody() -> None:
    assert await IdentityClient(lambda: None).nonce() == Unreachable("not_enrolled")


async def test_a_certificate_larger_than_any_is_not_sent(authority: Authority, tmp_path: Path) -> None:
    booth = booth_of(authority, tmp_path)
    assert await IdentityClient(lambda: booth).tap("aa" * 9000) == Refused(413)
