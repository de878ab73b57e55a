"""One round: what waits is counted, what was mended comes back, and a broken store stops none of it."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.booth import rounds
from kiosk.booth.app import Booth
from kiosk.booth.front import Front
from kiosk.booth.program import load_settings
from kiosk.booth.settings import BoothSettings
from kiosk.booth.trouble import Trouble
from kiosk.booth.visit.stages import OutOfService, Welcoming
from tests.booth.conftest import FOLDER
from tests.booth.headquarters_doors import at, authority_of_today, booth_of, door
from tests.booth.uplink.test_own_identity import renewing


@pytest.fixture
def settings(tmp_path: Path) -> BoothSettings:
    path = tmp_path / "booth.toml"
    path.write_text(
        'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "procedures"\n'
        '[headquarters]\nurl = "https://localhost:1"\n[media]\ncamera = "none"\nmicrophone = "none"\n'
        'speaker = "none"\n[printer]\nkind = "folder"\nfolder = "papers"\n'
    )
    shutil.copytree(FOLDER, tmp_path / "procedures")
    return load_settings(path)


async def test_a_round_counts_what_waits_and_asks_the_printer(settings: BoothSettings) -> None:
    booth_of(authority_of_today(), settings.state)
    booth = Booth(Front(settings))
    booth.front.look()
    await booth.service.open()
    await booth.outbox.put("s1", "IE-0001-000", "0" * 64, b"sealed")
    await booth.rounds.one()
    assert booth.health.now().outbox_waiting == 1
    assert booth.health.now().printer
    await booth.visit.stop()
    await booth.store.close()


async def test_a_certificate_that_ran_out_is_told_once_and_renewed_though_no_link_can_be_had(
    settings: BoothSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, alarms, asked = authority_of_today(), list[Trouble](), list[str]()
    monkeypatch.setattr(rounds, "alarm", alarms.append)
    over = authority.at + timedelta(days=91)
    device = booth_of(authority, settings.state)
    booth = Booth(Front(settings, lambda: over))
    booth.front.look()
    await booth.service.open()
    await booth.rounds.one()
    await booth.rounds.one()
    assert alarms == [Trouble.CERTIFICATE_OVER]
    async with door(authority, settings.state, renewing(authority, asked)) as url:
        booth.own.device = at(device, url)
        await booth.rounds.one()
    assert len(asked) == 1
    assert booth.own.in_force().enrolled.certificate != device.enrolled.certificate
    await booth.visit.stop()
    await booth.store.close()


async def test_a_round_brings_back_what_was_mended_though_the_store_is_broken_meanwhile(
    settings: BoothSettings,
) -> None:
    (settings.state / "booth.sqlite").mkdir(parents=True)
    booth = Booth(Front(settings))
    booth.front.look()
    await booth.service.open()
    assert isinstance(booth.visit.visit.stage, OutOfService)
    booth_of(authority_of_today(), settings.state)
    await booth.rounds.one()
    assert isinstance(booth.visit.visit.stage, OutOfService)
    assert booth.own.device is not None
    (settings.state / "booth.sqlite").rmdir()
    await booth.rounds.one()
    assert booth.visit.visit.stage == Welcoming()
    await booth.visit.stop()
    await booth.store.close()
