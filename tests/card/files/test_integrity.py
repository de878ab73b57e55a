import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.card.files.face_file import parse_face
from kiosk.card.files.integrity import (
    IntegrityRoots,
    check_face,
    check_identity,
    list_integrity_roots,
    load_integrity_roots,
)
from kiosk.jpki.certificates import Mode
from kiosk.jpki.roots import TrustError
from kiosk.protocol.identity import Integrity
from kiosk.rehearsal.card.virtual_card_face import (
    FACE_ROOT,
    TEXT_ROOT,
    face_file,
    integrity_record,
    issuer_certificate,
    root_keys,
)
from kiosk.rehearsal.card.virtual_card_files import identity_file
from kiosk.rehearsal.card.virtual_certificates import made_key
from kiosk.rehearsal.residents import residents

KASAI = residents(date(2026, 11, 1))["kasai"]
IDENTITY = identity_file(KASAI.name, KASAI.address, KASAI.birth, KASAI.sex)
RECORD = integrity_record(b"the other file", IDENTITY)
ISSUER = issuer_certificate(TEXT_ROOT)
ROOTS = IntegrityRoots(root_keys())


def test_what_the_issuer_signed_is_good() -> None:
    assert check_identity(IDENTITY, RECORD, ISSUER, ROOTS) is Integrity.GOOD
    assert check_identity(IDENTITY + b"\xff" * 9, RECORD, ISSUER, ROOTS) is Integrity.GOOD
    face = parse_face(face_file(KASAI, "20350118"))
    assert check_face(face, issuer_certificate(FACE_ROOT), ROOTS) is Integrity.GOOD


def test_without_a_root_nothing_is_good_and_nothing_is_bad() -> None:
    assert check_identity(IDENTITY, RECORD, ISSUER, IntegrityRoots()) is Integrity.UNCHECKED
    assert check_identity(IDENTITY, RECORD, b"garbage", ROOTS) is Integrity.UNCHECKED
    only_other = IntegrityRoots({FACE_ROOT: root_keys()[FACE_ROOT]})
    assert check_identity(IDENTITY, RECORD, ISSUER, only_other) is Integrity.UNCHECKED
    face = parse_face(face_file(KASAI, "20350118"))
    assert check_face(face, issuer_certificate(FACE_ROOT), IntegrityRoots()) is Integrity.UNCHECKED


def test_one_changed_letter_is_bad() -> None:
    changed = identity_file("葛西　辻郎", KASAI.address, KASAI.birth, KASAI.sex)
    assert check_identity(changed, RECORD, ISSUER, ROOTS) is Integrity.BAD


def test_another_photograph_is_bad() -> None:
    face = parse_face(face_file(KASAI, "20350118", retouched=True))
    assert check_face(face, issuer_certificate(FACE_ROOT), ROOTS) is Integrity.BAD


def test_the_expiry_is_not_protected() -> None:
    raw = face_file(KASAI, "20350118").replace(b"20350118", b"20990118")
    face = parse_face(raw)
    assert face.expiry == b"20990118"
    assert check_face(face, issuer_certificate(FACE_ROOT), ROOTS) is Integrity.GOOD


def test_a_municipality_nobody_certified_is_bad() -> None:
    forged = IntegrityRoots({TEXT_ROOT: made_key("somebody").public_key()})
    assert check_identity(IDENTITY, RECORD, ISSUER, forged) is Integrity.BAD


def test_a_record_of_another_person_is_bad() -> None:
    other = integrity_record(b"the other file", identity_file("山田", "姫路市", "19800101", "1"))
    assert check_identity(IDENTITY, other, ISSUER, ROOTS) is Integrity.BAD


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_mutated_record_is_never_good(data: st.DataObject) -> None:
    raw = bytearray(RECORD)
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    assert check_identity(IDENTITY, bytes(raw), ISSUER, ROOTS) is Integrity.BAD


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_mutated_issuer_is_never_good(data: st.DataObject) -> None:
    raw = bytearray(ISSUER)
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    assert check_identity(IDENTITY, RECORD, bytes(raw), ROOTS) is not Integrity.GOOD


def pem(key: object) -> bytes:
    assert hasattr(key, "public_bytes")
    raw = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert isinstance(raw, bytes)
    return raw


def test_roots_are_loaded_by_key_id_and_another_hierarchy_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "face"
    folder.mkdir()
    for key_id, key in root_keys().items():
        (folder / f"{key_id.hex()}.pem").write_bytes(pem(key))
    roots = load_integrity_roots(tmp_path, Mode.REHEARSAL)
    assert check_identity(IDENTITY, RECORD, ISSUER, roots) is Integrity.GOOD
    with pytest.raises(TrustError, match=r"another hierarchy"):
        load_integrity_roots(tmp_path, Mode.PRODUCTION)
    assert load_integrity_roots(tmp_path / "absent", Mode.PRODUCTION).keys == {}


def test_keys_are_listed_with_the_fingerprints_that_openssl_prints(tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    file = tmp_path / "face" / f"{TEXT_ROOT.hex()}.pem"
    file.write_bytes(pem(root_keys()[TEXT_ROOT]))
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", str(file), "-outform", "DER"], capture_output=True, check=True
    )
    listed = list_integrity_roots(tmp_path, Mode.REHEARSAL)
    assert [(one.purpose, one.file) for one in listed] == [("face", file.name)]
    assert listed[0].fingerprint.replace(":", "").lower() == sha256(der.stdout).hexdigest()
    with pytest.raises(TrustError, match="another hierarchy"):
        list_integrity_roots(tmp_path, Mode.PRODUCTION)


def test_a_certificate_among_the_keys_is_not_overlooked(tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    (tmp_path / "face" / "signca03.cer").write_bytes(b"0\x82")
    with pytest.raises(TrustError, match=r"signca03\.cer"):
        load_integrity_roots(tmp_path, Mode.REHEARSAL)


@pytest.mark.parametrize("name", ["root", "39", TEXT_ROOT.hex()])
def test_a_file_that_is_no_root_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "face").mkdir()
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    (tmp_path / "face" / f"{name}.pem").write_bytes(pem(key))
    with pytest.raises(TrustError, match=name):
        load_integrity_roots(tmp_path, Mode.REHEARSAL)
