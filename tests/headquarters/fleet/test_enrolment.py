"""One-time codes: once, for a day, for whoever has it and nobody who guesses."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from kiosk.headquarters.fleet.enrolment import BoothEnrolled, CodeRefused, Enrolment
from kiosk.headquarters.keys.authority import BadRequest, open_authority
from kiosk.headquarters.storage.store import Store
from kiosk.protocol.enrolment import new_code, read_code
from tests.headquarters.headquarters_world import BOOTH, PLACE, Clock, World, csr, new_key


@pytest.fixture
def enrolment(store: Store, clock: Clock, tmp_path: Path) -> Enrolment:
    authority = open_authority(tmp_path / "keys", "姫路市", clock)
    return Enrolment(store, authority, b"secret", timedelta(days=90), clock, tenant="himeji")


async def test_a_code_gives_a_certificate_in_the_enrolled_name_only(enrolment: Enrolment) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    answer = await enrolment.enrol(code.code, csr(new_key()))
    assert isinstance(answer, BoothEnrolled)
    certificate = x509.load_pem_x509_certificate(answer.issued.pem.encode())
    assert certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == BOOTH
    assert (answer.booth_id, answer.place) == (BOOTH, PLACE)


async def test_a_code_works_once(enrolment: Enrolment) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    await enrolment.enrol(code.code, csr(new_key()))
    assert await enrolment.enrol(code.code, csr(new_key())) == CodeRefused("used")


async def test_a_code_lives_for_a_day(enrolment: Enrolment, clock: Clock) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    clock.push(hours=25)
    assert await enrolment.enrol(code.code, csr(new_key())) == CodeRefused("expired")


async def test_strangers_cannot_use_up_a_code(enrolment: Enrolment) -> None:
    code = (await enrolment.new_code(BOOTH, PLACE, "admin")).code
    for _ in range(20):
        assert await enrolment.enrol(new_code(), csr(new_key())) == CodeRefused("wrong")
    assert isinstance(await enrolment.enrol(code, csr(new_key())), BoothEnrolled)


async def test_two_who_race_with_one_code_get_one_certificate(enrolment: Enrolment, store: Store) -> None:
    code = (await enrolment.new_code(BOOTH, PLACE, "admin")).code
    answers = await asyncio.gather(*(enrolment.enrol(code, csr(new_key())) for _ in range(5)))
    (enrolled,) = (one for one in answers if isinstance(one, BoothEnrolled))
    kept = await store.read(lambda c: c.execute(text("SELECT certificate FROM booth")).scalars().all())
    assert kept == [enrolled.issued.fingerprint]


async def test_nothing_is_signed_for_a_code_that_opens_nothing(enrolment: Enrolment) -> None:
    assert await enrolment.enrol(new_code(), "no request at all") == CodeRefused("wrong")


async def test_a_new_code_replaces_the_one_before(enrolment: Enrolment) -> None:
    old = await enrolment.new_code(BOOTH, PLACE, "admin")
    new = await enrolment.new_code(BOOTH, PLACE, "admin")
    assert isinstance(await enrolment.enrol(old.code, csr(new_key())), CodeRefused)
    assert isinstance(await enrolment.enrol(new.code, csr(new_key())), BoothEnrolled)


async def test_a_bad_request_does_not_use_up_the_code(enrolment: Enrolment) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, BOOTH)])
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    keys: list[rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey] = [
        rsa.generate_private_key(65537, 2048),
        ec.generate_private_key(ec.SECP384R1()),
    ]
    requests = [builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode() for key in keys]
    for request in ("nonsense", *requests):
        with pytest.raises(BadRequest):
            await enrolment.enrol(code.code, request)
    assert isinstance(await enrolment.enrol(code.code, csr(new_key())), BoothEnrolled)


async def test_the_code_itself_is_not_kept(enrolment: Enrolment, store: Store) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    rows = await store.read(lambda c: str(c.execute(text("SELECT * FROM enrolment_code")).all()))
    assert read_code(code.code) not in rows
    assert code.code not in repr(code)


@pytest.mark.parametrize(("booth", "place"), [("Himeji 1", PLACE), ("", PLACE), (BOOTH, ""), (BOOTH, "長" * 61)])
async def test_malformed_names_are_refused(enrolment: Enrolment, booth: str, place: str) -> None:
    with pytest.raises(ValueError, match=r"has|made"):
        await enrolment.new_code(booth, place, "admin")


async def enrolling(world: World, code: str, request: str) -> tuple[int, str, str]:
    """Status, problem and Retry-After of one try over HTTP."""
    http = await world.session()
    async with http.post(f"{world.ready.staff_url}/enrol", json={"code": code, "csr": request}) as answer:
        said = await answer.json(content_type=None)
        return answer.status, said.get("type", "").rsplit(":", 1)[-1], answer.headers.get("Retry-After", "")


async def test_over_http_each_refusal_says_why(world: World) -> None:
    code = (await world.headquarters.desk.enrolment.new_code(BOOTH, PLACE, "admin")).code
    assert await enrolling(world, new_code(), csr(new_key())) == (403, "code-wrong", "")
    assert await enrolling(world, code[:-1], csr(new_key())) == (422, "invalid", "")
    assert await enrolling(world, code, "x") == (422, "bad-request", "")
    assert (await enrolling(world, code, csr(new_key())))[0] == 200
    assert await enrolling(world, code, csr(new_key())) == (403, "code-used", "")


async def test_guessing_has_a_pace_and_enrolling_many_booths_has_none(world: World) -> None:
    enrolment = world.headquarters.desk.enrolment
    for number in range(12):
        code = (await enrolment.new_code(f"himeji-{number}", PLACE, "admin")).code
        assert (await enrolling(world, code, csr(new_key())))[0] == 200
    tried = [(await enrolling(world, new_code(), csr(new_key())))[:2] for _ in range(11)]
    assert tried == [(403, "code-wrong")] * 10 + [(429, "too-many")]
    code = (await enrolment.new_code(BOOTH, PLACE, "admin")).code
    status, _, wait = await enrolling(world, code, csr(new_key()))
    assert status == 429
    world.clock.push(seconds=int(wait))
    assert (await enrolling(world, code, csr(new_key())))[0] == 200


@pytest.mark.parametrize("booth_id", ["akashi-honcho-1", "himejihonmachi-1", "himeji"])
async def test_a_booth_of_another_municipality_gets_no_code(enrolment: Enrolment, booth_id: str) -> None:
    with pytest.raises(ValueError, match="himeji-"):
        await enrolment.new_code(booth_id, PLACE, "admin")
