"""The imprint, looked at by others than its maker: poppler's pdfsig, and openssl over the bytes it covers."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from kiosk.applications.document import render
from kiosk.applications.typesetting import Typesetter
from kiosk.headquarters.cases.imprint import ImprintFailed, imprinted
from kiosk.headquarters.keys.authority import open_authority
from kiosk.headquarters.keys.imprint_key import ImprintKey, ImprintKeys
from tests.applications.application_samples import DRAWN
from tests.applications.papers.forms import form_of, hand_in
from tests.headquarters.headquarters_world import Clock

AT = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(hand_in("juminhyo"), [DRAWN], Typesetter(), form_of("juminhyo")).content


@pytest.fixture
def authority(tmp_path: Path, clock: Clock) -> Path:
    """The certificate to trust, in a file; the key is in the same folder."""
    path = tmp_path / "authority-alone.pem"
    path.write_text(open_authority(tmp_path, "姫路市", clock).pem)
    return path


@pytest.fixture
def key(tmp_path: Path, clock: Clock, authority: Path) -> ImprintKey:
    found = ImprintKeys(tmp_path, open_authority(tmp_path, "姫路市", clock), clock).current()
    assert found is not None
    return found


def looked_at_by_pdfsig(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command, zone = ["pdfsig", "-nocert", str(path)], {"TZ": "UTC"}
    return subprocess.run(command, env=os.environ | zone, capture_output=True, text=True, check=False).stdout


def covered_and_signature(pdf: bytes) -> tuple[bytes, bytes]:
    """The bytes the imprint covers, and its CMS, by the numbers that stand in the file."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    one, length, other, rest = (int(number) for number in found[-1])
    held = bytes.fromhex(pdf[one + length : other].strip(b"<>").decode())  # with zeros behind it
    assert held[:2] == b"\x30\x82", "a sequence with its length in two bytes"
    return pdf[one : one + length] + pdf[other : other + rest], held[: 4 + int.from_bytes(held[2:4])]


def verified_by_openssl(pdf: bytes, authority: Path, folder: Path) -> bool:
    covered, cms = covered_and_signature(pdf)
    (folder / "covered").write_bytes(covered)
    (folder / "cms").write_bytes(cms)
    command = ["openssl", "cms", "-verify", "-inform", "DER", "-in", "cms", "-content", "covered", "-binary"]
    command += ["-CAfile", str(authority), "-purpose", "any", "-out", "out"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def test_others_find_it_good(pdf: bytes, key: ImprintKey, authority: Path, tmp_path: Path) -> None:
    made = imprinted(pdf, key, "姫路市", AT)
    said = looked_at_by_pdfsig(made, tmp_path)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert verified_by_openssl(made, authority, tmp_path)


def test_it_bears_our_clocks_time(pdf: bytes, key: ImprintKey, tmp_path: Path) -> None:
    assert "Signing Time: Nov 21 2026 01:30:00" in looked_at_by_pdfsig(imprinted(pdf, key, "姫路市", AT), tmp_path)


def test_a_paper_changed_behind_it_is_found_out(pdf: bytes, key: ImprintKey, authority: Path, tmp_path: Path) -> None:
    made = bytearray(imprinted(pdf, key, "姫路市", AT))
    made[len(pdf) // 2] ^= 1
    assert "Signature is Valid." not in looked_at_by_pdfsig(bytes(made), tmp_path)
    assert not verified_by_openssl(bytes(made), authority, tmp_path)


def test_the_paper_itself_stays_as_it_was(pdf: bytes, key: ImprintKey, tmp_path: Path) -> None:
    made = imprinted(pdf, key, "姫路市", AT)
    assert made.startswith(pdf)
    with pikepdf.open(BytesIO(made)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
    (tmp_path / "paper.pdf").write_bytes(made)
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "paper.pdf")], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("content", [b"", b"no paper", b"%PDF-1.7\n"])
def test_what_is_no_paper_gets_none(content: bytes, key: ImprintKey) -> None:
    with pytest.raises(ImprintFailed):
        imprinted(content, key, "姫路市", AT)


def test_a_signature_looked_at_before_the_first_paper_takes_no_imprint_away() -> None:
    """asn1crypto reads its names of attributes once: those of the imprint must be among them by then."""
    code = (
        "import kiosk.headquarters.cases.imprint\n"
        "from asn1crypto.cms import CMSAttributeType\n"
        "CMSAttributeType('message_digest'), CMSAttributeType('signing_certificate_v2')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
