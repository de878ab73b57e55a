"""The booth's identity: enrolled at a real TLS door, kept privately, renewed in time."""

import json
import shutil
import ssl
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device, EnrolmentFailed, NotEnrolled, enrol, load, renew, vouched
from kiosk.protocol.enrolment import EnrolmentAsked, RenewalAsked
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import BOOTH, authority_of_today, booth_of, door, enrolled

CODE = "K7QM-2D9X"


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
        if asked.code != CODE:
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


async def test_the_files_belong_to_the_booth_alone(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    assert device.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in device.folder.iterdir()} == {0o600}


async def test_a_wrong_code_says_what_headquarters_said(
    authority: Authority, authority_file: Path, tmp_path: Path
) -> None:
    async with door(authority, tmp_path, enrolling(authority), booths_only=False) as url:
        with pytest.raises(EnrolmentFailed, match="headquarters answered 403: ask for a new code"):
            await enrol(tmp_path / "identity", url, authority_file, "AAAA-AAAA")
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


async def test_what_is_no_code_is_not_even_asked(authority_file: Path, tmp_path: Path) -> None:
    with pytest.raises(EnrolmentFailed, match="this is no code"):
        await enrol(tmp_path / "identity", "https://localhost:1", authority_file, "K7")


def test_an_unenrolled_booth_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotEnrolled, match="kiosk enrol --config FILE CODE"):
        load(tmp_path / "identity")


@pytest.mark.parametrize("file", ["device.pem", "enrolled.json"])
@pytest.mark.parametrize("content", [None, "", "rubbish"])
def test_a_damaged_identity_is_no_identity(
    authority: Authority, tmp_path: Path, file: str, content: str | None
) -> None:
    device = booth_of(authority, tmp_path)
    path = device.folder / file
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(NotEnrolled):
        load(device.folder)


async def test_a_certificate_is_renewed_with_the_old_one_over_mutual_tls(authority: Authority, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        assert request.transport
        shown = request.transport.get_extra_info("peercert")
        assert dict(shown["subject"][0]) == {"commonName": BOOTH}
        csr = x509.load_pem_x509_csr(RenewalAsked.model_validate(await request.json()).csr.encode())
        public = csr.public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return web.Response(body=enrolled(authority, public, str(request.url.origin())).model_dump_json())

    async with door(authority, tmp_path, {"POST /renew": answer}) as url, aiohttp.ClientSession() as session:
        old = booth_of(authority, tmp_path, url)
        new = await renew(old, session)
        assert new.key.private_numbers() != old.key.private_numbers()
        assert load(old.folder).enrolled == new.enrolled
        again = await renew(new, session)  # the new pair opens the door too
    assert again.booth_id == BOOTH


async def test_a_renewal_that_fails_keeps_the_old_identity(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    async with aiohttp.ClientSession() as session:
        with pytest.raises(EnrolmentFailed):
            await renew(device, session)
    assert load(device.folder).enrolled == device.enrolled


def test_power_that_goes_in_the_middle_of_a_renewal_leaves_a_pair_that_fits(
    authority: Authority, tmp_path: Path
) -> None:
    device = booth_of(authority, tmp_path)
    before = (device.folder / "enrolled.json").read_bytes()
    other = booth_of(authority, tmp_path)
    (device.folder / "enrolled.json").write_bytes(before)  # the second file was not written any more
    found = load(device.folder)
    certificate = x509.load_pem_x509_certificate(found.enrolled.certificate.encode())
    assert certificate.public_key() == found.key.public_key() == other.key.public_key()
    assert found.enrolled.expires_at == certificate.not_valid_after_utc
    assert isinstance(found.tls(), ssl.SSLContext)


def test_renewal_is_due_after_two_thirds_of_the_life(authority: Authority, tmp_path: Path) -> None:
    device, begun = booth_of(authority, tmp_path), authority.at - timedelta(days=1)
    life = timedelta(days=91)
    assert not device.due_for_renewal(begun + life * 0.66)
    assert device.due_for_renewal(begun + life * 0.67)
    assert device.expires_in(authority.at) == timedelta(days=90)


def test_only_keys_the_authority_vouches_for_are_believed(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    strange = booth_of(authority_of_today(), tmp_path / "other")
    (good,), (bad,) = device.enrolled.sealing_keys, strange.enrolled.sealing_keys
    assert vouched((bad, good), device) == (good,)


def test_the_key_is_in_no_other_file_and_no_repr(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    assert "PRIVATE" not in json.dumps(json.loads((device.folder / "enrolled.json").read_text()))
    assert "PRIVATE" not in repr(device)
    shutil.rmtree(device.folder)
    with pytest.raises(OSError, match="No such file"):
        Device(device.folder, device.enrolled, device.key).tls()


def test_keeping_twice_leaves_no_drafts(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    devices.keep(device.folder, device.key, device.enrolled)
    assert {path.name for path in device.folder.iterdir()} == {"device.pem", "enrolled.json"}
