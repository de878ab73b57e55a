from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.card.files.integrity import load_integrity_roots
from kiosk.jpki.certificates import Mode, Purpose, Step, check_certificate, load_certificate
from kiosk.jpki.revocation import CrlFolder, NotRevoked, Revoked
from kiosk.jpki.roots import TrustError, list_roots, load_stores
from kiosk.protocol.identity import Verdict
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.roots import CRL_FOLDER, ForeignRoots, lay_down_roots
from kiosk.rehearsal.card.virtual_card_files import JPKI_AID


def certificates(name: str, now: datetime) -> dict[Purpose, bytes]:
    """Both certificates of a card, without filler."""
    files = profiles(now)[name].make(now).application(JPKI_AID).files
    raw = {Purpose.AUTH: files[0x0A].content, Purpose.SIGN: files[0x01].content}
    return {purpose: one[: 4 + int.from_bytes(one[2:4], "big")] for purpose, one in raw.items()}


def test_what_is_laid_down_is_what_headquarters_loads_and_it_checks_the_cards(tmp_path: Path, now: datetime) -> None:
    lay_down_roots(tmp_path, now)
    stores = load_stores(tmp_path, Mode.REHEARSAL)
    for purpose, der in certificates("kasai", now).items():
        checks = check_certificate(der, stores[purpose], now + timedelta(hours=1), now - timedelta(days=1))
        assert {one.step for one in checks if one.verdict is not Verdict.GOOD} == {Step.POSSESSION, Step.REVOCATION}
    assert len(list_roots(tmp_path, Mode.REHEARSAL)) == 2
    assert len(load_integrity_roots(tmp_path, Mode.REHEARSAL).keys) == 2


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_the_lists_name_the_revoked_card_and_no_other(tmp_path: Path, now: datetime, purpose: Purpose) -> None:
    lay_down_roots(tmp_path, now)
    issuer = load_stores(tmp_path, Mode.REHEARSAL)[purpose].roots[0]
    source = CrlFolder(tmp_path / CRL_FOLDER)

    async def status(name: str) -> object:
        return await source.status(load_certificate(certificates(name, now)[purpose]), issuer, now)

    assert isinstance(await status("kasai"), NotRevoked)
    assert await status("revoked") == Revoked()


def test_a_later_run_replaces_an_earlier_one(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "auth").mkdir()
    (tmp_path / "auth" / "rehearsal.pem").write_text("of an earlier run")
    lay_down_roots(tmp_path, now)
    lay_down_roots(tmp_path, now)
    root = x509.load_pem_x509_certificate((tmp_path / "auth" / "rehearsal.pem").read_bytes())
    assert root == load_stores(tmp_path, Mode.REHEARSAL)[Purpose.AUTH].roots[0]


def test_somebody_elses_roots_stay_untouched(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "sign").mkdir()
    (tmp_path / "sign" / "signca03.cer").write_bytes(b"a real root")
    with pytest.raises(ForeignRoots, match=r"signca03\.cer"):
        lay_down_roots(tmp_path, now)
    assert [one.name for one in tmp_path.iterdir()] == ["sign"]


def test_roots_do_not_fit_a_real_counter(tmp_path: Path, now: datetime) -> None:
    lay_down_roots(tmp_path, now)
    for refuses in (load_stores, load_integrity_roots):
        with pytest.raises(TrustError):
            refuses(tmp_path, Mode.PRODUCTION)
