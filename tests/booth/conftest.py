"""Shared fixtures: the real juminhyo, an invented resident, an enrolled device made at test time."""

import base64
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.applications.sealing import SealingKeyPair, SuiteId, sign_sealing_key
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.enrolment import Enrolled
from tests.booth.signed_procedure import signed_procedure
from tests.booth.transcripts import SELF_ANSWERS, Story
from tests.town import TOWN, read_once

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
FOLDER = TOWN
SIGNATURE_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""The smallest honest PNG: one black pixel."""


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def now() -> Callable[[], datetime]:
    return lambda: AT


@pytest.fixture
async def store(tmp_path: Path, now: Callable[[], datetime]) -> AsyncIterator[Store]:
    """The booth's store with a real file, open, by the clock `now`."""
    found = Store(tmp_path / "state" / "booth.sqlite", now)
    await found.open()
    yield found
    await found.close()


@pytest.fixture(scope="session")
def juminhyo() -> Procedure:
    found = read_once().procedure("juminhyo")
    assert found is not None
    return found


@pytest.fixture
def rules(juminhyo: Procedure) -> Rules:
    return Rules(procedures={"juminhyo": juminhyo})


@pytest.fixture(scope="session")
def sealed_wish() -> Procedure:
    """A procedure that asks for a signature by card."""
    return signed_procedure()


@pytest.fixture
def signed_rules(rules: Rules, sealed_wish: Procedure) -> Rules:
    return replace(rules, procedures={**rules.procedures, "sealed_wish": sealed_wish})


@pytest.fixture
def kasai() -> Identity:
    return Identity(
        name="葛\U000e0102西　辻\U000e0102子",
        address="兵庫県姫路市安田四丁目1番地　山田マンション第2棟305号",
        birth_date=BirthDate("19590506", 1959, 5, 6),
        sex=Sex.FEMALE,
    )


class Authority:
    """A throw-away authority of headquarters; real doors need one of today."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(at - timedelta(days=1))
            .not_valid_after(at + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def issue(self, name: str, key: ec.EllipticCurvePublicKey, *, server: bool = False, days: int = 90) -> str:
        usage = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        names: list[x509.GeneralName] = [x509.DNSName(name)]
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.certificate.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at - timedelta(days=1))
            .not_valid_after(self.at + timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .sign(self.key, hashes.SHA256())
            .public_bytes(serialization.Encoding.PEM)
            .decode()
        )


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def sealing_pair() -> SealingKeyPair:
    return SealingKeyPair.generate("k1", SuiteId.XWING)


@pytest.fixture
def device(tmp_path: Path, authority: Authority, sealing_pair: SealingKeyPair) -> Device:
    key = ec.generate_private_key(ec.SECP256R1())
    enrolled = Enrolled(
        booth_id="himeji-ieshima-1",
        place="家島支所",
        municipality="姫路市",
        certificate=authority.issue("himeji-ieshima-1", key.public_key()),
        authority=authority.pem,
        sealing_keys=(sign_sealing_key(sealing_pair, authority.key),),
        booth_url="https://127.0.0.1:1",
        expires_at=AT + timedelta(days=90),
    )
    return devices.keep(tmp_path / "identity", key, enrolled)


@pytest.fixture
def signature_png() -> bytes:
    return SIGNATURE_PNG


@pytest.fixture
def today() -> date:
    return date(2026, 11, 21)


@pytest.fixture
def story(rules: Rules) -> Story:
    return Story(rules).after_seconds(1)


@pytest.fixture
def at_card(story: Story) -> Story:
    return story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())


@pytest.fixture
def at_review(at_card: Story, kasai: Identity) -> Story:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai))
    return at_card.answer_everything(SELF_ANSWERS)
