from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.jpki.certificates import Mode, Purpose, check_certificate
from kiosk.jpki.roots import TrustError, list_roots, load_stores
from kiosk.protocol.identity import Verdict
from kiosk.rehearsal.card.virtual_certificates import Authority, made_key


@pytest.fixture
def folder(tmp_path: Path, now: datetime) -> Path:
    for purpose, encoding, name in ((Purpose.AUTH, Encoding.DER, "a.cer"), (Purpose.SIGN, Encoding.PEM, "s.pem")):
        (tmp_path / purpose.value).mkdir()
        (tmp_path / purpose.value / name).write_bytes(Authority(now).root(purpose).public_bytes(encoding))
    return tmp_path


def test_roots_are_loaded_into_two_stores_and_listed_with_their_fingerprints(folder: Path, now: datetime) -> None:
    stores = load_stores(folder, Mode.REHEARSAL)
    assert [len(stores[purpose].roots) for purpose in Purpose] == [1, 1]
    listed = list_roots(folder, Mode.REHEARSAL)
    assert [(one.purpose, one.file, one.organisation) for one in listed] == [
        (Purpose.AUTH, "a.cer", "JPKI-EMU"),
        (Purpose.SIGN, "s.pem", "JPKI-EMU"),
    ]
    assert {len(one.fingerprint) for one in listed} == {95}
    leaf = Authority(now).issue_auth(made_key("auth"), 7, now, now + timedelta(days=1))
    checks = check_certificate(leaf.public_bytes(Encoding.DER), stores[Purpose.AUTH], now, now)
    assert Verdict.BAD not in {one.verdict for one in checks}


def test_no_folder_trusts_nothing(tmp_path: Path) -> None:
    assert load_stores(tmp_path / "absent", Mode.PRODUCTION)[Purpose.AUTH].roots == ()


def test_a_root_of_the_other_kind_is_refused_by_name(folder: Path) -> None:
    (folder / "auth" / "wrong.pem").write_bytes((folder / "sign" / "s.pem").read_bytes())
    with pytest.raises(TrustError, match=r"wrong\.pem.*must not be mixed"):
        load_stores(folder, Mode.REHEARSAL)


def test_a_rehearsal_root_is_refused_at_a_real_counter(folder: Path) -> None:
    with pytest.raises(TrustError, match="JPKI-EMU"):
        load_stores(folder, Mode.PRODUCTION)


def test_a_leaf_is_no_root(folder: Path, now: datetime) -> None:
    leaf = Authority(now).issue_auth(made_key("auth"), 7, now, now + timedelta(days=1))
    (folder / "auth" / "leaf.der").write_bytes(leaf.public_bytes(Encoding.DER))
    with pytest.raises(TrustError, match="not a root"):
        load_stores(folder, Mode.REHEARSAL)


def test_a_root_beside_the_folders_is_not_overlooked(folder: Path) -> None:
    (folder / "authority.pem").write_text("headquarters' own authority may lie there")
    load_stores(folder, Mode.REHEARSAL)
    (folder / "signca03.cer").write_bytes((folder / "sign" / "s.pem").read_bytes())
    with pytest.raises(TrustError, match=r"signca03\.cer.*move it"):
        load_stores(folder, Mode.REHEARSAL)


def test_of_a_bundle_no_certificate_is_overlooked(folder: Path) -> None:
    one = folder / "sign" / "s.pem"
    one.write_bytes(2 * one.read_bytes())
    with pytest.raises(TrustError, match=r"s\.pem.*several"):
        list_roots(folder, Mode.REHEARSAL)


def test_garbage_is_refused_by_name(folder: Path) -> None:
    (folder / "sign" / "garbage.cer").write_bytes(b"garbage")
    with pytest.raises(TrustError, match=r"garbage\.cer"):
        list_roots(folder, Mode.REHEARSAL)
