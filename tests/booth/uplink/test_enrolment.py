"""Enrolled at a real TLS door and renewed over the identity it has: what goes wrong is named with what to do."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.booth.uplink import enrolment
from kiosk.booth.uplink.device_identity import NotEnrolled, load
from kiosk.booth.uplink.enrolment import EnrolmentFailed, enrol, renew
from kiosk.protocol.enrolment import EnrolmentAsked, RenewalAsked, read_code
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import BOOTH, at, authority_of_today, booth_of, door, enrolled

CODE = "K7QM-2D9X-4HTA"


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


@pytest.fixture
def authority_file(authority: Authority, tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    path.write_text(authority.pem)
    return path


def enrolling(authority: Authority) -> dict[str, Any]:
    """A staff door that takes one code."""

    async def answer(request: web.Request) -> web.Response:
        asked = EnrolmentAsked.model_validate(await request.json())
        if asked.code != read_code(CODE):
            return web.json_response({"title": "unknown code", "detail": "ask for a new code"}, status=403)
        csr = x509.load_pem_x509_csr(asked.csr.encode())
        assert csr.is_signature_valid
        public = csr.public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return web.Response(body=enrolled(authority, public, "https://localhost:1").model_dump_json())

    return {"POST /enrol": answer}


async def test_a_code_becomes_an_identity(authority: Authority, authority_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "identity"
    async with door(authority, tmp_path, enrolling(authority), booths_only=False) as url:
        made = await enrol(folder, f"{url}/", authority_file, CODE)
    assert made.booth_id == BOOTH
    again = load(folder)
    assert again.enrolled == made.enrolled
    assert again.key.private_numbers() == made.key.private_numbers()
    certificate = x509.load_pem_x509_certificate(again.enrolled.certificate.encode())
    assert certificate.public_key() == again.key.public_key()


async def test_a_wrong_code_says_what_headquarters_said(
    authority: Authority, authority_file: Path, tmp_path: Path
) -> None:
    async with door(authority, tmp_path, enrolling(authority), booths_only=False) as url:
        with pytest.raises(EnrolmentFailed, match="headquarters answered 403: ask for a new code"):
            await enrol(tmp_path / "identity", url, authority_file, "AAAA-AAAA-AAAA")
    with pytest.raises(NotEnrolled):
        load(tmp_path / "identity")


async def test_another_authority_gets_no_code(authority: Authority, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_text(authority_of_today().pem)
    asked: list[str] = []

    async def never(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.Response()

    async with door(authority, tmp_path, {"POST /enrol": never}, booths_only=False) as url:
        with pytest.raises(EnrolmentFailed, match="certificate of another authority: check headq"):
            await enrol(tmp_path / "identity", url, other, CODE)
    assert asked == []


async def test_a_door_that_is_closed_names_line_and_setting(authority_file: Path, tmp_path: Path) -> None:
    with pytest.raises(EnrolmentFailed, match=r"cannot be reached: check the line and headquarters\.url"):
        await enrol(tmp_path / "identity", "https://localhost:1", authority_file, CODE)


@pytest.mark.parametrize("body", ["{}", "<html>", ""])
async def test_something_else_than_headquarters_is_noticed(
    authority: Authority, authority_file: Path, tmp_path: Path, body: str
) -> None:
    async def other(_request: web.Request) -> web.Response:
        return web.Response(text=body)

    async with door(authority, tmp_path, {"POST /enrol": other}, booths_only=False) as url:
        with pytest.raises(EnrolmentFailed, match="is it headquarters"):
            await enrol(tmp_path / "identity", url, authority_file, CODE)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is missing: set headquarters.authority"), ("", "is missing"), ("hello", "is no certificate"),
     ("市の認証局", "is no certificate")],
)  # fmt: skip
async def test_an_authority_that_is_none_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(EnrolmentFailed, match=said):
        await enrol(tmp_path / "identity", "https://localhost:1", path, CODE)


async def test_a_folder_that_cannot_be_written_is_named_before_the_code_is_spent(
    authority: Authority, authority_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "identity").write_text("a file")
    asked: list[str] = []

    async def never(request: web.Request) -> web.Response:
        asked.append(await request.text())
        return web.Response()

    async with door(authority, tmp_path, {"POST /enrol": never}, booths_only=False) as url:
        with pytest.raises(EnrolmentFailed, match="cannot be written"):
            await enrol(tmp_path / "identity", url, authority_file, CODE)
    assert asked == []


@pytest.mark.parametrize("code", ["K7", "K7QM-2D9X", "K7QM-2D9X-4HTB"])
async def test_what_is_no_code_is_not_even_asked(authority_file: Path, tmp_path: Path, code: str) -> None:
    with pytest.raises(EnrolmentFailed, match="this is no code, or a character is mistyped"):
        await enrol(tmp_path / "identity", "https://localhost:1", authority_file, code)


async def test_a_certificate_is_renewed_with_the_old_one_over_mutual_tls(authority: Authority, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport
        shown = request.transport.get_extra_info("peercert")
        assert dict(shown["subject"][0]) == {"commonName": BOOTH}
        csr = x509.load_pem_x509_csr(RenewalAsked.model_validate(await request.json()).csr.encode())
        public = csr.public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return web.Response(body=enrolled(authority, public, str(request.url.origin())).model_dump_json())

    async with door(authority, tmp_path, {"POST /renew": answer}) as url:
        old = booth_of(authority, tmp_path, url)
        new = await renew(old)
        assert new.key.private_numbers() != old.key.private_numbers()
        assert load(old.folder).enrolled == new.enrolled
        again = await renew(new)  # the new pair opens the door too
    assert again.booth_id == BOOTH


async def test_a_renewal_that_fails_keeps_the_old_identity(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    with pytest.raises(EnrolmentFailed):
        await renew(device)
    assert load(device.folder).enrolled == device.enrolled


async def test_a_disk_that_is_full_at_the_renewal_keeps_the_old_identity(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    device = booth_of(authority, tmp_path)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=enrolled(authority, device.key.public_key(), "https://localhost:1").model_dump_json())

    async with door(authority, tmp_path, {"POST /renew": answer}) as url:
        monkeypatch.setattr(enrolment, "keep", full)
        with pytest.raises(EnrolmentFailed, match="No space left on device"):
            await renew(at(device, url))
    assert load(device.folder).enrolled == device.enrolled
