"""A card written by somebody else from the same facts is read at the real card service without change to the reader."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from kiosk.card import card
from kiosk.card.card import CardKind, CardPresent, SlotEmpty
from kiosk.card.reader import CardReader
from kiosk.jpki.certificates import Mode, Purpose, Step, TrustStore, check_certificate, proves_possession
from kiosk.procedures.identity import Sex
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Verdict
from tests.card.strangers_card import CODE_B, PASSWORD, PIN, PUBLISHED, Hand, Issuer, Manners, StrangersCard, identity

if TYPE_CHECKING:
    from tests.card.conftest import Bench

pytestmark = pytest.mark.pcsc

MANNERS = {
    "like-ours": (Manners(), PUBLISHED),
    "no-short-ids": (
        Manners(short_ids=0x6A86, fci=True, short_end=0x6282, filler=b"\0", locked=0x6983),
        identity("NI NI WIN", "東京都千代田区一丁目２番３号", "19950612", "2"),
    ),
    "exact-le": (
        Manners(exact_le=True, waiting=True, first_status=0x6F00, no_data_objects=0x6D00, label_end=b"\0"),
        identity("葛\U000e0102西　\U00020bb7子", "長" * 199, "19500000", "9"),
    ),
    "short-ids-for-files-only": (
        Manners(short_pins=False, label_end=b"\0", short_end=0x6282),
        identity("李　舜臣", "大字\u3000１", "20240229", "1"),
    ),
    "offsets": (
        Manners(short_ids=None, short_pins=False, token=False, no_data_objects=0x6E00, filler=b"\xff"),
        identity("山田", "大字無番地", "19000101", "0"),
    ),
}
NAMES = {
    "like-ours": "黒桐　幹也",
    "no-short-ids": "NI NI WIN",
    "exact-le": "葛\U000e0102西　\U00020bb7子",
    "short-ids-for-files-only": "李　舜臣",
    "offsets": "山田",
}


class Table:
    """A stranger's card on the reader, and our reader."""

    def __init__(self, bench: "Bench", manners: str, now: datetime) -> None:
        self._bench = bench
        self._hand = Hand(bench.service.port)
        self.card = StrangersCard(now, *MANNERS[manners])

    async def lay(self) -> tuple[CardReader, CardPresent]:
        reader = await self._bench.started()
        return reader, await self.lay_again()

    async def lay_again(self) -> CardPresent:
        await asyncio.to_thread(self._hand.lay, self.card)
        return await self._bench.until(CardPresent)

    async def take_away(self) -> None:
        await asyncio.to_thread(self._hand.take_away)


@pytest.fixture(params=list(MANNERS))
async def manners(request: pytest.FixtureRequest) -> str:
    assert isinstance(request.param, str)
    return request.param


@pytest.fixture
async def table(bench: "Bench", manners: str, now: datetime) -> AsyncIterator[Table]:
    table = Table(bench, manners, now)
    yield table
    await table.take_away()
    assert not table.card.number_read


def chain_is_good(issuer: Issuer, purpose: Purpose, der: bytes, now: datetime) -> bool:
    store = TrustStore(purpose, Mode.REHEARSAL, (issuer.root,))
    checks = check_certificate(der, store, now, now - timedelta(days=1))
    return {one.step for one in checks if one.verdict is not Verdict.GOOD} == {Step.POSSESSION, Step.REVOCATION}


async def test_it_is_recognised_and_identity_is_read_by_pin(table: Table, manners: str) -> None:
    reader, present = await table.lay()
    assert (present.kind, present.code) == (CardKind.MY_NUMBER, None)
    assert present.tries == card.Tries(card_face=3, auth=3, sign=5)
    assert present.certificates == card.Certificates(sign=True, auth=True)
    read = await reader.read_identity(bytearray(PIN))
    assert isinstance(read, card.IdentityRead)
    assert read.identity.name == NAMES[manners]
    assert table.card.shown == 1


async def test_identity_and_face_are_read_by_the_printed_code(table: Table, manners: str) -> None:
    reader, _ = await table.lay()
    read = await reader.read_identity_by_code(bytearray(CODE_B))
    assert isinstance(read, card.IdentityRead)
    assert read.identity.name == NAMES[manners]
    face = await reader.read_face(bytearray(CODE_B))
    assert isinstance(face, card.FaceRead)
    assert face.photograph
    assert face.name
    assert face.address
    assert (face.birth_date, face.sex, face.expiry) == ("19800217", "1", "20350217")


async def test_certificate_challenge_and_signature(table: Table, now: datetime) -> None:
    reader, _ = await table.lay()
    read = await reader.read_certificate()
    assert isinstance(read, card.CertificateRead)
    signed = await reader.sign_challenge(sha256(b"nonce").digest(), bytearray(PIN))
    assert isinstance(signed, card.ChallengeSigned)
    assert signed.der == read.der
    assert proves_possession(bytes.fromhex(signed.der), bytes.fromhex(signed.signature), b"nonce")
    assert chain_is_good(table.card.auth, Purpose.AUTH, bytes.fromhex(read.der), now)
    document = await reader.sign_document(sha256(b"application").digest(), bytearray(PASSWORD))
    assert isinstance(document, card.DocumentSigned)
    assert proves_possession(bytes.fromhex(document.der), bytes.fromhex(document.signature), b"application")
    assert chain_is_good(table.card.sign, Purpose.SIGN, bytes.fromhex(document.der), now)
    assert table.card.shown == 2


async def test_wrong_entries_count_down_and_a_locked_card_gets_no_more(table: Table, bench: "Bench") -> None:
    reader, _ = await table.lay()
    told = [await reader.read_identity(bytearray(b"9999")) for _ in range(4)]
    assert told == [card.WrongPin(left=2), card.WrongPin(left=1), card.Locked(), card.Locked()]
    assert table.card.shown == 3
    await table.take_away()
    await bench.until(SlotEmpty)
    present = await table.lay_again()
    assert (present.tries.card_face, present.code) == (0, Code.LOCKED)
    assert isinstance(await reader.sign_challenge(bytes(32), bytearray(PIN)), card.ChallengeSigned)


async def test_the_published_record_is_read_as_published(bench: "Bench", now: datetime) -> None:
    table = Table(bench, "like-ours", now)
    reader, _ = await table.lay()
    read = await reader.read_identity(bytearray(PIN))
    await table.take_away()
    assert isinstance(read, card.IdentityRead)
    identity = read.identity
    assert (identity.name, identity.address) == ("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２")
    assert (identity.birth_date.raw, identity.sex) == ("19800217", Sex.MALE)
    assert read.notes == ()


@pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="needs opensc")
async def test_another_program_takes_it_for_a_card_too(table: Table, bench: "Bench") -> None:
    table.card.manners = replace(table.card.manners, first_status=0)  # which only one card in the world does
    await table.lay()
    await bench.readers[0].stop()
    environment = {**os.environ, **bench.service.environment, "OPENSC_DRIVER": "jpki"}
    done = await asyncio.to_thread(
        subprocess.run, ["pkcs15-tool", "-c"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.count("X.509 Certificate [") == 4, done.stderr


async def test_it_is_read_at_the_bench_too(table: Table, manners: str, bench: "Bench") -> None:
    await table.lay()
    await bench.readers[0].stop()
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "kiosk", "card", "read", "--pin-stdin"],
        env={**os.environ, **bench.service.environment},
        input=PIN.decode() + "\n", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert NAMES[manners] in done.stdout
