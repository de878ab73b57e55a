"""Trust: roots are read from a folder, and seen when they change; nobody is taken for good who was not asked about."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.headquarters.app import CONFIG, open_headquarters
from kiosk.headquarters.identity.trust import Trust
from kiosk.headquarters.settings import Cards, Revocation
from kiosk.jpki.certificates import Mode, Purpose, Step, first_fault
from kiosk.jpki.roots import TrustError
from kiosk.protocol.faults import Code
from kiosk.rehearsal.card.roots import lay_down_roots
from kiosk.rehearsal.card.virtual_certificates import Authority
from tests.headquarters.card_world import auth_card, rehearsing, sign_certificate, today
from tests.headquarters.headquarters_world import Clock, settings

REVOCATION = frozenset({Step.REVOCATION})


def test_the_program_comes_without_roots(world: object) -> None:
    del world  # headquarters opens with it
    trust = Trust(CONFIG / "trust", Cards())
    assert all(trust.store(purpose).roots == () for purpose in Purpose)
    assert "auth/" in (CONFIG / "trust" / "README.md").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(TrustError, match="no such folder"):
        open_headquarters(tmp_path, settings(cards=Cards(trust=tmp_path / "nowhere")), clock)


def test_a_root_in_the_wrong_folder_stops_the_start_by_name(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "auth").mkdir()
    root = Authority(today(), "JPKI").root(Purpose.SIGN).public_bytes(Encoding.PEM)
    (tmp_path / "auth" / "mixed_up.cer").write_bytes(root)
    with pytest.raises(TrustError, match=r"mixed_up\.cer"):
        open_headquarters(tmp_path / "hq", settings(cards=Cards(trust=tmp_path)), clock)


def test_an_installation_without_the_folder_trusts_nobody_and_starts(tmp_path: Path) -> None:
    trust = Trust(tmp_path / "trust", Cards())
    assert first_fault(trust.check(auth_card().der, Purpose.AUTH, today())) is Code.UNKNOWN_ISSUER


@pytest.mark.parametrize(("mode", "marked"), [(Mode.PRODUCTION, False), (Mode.TEST, True), (Mode.REHEARSAL, True)])
def test_a_mode_for_trials_is_marked_in_the_log(
    tmp_path: Path, mode: Mode, marked: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    Trust(tmp_path, Cards(mode=mode))
    assert ("cards_are_not_real" in capsys.readouterr().err) is marked


def test_rehearsal_roots_stop_a_production_start(tmp_path: Path) -> None:
    lay_down_roots(tmp_path, today())
    with pytest.raises(TrustError, match="JPKI-EMU"):
        Trust(tmp_path, Cards())


def test_new_and_removed_roots_are_seen_while_it_runs(tmp_path: Path) -> None:
    trust = Trust(tmp_path, Cards(mode=Mode.REHEARSAL))
    der = auth_card().der
    assert first_fault(trust.check(der, Purpose.AUTH, today())) is Code.UNKNOWN_ISSUER
    lay_down_roots(tmp_path, today())
    assert first_fault(trust.check(der, Purpose.AUTH, today())) is None
    (tmp_path / "auth" / "rehearsal.pem").unlink()
    assert first_fault(trust.check(der, Purpose.AUTH, today())) is Code.UNKNOWN_ISSUER


def test_a_file_that_cannot_be_used_changes_nothing_while_it_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = Trust(tmp_path, rehearsing(tmp_path))
    (tmp_path / "auth" / "broken.cer").write_bytes(b"half of a certifi")
    for _ in range(2):
        assert first_fault(trust.check(auth_card().der, Purpose.AUTH, today())) is None
    assert capsys.readouterr().err.count("roots_not_read") == 1


def test_the_two_purposes_are_never_mixed(tmp_path: Path) -> None:
    trust = Trust(tmp_path, rehearsing(tmp_path))
    assert first_fault(trust.check(sign_certificate(), Purpose.AUTH, today())) is Code.UNKNOWN_ISSUER
    assert first_fault(trust.check(auth_card().der, Purpose.SIGN, today())) is Code.UNKNOWN_ISSUER


async def test_nobody_is_asked_without_a_source_and_that_is_not_good(tmp_path: Path) -> None:
    trust = Trust(tmp_path, rehearsing(tmp_path, "none"))
    der = auth_card().der
    checks = await trust.asked(der, Purpose.AUTH, trust.check(der, Purpose.AUTH, today()), today())
    assert trust.asks is False
    assert first_fault(checks, REVOCATION) is not None
    assert first_fault(checks) is None


async def test_a_silent_responder_cannot_tell(tmp_path: Path, unused_tcp_port: int) -> None:
    lay_down_roots(tmp_path, today())
    revocation = Revocation(source="ocsp", url=f"http://127.0.0.1:{unused_tcp_port}/", deadline_s=0.5)
    trust = Trust(tmp_path, Cards(mode=Mode.REHEARSAL, trust=tmp_path, revocation=revocation))
    der = auth_card().der
    checks = await trust.asked(der, Purpose.AUTH, trust.check(der, Purpose.AUTH, today()), today())
    step = next(one for one in checks if one.step is Step.REVOCATION)
    assert (step.verdict, step.code) == ("not_checked", Code.STATUS_UNKNOWN)


async def test_nobody_is_asked_about_a_certificate_that_is_refused(tmp_path: Path) -> None:
    trust = Trust(tmp_path, rehearsing(tmp_path))
    for der in (auth_card(generation="9").der, b"nonsense"):
        checks = trust.check(der, Purpose.AUTH, today())
        assert await trust.asked(der, Purpose.AUTH, checks, today()) == checks


@pytest.mark.parametrize("given", [{"source": "crl"}, {"source": "ocsp"}, {"source": "ocsp", "url": "ftp://x"}])
def test_a_source_needs_what_it_asks(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"needs|pattern"):
        Revocation.model_validate(given)
