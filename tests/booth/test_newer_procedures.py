"""Newer procedures reach residents between two visits, whole or not at all, whatever goes wrong on the way."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from kiosk.booth.newer_procedures import NewerProcedures
from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.settings import BoothSettings, HeadquartersSettings
from kiosk.booth.storage.kept_bundle import BundleState
from kiosk.booth.uplink.device_identity import Device
from tests.booth.bundles import FORM, MADE, bundle, files, renamed
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import at, authority_of_today, booth_of, door
from tests.town import TOWN

OLD, NEW = "住民票の写し", "住民票（新しい版）"


class Counter:
    """A booth's procedures, the door they come through, and whether somebody is there."""

    def __init__(self, folder: Path) -> None:
        self.authority = authority_of_today()
        self.folder = folder
        self.settings = BoothSettings(
            place="家島支所",
            reference_prefix="IE",
            state=folder / "state",
            procedures=TOWN,
            headquarters=HeadquartersSettings(url="https://localhost:1"),
        )
        self.device: Device | None = booth_of(self.authority, folder)
        self.in_use = False
        self.offered = b""
        self.asked: list[int] = []
        self.now = MADE
        self.begin()

    def begin(self) -> None:
        """The program starts."""
        self.today = ProceduresToday(self.settings, lambda: self.now, lambda: self.authority.pem)
        self.today.read_again()
        self.newer = NewerProcedures(self.today, lambda: self.device, lambda: self.in_use)

    async def publish(self, data: bytes, number: int, rounds: int = 1) -> BundleState:
        """Headquarters offers `data` under a number, and the booth makes its rounds."""
        assert self.device is not None
        self.offered = data
        self.newer.told(number)
        async with door(self.authority, self.folder, {"GET /procedures": self._give}) as url:
            self.device = at(self.device, url)
            for _ in range(rounds):
                await self.newer.take()
        return self.newer.state

    async def _give(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(int(request.query["after"]))
        return web.Response(body=self.offered) if self.offered else web.Response(status=204)

    @property
    def title(self) -> str:
        return self.today.rules().procedures["juminhyo"].title.in_("ja")


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


async def test_a_newer_bundle_is_in_force_at_once_where_nobody_is_and_after_a_restart(counter: Counter) -> None:
    assert (counter.title, counter.newer.state) == (OLD, BundleState())
    assert await counter.publish(bundle(7, counter.authority, renamed(NEW)), 7, rounds=2) == BundleState(7)
    assert (counter.title, counter.asked) == (NEW, [0])
    counter.begin()
    assert (counter.title, counter.newer.state) == (NEW, BundleState(7))
    await counter.publish(bundle(7, counter.authority), 7)
    assert counter.asked == [0], "what is there is not fetched again"


async def test_a_visit_ends_with_the_words_it_began_with(counter: Counter) -> None:
    counter.in_use = True
    await counter.publish(bundle(1, counter.authority, renamed(NEW)), 1)
    assert counter.asked == [], "nothing is fetched while somebody would feel it"
    counter.in_use = False
    tried = counter.today.tried

    def somebody_comes_meanwhile(found: Any) -> Any:
        counter.in_use = True
        return tried(found)

    counter.today.tried = somebody_comes_meanwhile  # type: ignore[method-assign, assignment]
    begun = counter.today.rules()
    assert await counter.publish(counter.offered, 1, rounds=2) == BundleState(0)
    assert counter.asked == [0]
    assert counter.today.rules() is begun
    counter.today.read_again()  # as when the visit ends
    assert (counter.title, counter.newer.state) == (NEW, BundleState(1))


def broken(change: Mapping[str, str]) -> Mapping[str, str]:
    return {**files(), **change}


@pytest.mark.parametrize(
    ("number", "change", "code", "why"),
    [
        (
            8,
            {FORM: files()[FORM].replace("status: published", "status: live")},
            "file_broken",
            "juminhyo.v3.form.yml 5",
        ),
        (8, {"juminhyo/juminhyo.v3.paper.yml": "paper: juminhyo"}, "file_broken", "juminhyo.v3.paper.yml"),
        (8, {"words/vi.yml": "- no list of words"}, "file_broken", "words/vi.yml"),
        (8, {FORM: files()[FORM].replace("status: published", "status: draft")}, "nothing_offered", ""),
        (3, {}, "not_newer", ""),
    ],
)
async def test_one_bad_file_refuses_it_whole_and_headquarters_reads_why(
    counter: Counter, number: int, change: dict[str, str], code: str, why: str
) -> None:
    await counter.publish(bundle(7, counter.authority, renamed(NEW)), 7)
    state = await counter.publish(bundle(number, counter.authority, broken(change)), 8, rounds=2)
    assert replace(state, why="") == BundleState(7, 8, code)
    assert why in state.why
    assert counter.title == NEW
    assert counter.asked == [0, 7], "it is not fetched again"
    counter.begin()
    assert (counter.title, counter.newer.state) == (NEW, BundleState(7))


async def test_a_booth_that_begins_with_a_wrong_clock_works_by_the_newest_once_it_is_right(counter: Counter) -> None:
    """Without power for long a clock stands before every procedure began; the line puts it right a little later."""
    await counter.publish(bundle(1, counter.authority, renamed("住民票（古い版）")), 1)
    await counter.publish(bundle(7, counter.authority, renamed(NEW)), 7)
    counter.now = datetime(2020, 1, 1, tzinfo=UTC)
    counter.begin()
    assert counter.newer.state == BundleState(7)
    assert await counter.publish(bundle(8, counter.authority, renamed(NEW + "8")), 8) == BundleState(8)
    counter.now = MADE
    assert counter.title == NEW + "8"


async def test_a_bundle_of_another_authority_is_refused(counter: Counter) -> None:
    state = await counter.publish(bundle(1, Authority(), renamed(NEW)), 1)
    assert (state, counter.title) == (BundleState(0, 1, "wrong_signature"), OLD)


async def test_the_next_good_one_ends_what_was_said_of_a_bad_one(counter: Counter) -> None:
    await counter.publish(b"KPROC1 damaged", 1)
    assert counter.newer.state == BundleState(0, 1, "damaged")
    assert await counter.publish(bundle(2, counter.authority), 2) == BundleState(2)


async def test_a_full_disk_is_tried_again(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr("kiosk.booth.storage.kept_bundle.laid_down", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert await counter.publish(bundle(1, counter.authority), 1) == BundleState(0, 1, "disk")
    assert await counter.publish(counter.offered, 1) == BundleState(1)


async def test_without_a_line_or_with_nothing_newer_all_stays(counter: Counter) -> None:
    counter.newer.told(1)
    await counter.newer.take()  # nobody listens there
    assert await counter.publish(b"", 1) == BundleState()
    device, counter.device = counter.device, None
    await counter.newer.take()
    counter.device = device
    assert counter.asked == [0]


async def test_a_kept_bundle_that_this_program_cannot_read_gives_way_to_the_one_before(counter: Counter) -> None:
    await counter.publish(bundle(1, counter.authority, renamed(NEW)), 1)
    unreadable = bundle(2, counter.authority, broken({FORM: "procedure: juminhyo"}))
    (counter.settings.state / "procedures" / "before.bundle").write_bytes(bundle(1, counter.authority, renamed(NEW)))
    (counter.settings.state / "procedures" / "newest.bundle").write_bytes(unreadable)
    counter.begin()
    assert (counter.title, counter.today.number) == (NEW, 1)


class Killed(BaseException):
    """The power went."""


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many more steps the disk takes before the power goes; a file that was not synced is cut in half then."""
    left = [10**6]

    def step() -> bool:
        left[0] -= 1
        return left[0] == 0

    def sync(descriptor: int, real: Any = os.fsync) -> None:
        if step():
            if (size := os.fstat(descriptor).st_size) and Path(f"/proc/self/fd/{descriptor}").is_file():
                os.ftruncate(descriptor, size // 2)
            raise Killed
        real(descriptor)

    def moved(name: str) -> None:
        real = getattr(Path, name)

        def move(path: Path, target: Any) -> Any:
            if step():
                raise Killed
            return real(path, target)

        monkeypatch.setattr(Path, name, move)

    monkeypatch.setattr(os, "fsync", sync)
    moved("rename")
    moved("replace")
    yield left
    left[0] = 10**6


async def test_killed_at_any_step_it_serves_by_the_old_bundle_or_the_new_one(counter: Counter, disk: list[int]) -> None:
    small = {name: text for name, text in files().items() if not name.startswith("words/")}
    older = {**small, FORM: renamed(OLD + " ")[FORM]}
    await counter.publish(bundle(1, counter.authority, small), 1)
    data = bundle(2, counter.authority, {**small, FORM: renamed(NEW)[FORM]})
    found = set()
    for steps in range(1, 60):
        counter.settings = counter.settings.model_copy(update={"state": counter.folder / f"state-{steps}"})
        counter.begin()
        await counter.publish(bundle(1, counter.authority, older), 1)
        disk[0] = steps
        try:
            counter.today.take(data, counter.today.tried(_believed(data, counter.authority)))
            done = True
        except Killed:
            done = False
        disk[0] = 10**6
        counter.begin()
        assert (counter.today.number, counter.title.strip()) in {(1, OLD), (2, NEW)}
        found.add(counter.today.number)
        if done:
            assert counter.today.number == 2
            break
    else:
        pytest.fail("it never ended")
    assert found == {1, 2}


def _believed(data: bytes, authority: Authority) -> Any:
    from kiosk.procedures.bundles.signed import believed

    return believed(data, authority.pem)
