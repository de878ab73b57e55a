"""Handing in with the real procedure, real sealing and a real file: what goes in comes out at headquarters only."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import NameOID

from kiosk.applications.application import Application, IdentityEvent, canonical_bytes
from kiosk.applications.attachment import SIGNATURE
from kiosk.applications.glyphs import FontsMissing, Guard
from kiosk.applications.package import Package, open_package
from kiosk.applications.sealing import CannotUnseal, SealingKeyPair, unseal
from kiosk.applications.signature import VerifiedBy, verify_envelope
from kiosk.applications.typesetting import Typesetter
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions import submitter as module
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.submissions.submitter import Counter, Submitter
from kiosk.booth.submissions.waiting import Backlog
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.ports import NotSigned, NotSubmitted, Signer, Submitted
from kiosk.card import card
from kiosk.jpki import cms
from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Method, Outcome
from kiosk.protocol.submissions import unpack
from kiosk.rehearsal.card.virtual_certificates import made_key
from tests.booth.conftest import Authority
from tests.booth.transcripts import SELF_ANSWERS, START, Story
from tests.pictures.bomb import bomb

COUNTER = Counter(place="家島支所", reference_prefix="IE", rehearsal=False, least_free_bytes=1)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Typesetter().mincho


class Ends:
    """Handing in, and headquarters' end of it."""

    def __init__(self, device: Device, store: Store, guard: Guard, pair: SealingKeyPair, now: Callable[[], datetime]):
        self.device, self.store, self.pair, self.now = device, store, pair, now
        self.guard = guard
        self.counter = COUNTER
        self.outbox = Outbox(store, now)

    async def hand_in(self, command: do.HandIn, signer: Signer | None = None) -> Submitted | NotSubmitted | NotSigned:
        return await Submitter(
            lambda: self.device, self.store, self.outbox, self.counter, lambda: self.guard, self.now
        ).submit(command, signer)

    async def opened(self) -> tuple[Application, dict[str, bytes]]:
        """What headquarters finds in the oldest of the outbox."""
        package = await self.package()
        return package.application, {one.name: one.content for one in package.attachments}

    async def package(self) -> Package:
        waiting = await self.outbox.oldest()
        assert waiting
        envelope = unpack(waiting.envelope)
        plain = unseal(envelope.sealed, envelope.header, [self.pair])
        assert not isinstance(plain, CannotUnseal)
        return open_package(plain)


@pytest.fixture
def ends(device: Device, store: Store, guard: Guard, sealing_pair: SealingKeyPair, now: Callable[[], datetime]) -> Ends:
    return Ends(device, store, guard, sealing_pair, now)


@pytest.fixture
def command(at_review: Story, signature_png: bytes) -> do.HandIn:
    """What the visit wants handed in: identity by card, all questions answered, signed by finger."""
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(signature_png), ev.ForwardPressed())
    (wanted,) = [command for command in at_review.commands if isinstance(command, do.HandIn)]
    return wanted


async def test_headquarters_reads_exactly_what_was_written(
    ends: Ends, command: do.HandIn, kasai: Identity, signature_png: bytes
) -> None:
    handed = await ends.hand_in(command)
    assert isinstance(handed, Submitted)
    application, attachments = await ends.opened()
    values = {answer.field: answer.value for answer in application.answers}
    asked = {field: value for field, value in SELF_ANSWERS.items() if command.form.procedure.field(field)}
    assert {field: values[field] for field in asked} == asked
    assert kasai.name in values.values(), "with every variation selector, not normalised"
    assert kasai.address in values.values()
    assert attachments == {SIGNATURE: signature_png}
    assert (application.reference, application.submission_id) == (handed.reference, handed.submission_id)
    assert application.form.sha256 == command.form.procedure.sha256
    assert (application.place, application.addressee, application.booth_id) == (
        "家島支所", "姫路市長", "himeji-ieshima-1",
    )  # fmt: skip
    assert not application.rehearsal


async def test_every_answer_keeps_its_source(ends: Ends, command: do.HandIn, kasai: Identity) -> None:
    await ends.hand_in(command)
    application, _ = await ends.opened()
    sources = {answer.field: answer.source for answer in application.answers}
    by_value = {str(answer.value): answer.source for answer in application.answers}
    assert by_value[kasai.name] is Source.CARD
    assert sources["purpose"] is Source.RESIDENT


async def test_identity_by_card_is_said_and_declared_identity_too(ends: Ends, command: do.HandIn) -> None:
    await ends.hand_in(command)
    application, _ = await ends.opened()
    assert [(one.level, one.method) for one in application.identity_events] == [("A3", "card_pin")]
    assert application.identity_events == command.seen
    other = Submitter(lambda: ends.device, ends.store, ends.outbox, COUNTER, lambda: ends.guard, ends.now)
    declared = IdentityEvent(level="A1", method=Method.DECLARED, at=ends.now(), outcome=Outcome.NOT_CONFIRMED)
    unknown = replace(command, seen=(declared,), signature=None)
    without = other.application(unknown, ends.device, new_id(), "IE-0000-000", [])
    assert without.identity_events == (declared,)


async def test_who_cannot_sign_hands_in_without_a_picture(ends: Ends, command: do.HandIn) -> None:
    assert isinstance(await ends.hand_in(replace(command, signature=None)), Submitted)
    application, attachments = await ends.opened()
    assert application.signature.kind == "none"
    assert attachments == {}


async def test_the_envelope_is_signed_by_this_booth(ends: Ends, command: do.HandIn, authority: Authority) -> None:
    await ends.hand_in(command)
    waiting = await ends.outbox.oldest()
    assert waiting
    envelope = unpack(waiting.envelope)
    assert isinstance(verify_envelope(envelope, authority.pem.encode(), ends.now()), VerifiedBy)
    assert envelope.header.booth_id == "himeji-ieshima-1"


async def test_what_belongs_to_an_earlier_one_of_the_visit_names_it_for_headquarters(
    ends: Ends, command: do.HandIn
) -> None:
    await ends.hand_in(replace(command, of_visit="IE-4731-08K"))
    waiting = await ends.outbox.oldest()
    assert waiting
    header = unpack(waiting.envelope).header
    assert (header.of_visit, header.protocol_minor) == ("IE-4731-08K", 3)
    assert header.reference != "IE-4731-08K"


async def test_nothing_personal_can_be_read_at_the_booth(ends: Ends, command: do.HandIn, kasai: Identity) -> None:
    await ends.hand_in(command)
    await ends.store.close()
    secrets = ["葛\U000e0102西", "葛西", "カサイ", "安田四丁目", "19590506", "079-221-0000", "pension", "年金"]
    assert all(secret in f"{kasai.name}{kasai.address}葛西カサイ19590506079-221-0000pension年金" for secret in secrets)
    found = [path for path in ends.store.path.parent.rglob("*") if path.is_file()]
    assert ends.store.path in found
    for path in found:
        content = path.read_bytes()
        for secret in secrets:
            for encoding in ("utf-8", "utf-16-le", "shift_jis"):
                assert secret.encode(encoding, "ignore") not in content or not secret.encode(encoding, "ignore"), (
                    path, secret
                )  # fmt: skip


async def test_each_application_has_its_own_number(ends: Ends, command: do.HandIn) -> None:
    handed = [await ends.hand_in(command) for _ in range(5)]
    assert all(isinstance(one, Submitted) for one in handed)
    assert len({one.reference for one in handed if isinstance(one, Submitted)}) == 5
    assert len({one.submission_id for one in handed if isinstance(one, Submitted)}) == 5


async def test_a_sealing_key_nobody_vouches_for_is_not_sealed_to(ends: Ends, command: do.HandIn) -> None:
    own = SealingKeyPair.generate("k1")
    (key,) = ends.device.enrolled.sealing_keys
    tampered = key.model_copy(update={"public_key": base64.b64encode(own.public_raw()).decode()})
    ends.device = replace(ends.device, enrolled=ends.device.enrolled.model_copy(update={"sealing_keys": (tampered,)}))
    assert await ends.hand_in(command) == NotSubmitted(Trouble.BAD_SEALING_KEY)
    assert await ends.outbox.backlog() == Backlog(0, 0, 0)


async def test_no_sealing_key_at_all_is_the_same_trouble(ends: Ends, command: do.HandIn) -> None:
    ends.device = replace(ends.device, enrolled=ends.device.enrolled.model_copy(update={"sealing_keys": ()}))
    assert await ends.hand_in(command) == NotSubmitted(Trouble.BAD_SEALING_KEY)


async def test_too_little_room_on_the_disk_takes_no_application(ends: Ends, command: do.HandIn) -> None:
    ends.counter = replace(COUNTER, least_free_bytes=2**62)
    assert await ends.hand_in(command) == NotSubmitted(Trouble.DISK_FULL)
    assert await ends.outbox.backlog() == Backlog(0, 0, 0)


async def test_a_disk_that_fills_up_meanwhile_takes_no_application(ends: Ends, command: do.HandIn) -> None:
    ends.outbox = Outbox(ends.store, ends.now, most_bytes=10)
    assert await ends.hand_in(command) == NotSubmitted(Trouble.DISK_FULL)


async def test_a_store_that_cannot_be_written_takes_no_application(ends: Ends, command: do.HandIn) -> None:
    await ends.store.run(lambda session: session.connection().exec_driver_sql("PRAGMA query_only=1").close())
    assert await ends.hand_in(command) == NotSubmitted(Trouble.STORE_BROKEN)


async def test_a_disk_that_is_gone_takes_no_application(ends: Ends, command: do.HandIn) -> None:
    ends.store.path = Path("/nonexistent/booth.sqlite")
    assert await ends.hand_in(command) == NotSubmitted(Trouble.STORE_BROKEN)


async def test_an_application_too_large_for_the_line_is_not_taken(
    ends: Ends, command: do.HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_SUBMISSION_BYTES", 1000)
    assert await ends.hand_in(command) == NotSubmitted(Trouble.TOO_LARGE)
    assert await ends.outbox.backlog() == Backlog(0, 0, 0)


async def test_a_rehearsal_is_marked_in_what_is_sealed(ends: Ends, command: do.HandIn) -> None:
    ends.counter = replace(COUNTER, rehearsal=True)
    await ends.hand_in(command)
    assert (await ends.opened())[0].rehearsal


async def test_without_fonts_names_are_marked_for_staff_to_look_at(ends: Ends, command: do.HandIn) -> None:
    def missing(_text: str) -> None:
        raise FontsMissing("none")

    ends.guard = SimpleNamespace(write=missing)  # type: ignore[assignment] # a machine that lost its fonts
    assert isinstance(await ends.hand_in(command), Submitted)
    application, _ = await ends.opened()
    assert application.glyph_uncertain
    assert set(application.glyph_uncertain) == {answer.field for answer in application.answers if answer.is_name}


# -- signing by card --------------------------------------------------------------------------------------------------


class SigningCard:
    """A key and a certificate as a card has them; signs a digest as the card does."""

    def __init__(self, outcome: card.DocumentOutcome | None = None, *, other_key: bool = False) -> None:
        self.digests: list[bytes] = []
        self.done: list[str] = []
        self._outcome = outcome
        self._signs_with = "another" if other_key else "its own"

    @property
    def der(self) -> bytes:
        key, name = made_key("its own"), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "invented")])
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        builder = builder.serial_number(7).not_valid_before(START).not_valid_after(START + timedelta(days=1))
        return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    async def sign(self, digest: bytes) -> card.DocumentOutcome:
        self.digests.append(digest)
        if self._outcome is not None:
            return self._outcome
        signature = made_key(self._signs_with).sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return card.DocumentSigned(der=self.der.hex(), signature=signature.hex())

    @property
    def signer(self) -> Signer:
        return Signer(self.sign, lambda: self.done.append("done"))


@pytest.fixture
def signed_command(command: do.HandIn) -> do.HandIn:
    return replace(command, signature=None, by_card=True)


async def test_the_card_signs_exactly_what_headquarters_reads(ends: Ends, signed_command: do.HandIn) -> None:
    lying = SigningCard()
    assert isinstance(await ends.hand_in(signed_command, lying.signer), Submitted)
    package = await ends.package()
    assert package.application.signature.kind == "card"
    verified = cms.verify(package.card_signature, canonical_bytes(package.application))
    assert isinstance(verified, cms.Verified)
    assert verified.der == lying.der
    assert len(lying.digests) == 1
    assert lying.done == ["done"]


@pytest.mark.parametrize("fault", [card.WrongPin(left=4), card.Locked(), card.Removed(), card.Swapped()])
async def test_without_a_signature_nothing_is_stored(ends: Ends, signed_command: do.HandIn, fault: card.Fault) -> None:
    lying = SigningCard(fault)
    assert await ends.hand_in(signed_command, lying.signer) == NotSigned(fault)
    assert await ends.outbox.backlog() == Backlog(0, 0, 0)
    assert lying.done == []


@pytest.mark.parametrize(
    "lying",
    [SigningCard(other_key=True), SigningCard(card.DocumentSigned(der="3000", signature="00"))],
    ids=["copied", "unreadable"],
)
async def test_a_signature_that_does_not_fit_its_certificate_is_not_handed_in(
    ends: Ends, signed_command: do.HandIn, lying: SigningCard
) -> None:
    assert await ends.hand_in(signed_command, lying.signer) == NotSigned(card.Damaged(code=Code.COPIED))
    assert await ends.outbox.backlog() == Backlog(0, 0, 0)


async def test_nobody_signs_what_could_not_be_sealed(ends: Ends, signed_command: do.HandIn) -> None:
    ends.device = replace(ends.device, enrolled=ends.device.enrolled.model_copy(update={"sealing_keys": ()}))
    lying = SigningCard()
    assert await ends.hand_in(signed_command, lying.signer) == NotSubmitted(Trouble.BAD_SEALING_KEY)
    assert lying.digests == []


@pytest.mark.parametrize("content", [bomb(), b"no picture"], ids=["bomb", "no_picture"])
async def test_a_signature_nobody_could_show_is_not_taken_in(ends: Ends, command: do.HandIn, content: bytes) -> None:
    assert await ends.hand_in(replace(command, signature=content)) == NotSubmitted(Trouble.PICTURE_REFUSED)
