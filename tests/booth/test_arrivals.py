"""Visit and shelter together: a family comes in without a card and without signing, and is in the register then."""

from pathlib import Path

import pytest

from kiosk.booth.app import Booth
from kiosk.booth.front import Front
from kiosk.booth.settings import BoothSettings
from kiosk.booth.shelter import events as sh
from kiosk.booth.shelter import kept as module
from kiosk.booth.shelter.desk import Phase
from kiosk.booth.shelter.kept import prepared
from kiosk.booth.shelter.lock import lock
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, HandedIn, Reviewing
from tests.town import DELIVERED
from tests.until import until

CODE = "0123456789"


async def test_a_family_comes_in_within_a_few_touches(
    tmp_path: Path, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "lock", lambda content, code: lock(content, code, 2**4))
    settings = BoothSettings.model_validate({
        "place": "家島支所", "reference_prefix": "IE", "state": tmp_path, "procedures": DELIVERED,
        "headquarters": {"url": "https://localhost:1"}, "printer": {"folder": tmp_path / "printed"},
        "outbox": {"least_free_megabytes": 1},
    })  # fmt: skip
    booth = Booth(Front(settings))
    booth.front.look()
    await booth.service.open()
    await booth.arrivals.shelter._edges.file.end(prepared("家島小学校", CODE.encode(), device))
    await booth.shelter.start()
    try:
        assert "hinan" not in booth.procedures.rules().procedures
        booth.shelter.post(sh.HostCame())
        for digit in CODE:
            booth.arrivals.code.press(int(digit))
        booth.shelter.post(sh.CodeEntered())
        await until(lambda: booth.shelter.desk.phase is Phase.OPEN and not booth.shelter.desk.locked)
        booth.shelter.post(sh.BackPressed())
        assert "hinan" in booth.procedures.rules().procedures
        booth.shelter.post(sh.EnterChosen())
        assert isinstance(booth.visit.visit.stage, Answering)  # no card is asked for
        booth.visit.post(ev.AnswerGiven("aged", 1))
        for _ in range(4):
            booth.visit.post(ev.ForwardPressed())
        booth.visit.post(ev.AnswerGiven("told", "silent"))
        for _ in range(2):
            booth.visit.post(ev.ForwardPressed())
        assert isinstance(booth.visit.visit.stage, Reviewing)
        booth.visit.post(ev.ForwardPressed())
        await until(lambda: isinstance(booth.visit.visit.stage, HandedIn))
        register = booth.shelter.desk.register
        assert register is not None
        assert [one.family.bands.aged for one in register.households] == [1]
        await until(lambda: booth.health.now().shelter is not None and booth.health.now().shelter.bands.aged == 1)  # type: ignore[union-attr]
        assert not booth.arrivals.free
    finally:
        await booth.shelter.stop()
        await booth.visit.stop()
        await booth.store.close()
