"""In service or out of it: what is missing is said once, and what was mended comes back without a restart."""

import io
import json
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk import log
from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.service import Service
from kiosk.booth.settings import BoothSettings, HeadquartersSettings
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink.own_identity import OwnIdentity
from kiosk.booth.visit.events import ServiceResumed, ServiceStopped
from tests.booth.conftest import AT, FOLDER
from tests.booth.headquarters_doors import authority_of_today, booth_of


@pytest.fixture(autouse=True)
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


def alarms(written: io.StringIO) -> list[str]:
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line["code"] for line in lines if line["event"] == "alarm"]


class Counter:
    """A service with its three needs on a real disk, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.told: list[ServiceStopped | ServiceResumed] = []
        self.enrolments = 0
        settings = BoothSettings(
            place="家島支所",
            reference_prefix="IE",
            state=self.state,
            procedures=folder / "procedures",
            headquarters=HeadquartersSettings(url="https://localhost:1"),
        )
        self.store = Store(self.state / "booth.sqlite", lambda: AT)
        self.service = Service(
            identity=OwnIdentity(self.state / "identity"),
            procedures=ProceduresToday(settings, lambda: AT),
            store=self.store,
            tell=self.told.append,
            on_enrolled=self._enrolled,
        )

    def _enrolled(self) -> None:
        self.enrolments += 1

    async def open(self) -> None:
        self.service.look()
        await self.service.open()

    def enrol(self) -> None:
        booth_of(authority_of_today(), self.state)

    def lay_down_procedures(self) -> None:
        shutil.copytree(FOLDER, self.folder / "procedures", dirs_exist_ok=True)

    def codes(self) -> list[str]:
        return [one.why if isinstance(one, ServiceStopped) else "" for one in self.told]


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    made = Counter(tmp_path)
    yield made
    await made.store.close()


async def test_a_complete_booth_is_in_service_without_a_word(counter: Counter, written: io.StringIO) -> None:
    counter.enrol()
    counter.lay_down_procedures()
    await counter.open()
    await counter.service.recover()
    assert counter.told == []
    assert counter.enrolments == 1
    assert alarms(written) == []


async def test_what_is_missing_is_told_and_alarmed_once(counter: Counter, written: io.StringIO) -> None:
    await counter.open()
    assert set(counter.codes()) == {"B-01", "B-04"}
    for _ in range(3):
        await counter.service.recover()
    assert sorted(alarms(written)) == ["B-01", "B-04"]


async def test_service_resumes_when_the_last_of_it_was_mended(counter: Counter) -> None:
    await counter.open()
    counter.enrol()
    await counter.service.recover()
    assert counter.enrolments == 1
    assert ServiceResumed() not in counter.told
    counter.lay_down_procedures()
    await counter.service.recover()
    assert counter.told[-1] == ServiceResumed()
    assert counter.enrolments == 1


async def test_a_store_that_cannot_be_written_stops_service_and_comes_back(
    counter: Counter, written: io.StringIO
) -> None:
    counter.enrol()
    counter.lay_down_procedures()
    (counter.state / "booth.sqlite").mkdir()
    await counter.open()
    await counter.service.recover()
    assert set(counter.codes()) == {"B-03"}
    assert alarms(written) == ["B-03"], "not again every half minute"
    (counter.state / "booth.sqlite").rmdir()
    await counter.service.recover()
    assert counter.told[-1] == ServiceResumed()


async def test_a_state_folder_that_cannot_be_made_stops_service(counter: Counter, written: io.StringIO) -> None:
    counter.state.write_text("a file")
    await counter.open()
    assert "B-03" in alarms(written)


async def test_a_damaged_store_is_an_alarm_and_service_goes_on(counter: Counter, written: io.StringIO) -> None:
    counter.enrol()
    counter.lay_down_procedures()
    (counter.state / "booth.sqlite").write_text("rubbish " * 1000)
    await counter.open()
    assert counter.told == []
    assert alarms(written) == ["B-09"]
