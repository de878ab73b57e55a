"""A clerk publishes beside a running headquarters: it works by that at once, and its booths are told and given it."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kiosk.authoring.publishing import Released, release
from kiosk.headquarters import following
from kiosk.headquarters.publishing import in_force
from kiosk.headquarters.staff.views import Role
from kiosk.procedures.bundles.laying import laid_down
from kiosk.procedures.bundles.signed import believed
from kiosk.protocol.bundles import MEDIA_TYPE
from kiosk.protocol.presence import BoothHealth, Heartbeat, ProceduresPublished
from tests.booth.bundles import FORM
from tests.headquarters.headquarters_world import FakeBooth, SignedIn, running
from tests.town import TOWN
from tests.until import until


async def given(booth: FakeBooth, after: int) -> tuple[int, bytes, str]:
    async with booth.http.get(f"{booth.url}/procedures?after={after}") as answer:
        return answer.status, await answer.read(), answer.content_type


async def test_what_is_published_reaches_staff_and_booths_without_a_restart(tmp_path: Path) -> None:
    town = shutil.copytree(TOWN, tmp_path / "town")
    form = (town / FORM).read_text("utf-8")
    (town / FORM).write_text(form.replace("headquarters_days: 365", "headquarters_days: 400"), encoding="utf-8")
    async with running(tmp_path, procedures=TOWN) as world:
        booth, headquarters = await world.booth(), world.headquarters
        assert (await given(booth, 0))[:2] == (204, b"")
        wire = await booth.arrive()
        done = await release(town, headquarters.folder, headquarters.settings, world.clock())
        assert isinstance(done, Released)
        await headquarters.sockets.published.look()
        assert (await wire.until(ProceduresPublished)).number == done.number == 1
        await until(lambda: headquarters.retention.days_by_procedure == {"juminhyo": 400})
        status, body, kind = await given(booth, 0)
        assert (status, kind) == (200, MEDIA_TYPE)
        assert believed(body, headquarters.authority.pem).contents[FORM] == (town / FORM).read_text("utf-8")
        assert (await given(booth, 1))[0] == 204
        again = await booth.arrive()
        assert (await again.until(ProceduresPublished)).number == 1, "who comes later is told, too"
        why = "juminhyo.v3.form.yml 5行目：「live」は使えません"
        refused: Any = {
            "procedures_refused": 1,
            "procedures_refused_code": "file_broken",
            "procedures_refused_why": why,
        }
        await again.send(Heartbeat(health=BoothHealth(software="0.1.0", **refused)))
        boss = await world.staff(role=Role.ADMIN)
        page = await until_shown(boss, why)
        assert "公開中の手続き：第1版" in page
        assert "古い" in page


async def until_shown(boss: SignedIn, words: str) -> str:
    seen = ""

    async def shown() -> bool:
        nonlocal seen
        async with boss.http.get(f"{boss.url}/fleet") as answer:
            seen = await answer.text()
        return words in seen

    await until(shown)
    return seen


async def test_a_bundle_that_the_disk_did_not_take_is_in_force_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = shutil.copytree(TOWN, tmp_path / "town")
    form = (town / FORM).read_text("utf-8")
    (town / FORM).write_text(form.replace("headquarters_days: 365", "headquarters_days: 400"), encoding="utf-8")
    full = [True, True]

    def laid(*said: Any, real: Any = laid_down) -> Any:
        if full:
            full.pop()
            raise OSError(28, "No space left on device")
        return real(*said)

    monkeypatch.setattr(in_force, "laid_down", laid)
    monkeypatch.setattr(following, "AGAIN_S", 0.01)
    async with running(tmp_path, procedures=TOWN) as world:
        headquarters = world.headquarters
        await release(town, headquarters.folder, headquarters.settings, world.clock())
        await headquarters.sockets.published.look()
        await until(lambda: headquarters.retention.days_by_procedure == {"juminhyo": 400})
        assert not full
