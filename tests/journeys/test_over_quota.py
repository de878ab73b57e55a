"""A booth that hands in more than a day's quota: the rest waits at the booth and arrives the next day, each once."""

from pathlib import Path

from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.courier import Courier
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.submissions.waiting import OutboxState
from kiosk.booth.uplink.device_identity import Device, keep
from kiosk.headquarters.cases.views import CaseFilter, CaseLine, CasePage
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.web.booth_app import enrolled
from kiosk.protocol.submissions import unpack
from tests.headquarters.headquarters_world import PLACE, FakeBooth, World, running
from tests.until import until


def device_of(world: World, booth: FakeBooth, folder: Path) -> Device:
    ends = world.clock() + world.headquarters.settings.certificate_life
    told = enrolled(world.headquarters.booth_door, KnownBooth(booth.booth_id, PLACE), booth.certificate, ends)
    return keep(folder, booth.key, told)


async def until_counted(store: Store, received: int, postponed: int) -> None:
    async def stands() -> bool:
        lines = read_lines(store.path)
        states = [line.state for line in lines]
        refused = sum(line.last_code == "http_429" and line.state is OutboxState.PENDING for line in lines)
        return (states.count(OutboxState.RECEIVED), refused) == (received, postponed)

    await until(stands)


async def test_what_is_over_the_quota_arrives_the_next_day_and_once(tmp_path: Path) -> None:
    async with running(tmp_path, quota=DailyQuota(submissions=2)) as world:
        booth = await world.booth()
        device = device_of(world, booth, tmp_path / "identity")
        store = Store(tmp_path / "booth.sqlite", world.clock)
        await store.open()
        outbox = Outbox(store, world.clock)
        for number in range(3):
            key, body = booth.submission()
            await outbox.put(key, f"IE-{number:04d}-000", unpack(body).header.sha256, body)
        courier = Courier(
            outbox,
            device=lambda: device,
            clock=lambda: world.clock().timestamp(),
            on_received=lambda _reference, _number: None,
            on_alarm=lambda _trouble: None,
        )
        await courier.start()
        await until_counted(store, received=2, postponed=1)
        world.clock.push(days=1)
        courier.wake()
        await until_counted(store, received=3, postponed=0)
        await courier.stop()
        await store.close()
        await world.headquarters.intake.filed()
        page = await world.headquarters.desk.cases((await world.staff()).staff, CaseFilter())
        assert isinstance(page, CasePage)
        assert [line.signature.value for line in page.lines if isinstance(line, CaseLine)] == ["good"] * 3
