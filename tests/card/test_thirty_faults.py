"""The thirty faults at the real card service: each made, told by its small code in words, and the next card is read."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.card import card
from kiosk.card.card import CardPresent, SlotEmpty
from kiosk.card.faults import cautions, locales, resident_sentence, staff_sentence
from kiosk.card.reader import CardReader
from kiosk.headquarters.identity import evidence
from kiosk.jpki.certificates import (
    Check,
    Mode,
    Purpose,
    Step,
    TrustStore,
    check_certificate,
    first_fault,
    issuer_of,
    load_certificate,
    proves_possession,
    with_verdict,
)
from kiosk.jpki.revocation import CrlFolder, NoSource, RevocationSource, with_revocation
from kiosk.jpki.tap_key import tap_key
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Verdict
from kiosk.rehearsal.card.faults import Faults, FaultyCard, Moment
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_files import REVOKED_SERIAL, Twist, identity_file, make_card
from kiosk.rehearsal.card.virtual_certificates import Authority
from kiosk.rehearsal.residents import residents

if TYPE_CHECKING:
    from tests.card.conftest import Bench, Cards

pytestmark = pytest.mark.pcsc
RECOGNISING = 9
REVOCATION = frozenset({Step.REVOCATION})


class Story:
    """A bench on which faults are made: what was typed is counted, what was laid down is remembered."""

    def __init__(self, bench: "Bench", cards: "Cards", now: datetime, folder: Path) -> None:
        self.bench, self.cards, self.now, self.folder = bench, cards, now, folder
        self.laid: list[VirtualCard] = []
        self.entries = 0
        self.reader: CardReader | None = None

    async def start(self, **settings: object) -> CardReader:
        self.reader = await self.bench.started(**settings)
        return self.reader

    async def lay(self, profile: str | VirtualCard, faults: Faults | None = None) -> CardPresent:
        virtual = self.cards(profile) if isinstance(profile, str) else profile
        self.laid.append(virtual)
        if self.reader is None:
            await self.start()
        return await self.bench.present(virtual, faults)

    def typed(self, text: str = "1234") -> bytearray:
        self.entries += 1
        return bytearray(text.encode())

    async def identity(self, text: str = "1234") -> card.IdentityOutcome:
        assert self.reader is not None
        return await self.reader.read_identity(self.typed(text))

    async def identity_code(self, profile: str | VirtualCard, text: str = "1234") -> Code | None:
        await self.lay(profile)
        return code_of(await self.identity(text))

    async def notes(self, profile: str | VirtualCard) -> set[Code]:
        await self.lay(profile)
        outcome = await self.identity()
        assert isinstance(outcome, card.IdentityRead)
        return {note.code for note in outcome.notes}

    def store(self, purpose: Purpose = Purpose.AUTH) -> TrustStore:
        return TrustStore(purpose, Mode.REHEARSAL, (Authority(self.now).root(purpose),))

    async def certificate(self, profile: str) -> bytes:
        await self.lay(profile)
        assert self.reader is not None
        outcome = await self.reader.read_certificate()
        assert isinstance(outcome, card.CertificateRead)
        return bytes.fromhex(outcome.der)

    async def checks(self, profile: str, now: datetime | None = None) -> tuple[Check, ...]:
        built = self.now - timedelta(days=1)
        return check_certificate(await self.certificate(profile), self.store(), now or self.now, built)

    async def revocation(self, profile: str, source: RevocationSource) -> Code | None:
        der = await self.certificate(profile)
        checks = check_certificate(der, self.store(), self.now, self.now)
        leaf = load_certificate(der)
        issuer = issuer_of(leaf, self.store())
        assert issuer is not None
        status = await source.status(leaf, issuer, self.now)
        return first_fault(with_revocation(checks, status), REVOCATION)

    def revoke(self, serial: int) -> CrlFolder:
        authority = Authority(self.now)
        named = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(self.now).build()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(authority.root(Purpose.AUTH).subject)
            .last_update(self.now)
            .next_update(self.now + timedelta(days=1))
            .add_revoked_certificate(named)
        )
        crl = builder.sign(authority.key(Purpose.AUTH), SHA256())
        (self.folder / "today.crl").write_bytes(crl.public_bytes(Encoding.DER))
        return CrlFolder(self.folder)


def code_of(told: object) -> Code | None:
    code = getattr(told, "code", None)
    assert code is None or isinstance(code, Code)
    return code


async def pulled_out(story: Story) -> Code | None:
    await story.lay("adult", Faults(eject_at=RECOGNISING + 2, eject_moment=Moment.WITHIN))
    return code_of(await story.identity())


async def last_try(story: Story) -> Code | None:
    assert (await story.lay("last_try")).tries.card_face == 1
    await story.lay("adult")
    await story.identity("9999")
    return code_of(await story.identity("9999"))


async def no_signing_certificate(story: Story) -> Code | None:
    await story.lay("child")
    assert story.reader is not None
    return code_of(await story.reader.sign_document(bytes(32), story.typed("KIOSK2026")))


async def too_long(story: Story) -> Code | None:
    kasai = residents(story.now.date())["kasai"]
    long = identity_file(kasai.name, "長" * 600, kasai.birth, kasai.sex)
    assert Code.TOO_LONG in await story.notes(make_card(kasai, Twist(identity=long), story.now))
    longer = bytes.fromhex("FF2082EA60") + bytes(60000)
    return await story.identity_code(make_card(kasai, Twist(identity=longer), story.now))


async def wrong_clock(story: Story) -> Code | None:
    assert first_fault(await story.checks("not_yet_valid")) is Code.NOT_YET_VALID
    for year in (2020, 2099):
        told = first_fault(await story.checks("adult", story.now.replace(year=year)))
        assert told is (Code.NOT_YET_VALID if year == 2020 else Code.EXPIRED)
    return Code.NOT_YET_VALID


async def status_unknown(story: Story) -> Code | None:
    assert await story.revocation("adult", CrlFolder(story.folder / "absent")) is Code.STATUS_UNKNOWN
    return await story.revocation("adult", NoSource())


async def unknown_issuer(story: Story) -> Code | None:
    assert first_fault(await story.checks("jpki_test")) is Code.UNKNOWN_ISSUER
    sign = story.store(Purpose.SIGN)
    assert first_fault(check_certificate(await story.certificate("adult"), sign, story.now, story.now)) is not None
    return first_fault(await story.checks("unknown_ca"))


async def copied(story: Story) -> Code | None:
    from hashlib import sha256

    await story.lay("copied")
    assert story.reader is not None
    outcome = await story.reader.sign_challenge(sha256(b"nonce").digest(), story.typed())
    assert isinstance(outcome, card.ChallengeSigned)
    der = bytes.fromhex(outcome.der)
    proved = proves_possession(der, bytes.fromhex(outcome.signature), b"nonce")
    checks = check_certificate(der, story.store(), story.now, story.now)
    verdict = Verdict.GOOD if proved else Verdict.BAD
    return first_fault(with_verdict(checks, Step.POSSESSION, verdict, Code.COPIED))


async def no_reader(story: Story) -> Code | None:
    """The service is killed between two cards; when it is back, cards are read again."""
    await story.lay("adult")
    await story.bench.eject()
    await story.bench.until(SlotEmpty)
    service = story.bench.service
    await asyncio.to_thread(service.stop, kill=True)
    absent = await story.bench.absent()
    assert not isinstance(await story.identity(), card.IdentityRead)
    await asyncio.to_thread(service.start)
    await story.bench.until(SlotEmpty)
    return absent.code


async def several_cards(story: Story) -> Code | None:
    await story.start(reader="Rehearsal Reader")
    await story.lay("adult")
    second = story.bench.service.slot(1)
    second.insert(FaultyCard(story.cards("child")))
    told = (await story.bench.until(CardPresent)).code
    second.eject()
    await story.bench.until(CardPresent)
    return told


async def swapped(story: Story) -> Code | None:
    parent = await story.lay("kasai")
    await story.lay("minami_a")
    assert story.reader is not None
    return code_of(await story.reader.read_identity(story.typed(), parent.insertion))


async def silent(story: Story) -> Code | None:
    await story.start(apdu_s=1.5)
    await story.lay("adult", Faults(silent_at=RECOGNISING + 1))
    told = code_of(await story.identity())
    await story.bench.eject()
    await story.bench.until(SlotEmpty)
    return told


async def busy(story: Story) -> Code | None:
    await story.bench.started(reader="Rehearsal Reader 00 01")  # wakes the service, touches no card
    virtual = story.cards("adult")
    story.laid.append(virtual)
    holder = await story.bench.hold(virtual)
    story.reader = story.bench.reader()
    await story.reader.start()
    told = (await story.bench.until(CardPresent)).code
    assert code_of(await story.identity()) is Code.BUSY
    assert virtual.verifies == 0
    await holder.communicate(b"")
    assert (await story.bench.until(CardPresent)).code is None
    return told


async def card_expiring(story: Story) -> Code | None:
    present = await story.lay("expiring")
    assert present.code is None
    return next(one for one in cautions(present, story.now.date()) if one is Code.CARD_EXPIRING)


async def not_registered(story: Story) -> Code | None:
    registered = {"of the old certificate"}
    known = tap_key(await story.certificate("renewed"), b"site") in registered
    return evidence.tap((), registered=known, asks=False).code


def laid(profile: str) -> Callable[[Story], Awaitable[Code | None]]:
    """What a card says as soon as it lies there; no PIN ever reaches it."""

    async def story_of(story: Story) -> Code | None:
        present = await story.lay(profile)
        assert not isinstance(await story.identity(), card.IdentityRead)
        assert story.laid[-1].verifies == 0
        return present.code

    return story_of


def read(profile: str, text: str = "1234") -> Callable[[Story], Awaitable[Code | None]]:
    return lambda story: story.identity_code(profile, text)


def noted(profile: str, code: Code) -> Callable[[Story], Awaitable[Code | None]]:
    async def story_of(story: Story) -> Code | None:
        return code if code in await story.notes(profile) else None

    return story_of


async def expired(story: Story) -> Code | None:
    return first_fault(await story.checks("expired"))


async def revoked(story: Story) -> Code | None:
    return await story.revocation("revoked", story.revoke(REVOKED_SERIAL))


STORIES: dict[Code, Callable[[Story], Awaitable[Code | None]]] = {
    Code.PULLED_OUT: pulled_out,
    Code.FELICA: laid("felica"),
    Code.OTHER_CARD: laid("licence"),
    Code.PHONE: laid("phone"),
    Code.MUTE: laid("mute"),
    Code.WRONG_PIN: read("adult", "9999"),
    Code.LAST_TRY: last_try,
    Code.LOCKED: laid("blocked"),
    Code.FACE_ONLY: laid("face"),
    Code.BAD_FORM: read("adult", "12a4"),
    Code.NO_SIGNING_CERTIFICATE: no_signing_certificate,
    Code.TRUNCATED: read("truncated_identity"),
    Code.GARBLED: read("garbled"),
    Code.UNREADABLE_TEXT: noted("control_characters", Code.UNREADABLE_TEXT),
    Code.SUBSTITUTED: noted("gaiji", Code.SUBSTITUTED),
    Code.ODD_BIRTH_DATE: noted("year_only", Code.ODD_BIRTH_DATE),
    Code.TOO_LONG: too_long,
    Code.EXPIRED: expired,
    Code.NOT_YET_VALID: wrong_clock,
    Code.REVOKED: revoked,
    Code.STATUS_UNKNOWN: status_unknown,
    Code.UNKNOWN_ISSUER: unknown_issuer,
    Code.COPIED: copied,
    Code.NO_READER: no_reader,
    Code.SEVERAL_CARDS: several_cards,
    Code.SWAPPED: swapped,
    Code.SILENT: silent,
    Code.BUSY: busy,
    Code.CARD_EXPIRING: card_expiring,
    Code.NOT_REGISTERED: not_registered,
}


def test_every_fault_has_its_story() -> None:
    assert list(STORIES) == list(Code)
    assert len(STORIES) == 30


@pytest.mark.parametrize("code", list(Code), ids=lambda code: f"{code.value}-{code.name.lower()}")
async def test_fault(bench: "Bench", cards: "Cards", now: datetime, tmp_path: Path, code: Code) -> None:
    story = Story(bench, cards, now, tmp_path)
    assert await STORIES[code](story) is code
    told = {resident_sentence(code, locale, left=2) for locale in locales()} | {staff_sentence(code, left=2)}
    assert len(told) == len(locales()) + 1
    good = await story.lay("ni_ni_win")
    assert good.code is None
    assert isinstance(await story.identity("2468"), card.IdentityRead)
    assert sum(one.verifies for one in story.laid) <= story.entries
    assert sum(one.number_selections for one in story.laid) == 0


CODE = "34050620352285"
FLOWS: dict[str, tuple[int, Callable[[CardReader, bytearray], Awaitable[card.Outcome]], str]] = {
    "tries": (5, lambda reader, entry: reader.tries_left(), ""),
    "identity": (2, lambda reader, entry: reader.read_identity(entry), "1234"),
    "identity_by_code": (3, lambda reader, entry: reader.read_identity_by_code(entry), CODE),
    "certificate": (6, lambda reader, entry: reader.read_certificate(), ""),
    "challenge": (8, lambda reader, entry: reader.sign_challenge(bytes(32), entry), "1234"),
    "document": (9, lambda reader, entry: reader.sign_document(bytes(32), entry), "KIOSK2026"),
    "face": (24, lambda reader, entry: reader.read_face(entry), CODE),
}


@pytest.mark.soak
@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("flow", list(FLOWS))
async def test_a_card_pulled_at_each_command_of_each_flow(
    bench: "Bench", cards: "Cards", flow: str, moment: Moment
) -> None:
    count, run, text = FLOWS[flow]
    reader = await bench.started()
    virtual = cards("adult")
    entries = 0
    for at in range(RECOGNISING + 1, RECOGNISING + count + 1):
        present = await bench.present(virtual, Faults(eject_at=at, eject_moment=moment))
        entries += bool(text)
        outcome = await run(reader, bytearray(text.encode()))
        last = at == RECOGNISING + count and moment is Moment.AFTER
        assert isinstance(outcome, card.Fault) is not last, (at, outcome)
        if not last:
            assert isinstance(outcome, card.Removed)
        assert present.code is None
        await bench.until(SlotEmpty)
        assert virtual.verifies <= entries
        assert not [pin for one in virtual.applications for pin in one.pins.values() if pin.opened]
    await bench.present(virtual)
    assert not isinstance(await run(reader, bytearray(text.encode())), card.Fault)
    assert virtual.number_selections == 0
