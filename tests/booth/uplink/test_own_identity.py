"""Who the booth is while it runs: enrolled meanwhile, renewed in time, sealing to keys that are vouched for."""

from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.applications.sealing import SealingKeyPair, sign_sealing_key
from kiosk.booth.uplink.device_identity import NotEnrolled, load
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.protocol.enrolment import RenewalAsked
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import Answer, authority_of_today, booth_of, door, enrolled


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


def test_before_enrolment_there_is_none_and_afterwards_it_is_found(authority: Authority, tmp_path: Path) -> None:
    own = OwnIdentity(tmp_path / "identity")
    with pytest.raises(NotEnrolled):
        own.read()
    assert own.known() is None
    device = booth_of(authority, tmp_path)
    own.read()
    assert own.in_force().enrolled == device.enrolled
    own.read()
    assert own.known() is own.in_force()


def renewing(authority: Authority, asked: list[str]) -> dict[str, Answer]:
    async def answer(request: web.Request) -> web.Response:
        csr = RenewalAsked.model_validate(await request.json()).csr
        asked.append(csr)
        public = x509.load_pem_x509_csr(csr.encode()).public_key()
        assert isinstance(public, ec.EllipticCurvePublicKey)
        return web.Response(body=enrolled(authority, public, str(request.url.origin())).model_dump_json())

    return {"POST /renew": answer}


async def test_it_is_renewed_when_due_and_not_before(authority: Authority, tmp_path: Path) -> None:
    asked: list[str] = []
    async with door(authority, tmp_path, renewing(authority, asked)) as url:
        old, own = booth_of(authority, tmp_path, url), OwnIdentity(tmp_path / "identity")
        await own.renew_when_due(authority.at + timedelta(days=89))  # nobody to renew yet
        own.read()
        await own.renew_when_due(authority.at)
        assert asked == []
        await own.renew_when_due(authority.at + timedelta(days=61))
    assert len(asked) == 1
    assert own.in_force().enrolled.certificate != old.enrolled.certificate
    assert load(tmp_path / "identity").enrolled == own.in_force().enrolled


async def test_a_renewal_without_a_line_leaves_the_old_one_in_force(authority: Authority, tmp_path: Path) -> None:
    device, own = booth_of(authority, tmp_path), OwnIdentity(tmp_path / "identity")
    own.read()
    await own.renew_when_due(authority.at + timedelta(days=61))
    assert own.in_force().enrolled == device.enrolled


@pytest.mark.parametrize("ours", [True, False], ids=["vouched_for", "of_somebody_else"])
def test_turned_keys_are_kept_only_when_vouched_for(authority: Authority, tmp_path: Path, ours: bool) -> None:
    booth_of(authority, tmp_path)
    own = OwnIdentity(tmp_path / "identity")
    own.read()
    signer = authority if ours else authority_of_today()
    own.take_keys((sign_sealing_key(SealingKeyPair.generate("k2"), signer.key),))
    expected = "k2" if ours else "k1"
    assert own.in_force().sealing_key.key_id == expected
    assert load(tmp_path / "identity").sealing_key.key_id == expected


def test_keys_that_are_known_are_not_written_again(authority: Authority, tmp_path: Path) -> None:
    device, own = booth_of(authority, tmp_path), OwnIdentity(tmp_path / "identity")
    own.read()
    before = (device.folder / "enrolled.json").stat().st_ino
    own.take_keys(device.enrolled.sealing_keys)
    own.take_keys(())
    assert (device.folder / "enrolled.json").stat().st_ino == before
