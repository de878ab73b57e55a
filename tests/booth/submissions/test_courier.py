"""The courier at a real mutual-TLS door: every submission arrives once, whatever line and headquarters do."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.courier import Courier, NoLongerEnrolled, Received, RefusedForGood, TryLater, judge
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.submissions.waiting import OutboxState, Waiting
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import Answer
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import MEDIA_TYPE, Receipt
from tests.booth.conftest import AT, Authority
from tests.booth.headquarters_doors import at, authority_of_today, booth_of, door
from tests.until import PATIENCE_S, until


class Intake:
    """Headquarters' intake: remembers what arrived, receives each once, answers what the test wants."""

    def __init__(self) -> None:
        self.received: dict[str, bytes] = {}
        self.arrivals: asyncio.Queue[str] = asyncio.Queue()
        self.refuse: dict[str, int] = {}
        self.status: int | None = None
        self.answer: Callable[[web.Request, str, bytes], Awaitable[web.StreamResponse]] | None = None

    async def post(self, request: web.Request) -> web.StreamResponse:
        assert request.content_type == MEDIA_TYPE
        name, body = request.headers["Idempotency-Key"], await request.read()
        self.arrivals.put_nowait(name)
        status = self.refuse.get(name, self.status)
        if status is not None:
            return web.json_response({"type": "urn:kiosk:problem:x", "title": "no", "status": status}, status=status)
        if self.answer is not None:
            return await self.answer(request, name, body)
        replayed = name in self.received
        self.received[name] = body
        return web.Response(body=receipt(name, body, replayed=replayed), status=208 if replayed else 201)

    async def arrived(self) -> str:
        async with asyncio.timeout(PATIENCE_S):
            return await self.arrivals.get()


def receipt(name: str, body: bytes, *, replayed: bool = False) -> bytes:
    given = Receipt(
        submission_id=name,
        sha256=hashlib.sha256(body).hexdigest(),
        receipt_number=f"R-{name[-4:]}",
        case_id=new_id(),
        received_at=AT,
        replayed=replayed,
    )
    return given.model_dump_json().encode()


class World:
    """An outbox, a courier and what it said."""

    def __init__(self, store: Store, device: Device) -> None:
        self.store, self.outbox = store, Outbox(store, lambda: datetime.now(UTC))  # noqa: TID251 -- only the order matters
        self.told: list[tuple[str, str]] = []
        self.alarms: list[str] = []
        self.device = device
        self.clock = 1000.0
        self.number = 0

    async def put(self) -> str:
        self.number += 1
        name, body = new_id(), f"sealed {self.number}".encode() * 100
        await self.outbox.put(name, f"IE-{self.number:04d}-000", hashlib.sha256(body).hexdigest(), body)
        return name

    @asynccontextmanager
    async def courier(self, url: str) -> AsyncIterator[Courier]:
        known = at(self.device, url)
        courier = Courier(
            self.outbox, device=lambda: known, clock=lambda: self.clock,
            on_received=lambda reference, number: self.told.append((reference, number)), on_alarm=self.alarms.append,
        )  # fmt: skip
        await courier.start()
        try:
            yield courier
        finally:
            await courier.stop()

    async def until(self, **counts: int) -> None:
        """Wait until so many lines are in each state."""

        async def stands() -> bool:
            lines = await self.store.run(lambda _session: read_lines(self.store.path))  # behind what is being written
            states = [line.state for line in lines]
            return all(states.count(OutboxState(state)) == number for state, number in counts.items())

        await until(stands)

    async def attempts(self, number: int) -> Waiting:
        """Wait until the oldest was postponed so often."""
        found: list[Waiting] = []

        async def postponed() -> bool:
            waiting = await self.outbox.oldest(10**6)
            found[:] = [waiting] if waiting and waiting.attempts >= number else []
            return bool(found)

        await until(postponed)
        return found[0]


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


@pytest.fixture
async def world(authority: Authority, tmp_path: Path) -> AsyncIterator[World]:
    store = Store(tmp_path / "booth.sqlite", lambda: AT)
    await store.open()
    device = booth_of(authority, tmp_path)
    yield World(store, device)
    await store.close()


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
async def url(authority: Authority, tmp_path: Path, intake: Intake) -> AsyncIterator[str]:
    async with door(authority, tmp_path, {"POST /submissions": intake.post}) as found:
        yield found


async def test_everything_is_carried_oldest_first_and_told(world: World, intake: Intake, url: str) -> None:
    names = [await world.put() for _ in range(4)]
    async with world.courier(url):
        await world.until(received=4)
    assert [await intake.arrived() for _ in names] == names
    assert world.told == [(f"IE-{n:04d}-000", f"R-{name[-4:]}") for n, name in enumerate(names, 1)]
    assert world.alarms == []


async def test_something_new_is_carried_when_woken(world: World, intake: Intake, url: str) -> None:
    async with world.courier(url) as courier:
        for _ in range(3):
            name = await world.put()
            courier.wake()
            assert await intake.arrived() == name
        await world.until(received=3)


async def test_an_answer_that_got_lost_is_asked_for_again_and_received_once(
    world: World, intake: Intake, url: str
) -> None:
    name = await world.put()

    async def cut(request: web.Request, name: str, body: bytes) -> web.StreamResponse:
        intake.received[name] = body  # it is there for good, but nobody hears of it
        intake.answer = None
        assert request.transport
        request.transport.abort()
        return web.Response()

    intake.answer = cut
    async with world.courier(url) as courier:
        await world.attempts(1)
        courier.wake()
        await world.until(received=1)
    assert [await intake.arrived() for _ in range(2)] == [name, name]
    assert list(intake.received) == [name]


async def test_a_courier_that_dies_between_post_and_receipt_delivers_once(
    world: World, intake: Intake, url: str
) -> None:
    name, never = await world.put(), asyncio.Event()

    async def hold(_request: web.Request, name: str, body: bytes) -> web.StreamResponse:
        intake.received[name] = body
        intake.answer = None
        await never.wait()
        return web.Response()

    intake.answer = hold
    async with world.courier(url):
        assert await intake.arrived() == name
    await world.until(pending=1)
    never.set()
    async with world.courier(url):  # the booth was started again
        await world.until(received=1)
    assert list(intake.received) == [name]
    assert len(world.told) == 1


@pytest.mark.parametrize("wrong", ["id", "hash", "nothing", "html"])
async def test_an_answer_that_is_no_receipt_is_not_believed(world: World, intake: Intake, url: str, wrong: str) -> None:
    name = await world.put()
    bodies = {
        "id": receipt(new_id(), b"sealed 1" * 100),
        "hash": receipt(name, b"other"),
        "nothing": b"",
        "html": b"<html>login</html>",
    }

    async def lie(_request: web.Request, _name: str, _body: bytes) -> web.StreamResponse:
        return web.Response(body=bodies[wrong])

    intake.answer = lie
    async with world.courier(url) as courier:
        waiting = await world.attempts(1)
        assert waiting.envelope, "the sealed bytes are still there"
        assert world.told == []
        intake.answer = None
        courier.wake()
        await world.until(received=1)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_booth_nobody_knows_any_more_keeps_everything_and_alarms(
    world: World, intake: Intake, url: str, status: int
) -> None:
    await world.put()
    await world.put()
    intake.status = status
    async with world.courier(url) as courier:
        waiting = await world.attempts(1)
        assert waiting.next_try_at_s == 1000.0 + 900.0, "it does not hammer on a closed door"
        assert world.alarms == ["B-06"]
        intake.status = None  # enrolled again
        courier.wake()
        await world.until(received=2)


@pytest.mark.parametrize("status", [400, 413, 415, 422])
async def test_one_that_is_refused_for_good_is_set_aside_and_the_rest_goes_on(
    world: World, intake: Intake, url: str, status: int
) -> None:
    names = [await world.put() for _ in range(3)]
    intake.refuse[names[0]] = status
    async with world.courier(url):
        await world.until(received=2, parked=1)
    assert list(intake.received) == names[1:]
    assert world.alarms == ["B-05"]
    (parked,) = [line for line in read_lines(world.store.path) if line.state is OutboxState.PARKED]
    assert (parked.submission_id, parked.last_code) == (names[0], f"http_{status}")
    assert parked.size_bytes, "still sealed, still here"


@pytest.mark.parametrize("status", [404, 409, 429, 500, 503])
async def test_a_headquarters_in_trouble_is_tried_again_with_growing_waits(
    world: World, intake: Intake, url: str, status: int
) -> None:
    await world.put()
    intake.status, waits = status, []
    async with world.courier(url) as courier:
        for attempt in range(1, 7):
            waiting = await world.attempts(attempt)
            waits.append(waiting.next_try_at_s - 1000.0)
            courier.wake()
        intake.status = None
        courier.wake()
        await world.until(received=1)
    assert all(2**n / 2 <= wait <= 2**n for n, wait in enumerate(waits)), waits
    assert world.alarms == ["B-13"], "once, when patience was over"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "waits"), [("120", 120.0), ("0", 0.0), ("86400", 900.0), ("9" * 40, 900.0)])
async def test_headquarters_that_asks_for_time_gets_it_and_the_application_arrives_afterwards(
    world: World, intake: Intake, url: str, status: int, asked: str, waits: float
) -> None:
    name = await world.put()

    async def busy(_request: web.Request, name: str, body: bytes) -> web.StreamResponse:
        if world.clock < 1000.0 + waits:
            return web.Response(status=status, headers={"Retry-After": asked})
        intake.received[name] = body
        return web.Response(body=receipt(name, body), status=201)

    intake.answer = busy
    async with world.courier(url) as courier:
        if waits:
            waiting = await world.attempts(1)
            assert waiting.next_try_at_s == 1000.0 + waits
            for _ in range(3):  # another resident hands in, the line comes back
                courier.wake()
                await until(lambda: not courier._wake.is_set())
            assert (await world.attempts(1)).attempts == 1, "it was left alone"
            world.clock += waits
            courier.wake()
        await world.until(received=1)
    assert list(intake.received) == [name]


async def test_an_answer_that_asks_for_no_time_it_may_ask_for_is_tried_again_as_usual() -> None:
    assert judge(Answer(500, b"", retry_after_s=600.0), WAITING) == TryLater("http_500")
    assert judge(Answer(429, b"", retry_after_s=600.0), WAITING) == TryLater("http_429", 600.0)


async def test_before_enrolment_nothing_is_carried_and_afterwards_all_of_it(
    world: World, intake: Intake, url: str
) -> None:
    name, known = await world.put(), list[Device]()
    courier = Courier(
        world.outbox, device=lambda: known[0] if known else None, clock=lambda: world.clock,
        on_received=lambda *_: None, on_alarm=world.alarms.append,
    )  # fmt: skip
    await courier.start()
    try:
        await until(lambda: not courier._wake.is_set())
        known.append(at(world.device, url))
        courier.wake()
        assert await intake.arrived() == name
        await world.until(received=1)
    finally:
        await courier.stop()
    assert world.alarms == []


@pytest.mark.parametrize("status", [404, 409, 410, 411, 426, 429, 431, 500, 501, 502, 503, 507])
async def test_one_that_is_never_received_does_not_hold_up_the_rest(
    world: World, intake: Intake, url: str, status: int
) -> None:
    names = [await world.put() for _ in range(3)]
    intake.refuse[names[0]] = status
    async with world.courier(url) as courier:
        for attempt in range(1, 6):
            waiting = await world.attempts(attempt)
            assert waiting.submission_id == names[0], "it is given every chance first"
            courier.wake()
        await world.until(received=2, pending=1)
        assert list(intake.received) == names[1:]
        backlog = await world.outbox.backlog()
        assert (backlog.stuck, backlog.stuck_code) == (1, f"http_{status}"), "the fleet page says which and why"
        intake.refuse.clear()
        courier.wake()
        await world.until(received=3)
    assert world.alarms == ["B-13"]


async def test_one_over_which_every_connection_breaks_does_not_hold_up_the_rest(
    world: World, intake: Intake, url: str
) -> None:
    names = [await world.put() for _ in range(3)]

    async def break_over_the_first(request: web.Request, name: str, body: bytes) -> web.StreamResponse:
        if name == names[0]:  # a filter in between that does not like what it sees
            assert request.transport
            request.transport.abort()
            return web.Response()
        intake.received[name] = body
        return web.Response(body=receipt(name, body), status=201)

    intake.answer = break_over_the_first
    async with world.courier(url) as courier:
        for attempt in range(1, 6):
            assert (await world.attempts(attempt)).submission_id == names[0], "it is given every chance first"
            courier.wake()
        await world.until(received=2, pending=1)
        assert list(intake.received) == names[1:]
        backlog = await world.outbox.backlog()
        assert (backlog.stuck, backlog.stuck_code) == (1, "broken_off")
    assert world.alarms == ["B-13"]


async def test_one_that_is_not_received_after_a_night_without_a_line_alarms_too(
    world: World, intake: Intake, url: str
) -> None:
    name = await world.put()
    for _ in range(30):
        await world.outbox.postpone(name, "unreachable", 0.0)
    intake.status = 409
    async with world.courier(url) as courier:
        await world.attempts(31)
        courier.wake()
        await world.attempts(32)
    assert world.alarms == ["B-13"], "once"


async def test_behind_many_that_are_never_received_each_gets_its_one_try(
    world: World, intake: Intake, url: str
) -> None:
    names = [await world.put() for _ in range(6)]
    intake.refuse = dict.fromkeys(names[:-1], 404)
    async with world.courier(url) as courier:

        async def woken_until_received() -> bool:
            courier.wake()
            return bool(intake.received)

        await until(woken_until_received)
        tries = [intake.arrivals.get_nowait() for _ in range(intake.arrivals.qsize())]
    assert tries[:10] == [names[0]] * 5 + names[1:], "patience is for the first; then one after the other"
    assert list(intake.received) == [names[-1]]


async def test_a_stuck_one_is_left_alone_until_it_is_due_whatever_else_is_received(
    world: World, intake: Intake, url: str
) -> None:
    stuck = await world.put()
    for _ in range(5):
        await world.outbox.postpone(stuck, "http_409", world.clock + 600.0)
    other = await world.put()
    intake.refuse[stuck] = 409
    async with world.courier(url) as courier:
        await world.until(received=1)
        await until(lambda: not courier._wake.is_set())
    assert [intake.arrivals.get_nowait() for _ in range(intake.arrivals.qsize())] == [other]


async def test_the_wait_never_grows_beyond_a_quarter_of_an_hour(world: World, intake: Intake, url: str) -> None:
    name = await world.put()
    for _ in range(30):
        await world.outbox.postpone(name, "unreachable", 0.0)
    intake.status = 503
    async with world.courier(url):
        waiting = await world.attempts(31)
    assert 450.0 <= waiting.next_try_at_s - 1000.0 <= 900.0


async def test_a_closed_line_loses_nothing_and_comes_back(
    world: World, intake: Intake, authority: Authority, tmp_path: Path
) -> None:
    await world.put()
    async with door(authority, tmp_path, {"POST /submissions": intake.post}) as url:
        port = int(url.rsplit(":", 1)[1])
    async with world.courier(url) as courier:
        waiting = await world.attempts(1)
        assert waiting.envelope
        assert [line.last_code for line in read_lines(world.store.path)] == ["unreachable"]
        async with door(authority, tmp_path, {"POST /submissions": intake.post}, port=port):
            courier.wake()
            await world.until(received=1)
    assert world.alarms == []


async def test_a_certificate_of_somebody_else_gets_nothing_and_alarms(
    world: World, intake: Intake, tmp_path: Path
) -> None:
    await world.put()
    async with door(authority_of_today(), tmp_path, {"POST /submissions": intake.post}) as url, world.courier(url):
        await world.attempts(1)
    assert world.alarms == ["B-07"]
    assert intake.arrivals.empty()
    assert [line.last_code for line in read_lines(world.store.path)] == ["wrong_certificate"]


async def test_nobody_sends_the_courier_elsewhere(world: World, intake: Intake, url: str) -> None:
    name = await world.put()

    async def elsewhere(_request: web.Request, _name: str, _body: bytes) -> web.StreamResponse:
        return web.Response(status=307, headers={"Location": f"{url}/submissions"})

    intake.answer = elsewhere
    async with world.courier(url):
        await world.attempts(1)
    assert [await intake.arrived()] == [name]
    assert intake.arrivals.empty()


async def test_a_door_for_booths_refuses_a_stranger_and_nothing_is_lost(
    world: World, intake: Intake, url: str, tmp_path: Path
) -> None:
    stranger = booth_of(authority_of_today(), tmp_path / "stranger")
    both = stranger.enrolled.model_copy(update={"authority": world.device.enrolled.authority})
    world.device = Device(stranger.folder, both, stranger.key)
    await world.put()
    async with world.courier(url):
        await world.attempts(1)
    await world.until(pending=1)
    assert intake.arrivals.empty()


async def test_a_store_that_fails_is_told_and_the_courier_lives(world: World, url: str, store_gone: Store) -> None:
    world.outbox = Outbox(store_gone, lambda: AT)
    async with world.courier(url):
        await until(lambda: world.alarms)
    assert world.alarms == ["B-03"]


@pytest.fixture
async def store_gone(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(tmp_path / "never.sqlite", lambda: AT)
    yield store
    await store.close()


WAITING = Waiting("id", "IE-0001-000", "0" * 64, b"x", 0, 0.0)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (302, TryLater), (400, RefusedForGood), (401, NoLongerEnrolled), (403, NoLongerEnrolled), (404, TryLater),
        (408, TryLater), (409, TryLater), (413, RefusedForGood), (422, RefusedForGood), (429, TryLater),
        (500, TryLater), (502, TryLater), (204, TryLater), (200, TryLater),
    ],
)  # fmt: skip
def test_what_each_answer_without_a_receipt_means(status: int, outcome: type) -> None:
    assert type(judge(Answer(status, b""), WAITING)) is outcome


def test_only_a_fitting_receipt_is_received() -> None:
    name = new_id()
    waiting = Waiting(name, "IE-0001-000", hashlib.sha256(b"x").hexdigest(), b"x", 0, 0.0)
    for status in (200, 201, 208):
        assert isinstance(judge(Answer(status, receipt(name, b"x")), waiting), Received)
        assert judge(Answer(status, receipt(name, b"y")), waiting) == TryLater("wrong_receipt")
    assert judge(Answer(500, receipt(name, b"x")), waiting) == TryLater("http_500")
