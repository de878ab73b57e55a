"""The virtual card on the virtual reader, judged by programs that are not ours."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.vpcd import SlotUnreachable, VirtualSlot
from tests.until import until

Cards = Callable[[str], VirtualCard]
pytestmark = pytest.mark.pcsc
_MODULE = "/usr/lib/x86_64-linux-gnu/pkcs11/opensc-pkcs11.so"
opensc = pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="needs opensc")


@pytest.fixture
def slot(service: RunningPcscd) -> Iterator[VirtualSlot]:
    slot = service.slot()
    yield slot
    slot.eject()


def run(service: RunningPcscd, *command: str, stdin: bytes = b"") -> bytes:
    environment = {**os.environ, **service.environment, "OPENSC_DRIVER": "jpki"}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False, input=stdin)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


_WAIT = """
import sys
from kiosk.card.service import Service
service = Service()
slot = service.slots([sys.argv[1]])[0]
while not slot.present:
    service.wait([slot], 500)
    slot = service.slots([sys.argv[1]])[0]
"""


def lay(service: RunningPcscd, slot: VirtualSlot, card: VirtualCard) -> None:
    """Lay a card down and wait until the service says that it is there."""
    slot.insert(FaultyCard(card))
    run(service, sys.executable, "-c", _WAIT, service.reader_name)


@opensc
def test_opensc_takes_it_for_a_my_number_card(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    lay(service, slot, cards("kasai"))
    assert b"jpki" in run(service, "opensc-tool", "-n")
    listed = run(service, "pkcs15-tool", "-c").decode()
    assert listed.count("X.509 Certificate [") == 4
    pins = run(service, "pkcs15-tool", "--list-pins").decode()
    assert [line.split(":")[1].strip() for line in pins.splitlines() if "Tries left" in line] == ["3", "5"]


@opensc
def test_opensc_reads_both_certificates(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    lay(service, slot, cards("kasai"))
    auth = run(service, "pkcs15-tool", "--read-certificate", "1")
    pin = ["--verify-pin", "--auth-id", "02", "--pin", "KIOSK2026"]
    sign = run(service, "pkcs15-tool", "--read-certificate", "2", *pin)
    assert b"JPKI for user authentication" in run(service, "openssl", "x509", "-noout", "-text", stdin=auth)
    assert "葛西　辻子".encode() in run(service, "openssl", "x509", "-noout", "-ext", "subjectAltName", stdin=sign)


@pytest.mark.skipif(not os.path.exists(_MODULE), reason="needs opensc-pkcs11")  # noqa: PTH110 -- evaluated at import
def test_a_signature_by_another_program_is_verified_by_openssl(
    service: RunningPcscd, slot: VirtualSlot, cards: Cards, tmp_path: "os.PathLike[str]"
) -> None:
    lay(service, slot, cards("kasai"))
    folder = os.fspath(tmp_path)
    text, signature, key = f"{folder}/text", f"{folder}/signature", f"{folder}/key.pem"
    with open(text, "wb") as file:  # noqa: PTH123 -- three names for three programs
        file.write(b"application")
    certificate = run(service, "pkcs15-tool", "--read-certificate", "1")
    with open(key, "wb") as file:  # noqa: PTH123
        file.write(run(service, "openssl", "x509", "-noout", "-pubkey", stdin=certificate))
    way = ["--login", "--pin", "1234", "--sign", "--id", "01", "-m", "SHA256-RSA-PKCS", "-i", text, "-o", signature]
    run(service, "pkcs11-tool", "--module", _MODULE, *way)
    verified = run(service, "openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, text)
    assert verified.strip() == b"Verified OK"


def test_without_a_reader_the_card_is_not_laid_down(cards: Cards) -> None:
    with pytest.raises(SlotUnreachable):
        VirtualSlot(1).insert(FaultyCard(cards("adult")))


async def test_a_card_that_is_pulled_by_a_fault_tells_so(
    service: RunningPcscd, slot: VirtualSlot, cards: Cards
) -> None:
    lay(service, slot, cards("adult"))
    assert slot.card is not None
    slot.card.faults = Faults(eject_at=1)
    environment = {**os.environ, **service.environment}
    await asyncio.to_thread(subprocess.run, ["opensc-tool", "-n"], env=environment, capture_output=True, timeout=60)
    await until(lambda: slot.card is None)


def test_a_second_card_takes_the_place_of_the_first(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    first, second = FaultyCard(cards("adult")), FaultyCard(cards("child"))
    slot.insert(first)
    slot.insert(second)
    assert slot.card is second
