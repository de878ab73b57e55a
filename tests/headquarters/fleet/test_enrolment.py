"""One-time codes: once, for a day, with five tries, and forgiving about how they are typed."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from kiosk.headquarters.fleet.enrolment import ALPHABET, BoothEnrolled, CodeRefused, Enrolment, read_code
from kiosk.headquarters.keys.authority import BadRequest, open_authority
from kiosk.headquarters.storage.store import Store
from tests.headquarters.headquarters_world import BOOTH, PLACE, Clock, World, csr, new_key


@pytest.fixture
def enrolment(store: Store, clock: Clock, tmp_path: Path) -> Enrolment:
    authority = open_authority(tmp_path / "keys", "姫路市", clock)
    return Enrolment(store, authority, b"secret", timedelta(days=90), clock)


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


async def test_a_code_bears_five_tries(enrolment: Enrolment) -> None:
    code = read_code((await enrolment.new_code(BOOTH, PLACE, "admin")).code)
    wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]
    for _ in range(5):
        assert await enrolment.enrol(wrong, csr(new_key())) == CodeRefused("wrong")
    assert await enrolment.enrol(code, csr(new_key())) == CodeRefused("too_many_tries")


async def test_an_unknown_code_is_wrong(enrolment: Enrolment) -> None:
    assert await enrolment.enrol("00000000", csr(new_key())) == CodeRefused("wrong")


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


async def test_codes_are_read_as_they_were_meant() -> None:
    assert read_code(" abcd-oIl9 ") == "ABCD0119"


async def test_the_code_itself_is_not_kept(enrolment: Enrolment, store: Store) -> None:
    code = await enrolment.new_code(BOOTH, PLACE, "admin")
    rows = await store.read(lambda c: str(c.execute(text("SELECT * FROM enrolment_code")).all()))
    assert read_code(code.code) not in rows
    assert code.code not in repr(code)


@pytest.mark.parametrize(("booth", "place"), [("Himeji 1", PLACE), ("", PLACE), (BOOTH, ""), (BOOTH, "長" * 61)])
async def test_malformed_names_are_refused(enrolment: Enrolment, booth: str, place: str) -> None:
    with pytest.raises(ValueError, match=r"has|made"):
        await enrolment.new_code(booth, place, "admin")


async def test_over_http_each_refusal_says_what_to_do(world: World) -> None:
    http = await world.session()
    async with http.post(f"{world.ready.staff_url}/enrol", json={"code": "00000000", "csr": csr(new_key())}) as answer:
        assert (answer.status, (await answer.json(content_type=None))["title"]) == (403, "登録コードが違います")
    async with http.post(f"{world.ready.staff_url}/enrol", json={"code": "00000000", "csr": "x"}) as answer:
        assert (answer.status, (await answer.json(content_type=None))["type"]) == (422, "urn:kiosk:problem:bad-request")
