"""A supervised child, with a real process behind the door."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from kiosk import log
from kiosk.child import Child, ChildGone, ChildSilent
from kiosk.standby import Standby, Started
from tests.sample_child import Count, Die, Hang, Said, Say, Shout
from tests.until import PATIENCE_S, until

ROOT = str(Path(__file__).parents[1])


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


class Watched:
    """A child, what it said of itself, and how often it went."""

    def __init__(
        self, *arguments: str, listener: Callable[[Said], None] | None = None, standby_after_s: float | None = None
    ) -> None:
        self.events: asyncio.Queue[Said] = asyncio.Queue()
        self.gone: asyncio.Queue[None] = asyncio.Queue()
        self.child: Child[Said] = Child(
            "sample",
            "tests.sample_child",
            list(arguments),
            events=TypeAdapter(Said),
            on_event=listener or self.events.put_nowait,
            on_gone=lambda: self.gone.put_nowait(None),
            environment={"PYTHONPATH": ROOT},
            back_off_s=(0.0, 0.01, 0.02),
            standby_after_s=standby_after_s,
        )

    async def said(self) -> Said:
        async with asyncio.timeout(PATIENCE_S):
            return await self.events.get()

    async def went(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self.gone.get()


@pytest.fixture
async def watched(written: io.StringIO) -> AsyncIterator[Watched]:
    found = Watched()
    await found.child.start()
    await found.said()
    yield found
    await found.child.stop()


async def test_a_request_gets_its_own_answer(watched: Watched) -> None:
    answers = await asyncio.gather(*(watched.child.request(Say(words=str(n)), PATIENCE_S) for n in range(20)))
    assert [answer.words for answer in answers] == [str(n) for n in range(20)]
    assert watched.events.empty()


async def test_a_secret_arrives_and_is_overwritten_here(watched: Watched) -> None:
    secret = bytearray(b"1234")
    answer = await watched.child.request(Count(), PATIENCE_S, secret=secret)
    assert answer.words == f"4 {sum(b'1234')}"
    assert secret == bytes(4)


async def test_a_secret_is_overwritten_when_the_child_died_too(watched: Watched) -> None:
    secret = bytearray(b"1234")
    with pytest.raises(ChildGone):
        await watched.child.request(Die(), PATIENCE_S, secret=secret)
    assert secret == bytes(4)


async def test_a_secret_never_becomes_json(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[bytes] = []
    loop = asyncio.get_running_loop()
    send = loop.sock_sendall

    async def listening(connection: object, frame: bytearray) -> None:
        frames.append(bytes(frame))
        await send(connection, frame)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(loop, "sock_sendall", listening)
    await watched.child.request(Count(), PATIENCE_S, secret=bytearray(b"9876"))
    (frame,) = frames
    length = int.from_bytes(frame[:4], "big")
    assert b"9876" not in frame[12 : 12 + length]
    assert frame[12 + length :] == b"9876"


async def test_a_silent_child_is_killed_and_started_again(watched: Watched) -> None:
    first = watched.child.pid
    with pytest.raises(ChildSilent):
        await watched.child.request(Hang(), 0.05)
    await watched.went()
    assert (await watched.said()).pid == watched.child.pid != first
    assert (await watched.child.request(Say(words="again"), PATIENCE_S)).words == "again"
    assert watched.child.starts == 2


async def test_a_child_that_dies_fails_what_waits_for_it(watched: Watched) -> None:
    with pytest.raises(ChildGone):
        await watched.child.request(Die(), PATIENCE_S)
    await watched.went()
    assert (await watched.said()).words == "here"


async def test_a_command_sent_while_the_child_restarts_arrives_later(watched: Watched) -> None:
    watched.child.kill()
    await watched.went()
    await watched.child.send(Say(words="late"))
    assert [(await watched.said()).words for _ in range(2)] == ["here", "late"]


async def test_deaths_in_a_row_are_all_survived(watched: Watched) -> None:
    for _ in range(4):
        watched.child.kill()
        await watched.went()
        await watched.said()
    assert watched.child.starts == 5


@pytest.mark.parametrize("size", [16 * 2**20 + 1, 2**32 - 1, 0], ids=["too_large", "largest", "no_event"])
async def test_a_child_that_talks_nonsense_is_replaced(watched: Watched, size: int, written: io.StringIO) -> None:
    await watched.child.send(Shout(size=size))
    await watched.went()
    assert (await watched.said()).words == "here"
    assert ("frame_too_large" if size else "bad_frame") in written.getvalue()


async def test_a_listener_that_fails_does_not_end_the_supervision(written: io.StringIO) -> None:
    def listener(_event: Said) -> None:
        raise ValueError("a bug")

    found = Watched(listener=listener)
    await found.child.start()
    try:
        assert (await found.child.request(Say(words="still here"), PATIENCE_S)).words == "still here"
        assert "listener_failed" in written.getvalue()
    finally:
        await found.child.stop()


async def test_a_child_that_cannot_be_started_is_tried_again_and_keeps_nobody_waiting(
    written: io.StringIO, tmp_path: Path
) -> None:
    found = Watched()
    command = found.child._command[0]
    found.child._command[0] = str(tmp_path / "absent")
    async with asyncio.timeout(PATIENCE_S):
        await found.child.start()
    await found.went()
    was_up = found.child.up
    assert "child_not_started" in written.getvalue()
    found.child._command[0] = command  # what was missing is there again
    await found.said()
    assert (was_up, found.child.up) == (False, True)
    await found.child.stop()


async def test_a_child_that_dies_is_followed_by_the_one_that_stands_by(written: io.StringIO) -> None:
    found = Watched(standby_after_s=0.0)
    made, make = list[int](), found.child._make

    def noted() -> Started:
        one = make()
        made.append(one.process.pid)
        return one

    found.child._make = noted  # type: ignore[method-assign]
    found.child._standby = Standby(noted, 0.0)
    await found.child.start()
    first = await found.said()
    await until(lambda: len(made) == 2)
    found.child.kill()
    await found.went()
    assert (await found.said()).pid == made[1] == found.child.pid != first.pid
    await until(lambda: len(made) == 3)
    await found.child.stop(again=True)
    await found.child.start()
    assert (await found.said()).pid == made[2] == found.child.pid
    await until(lambda: len(made) == 4)
    await found.child.stop()
    for pid in made:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_one_that_is_made_to_stand_by_while_the_child_ends_ends_too(written: io.StringIO) -> None:
    found = Watched(standby_after_s=0.0)
    made, make = list[int](), found.child._make

    def noted() -> Started:
        one = make()
        made.append(one.process.pid)
        return one

    found.child._standby = Standby(noted, 0.0)
    await found.child.start()
    await found.child.stop()
    assert made
    for pid in made:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_stopping_is_no_death(watched: Watched) -> None:
    pid = watched.child.pid
    assert pid
    await watched.child.stop()
    assert watched.gone.empty()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize("arguments", [[], ["--busy"]], ids=["idle", "stuck_in_a_driver"])
def test_the_child_ends_when_its_parent_is_killed(arguments: list[str]) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, *arguments],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ROOT},
    )
    assert parent.stdout
    assert parent.stdout.readline().strip().isdigit()
    parent.kill()
    assert parent.stdout.read() == b"", "the child holds our pipe as long as it lives"
    parent.stdout.close()
    parent.wait()


_PARENT = """
import asyncio, sys
from pydantic import TypeAdapter
from kiosk.child import Child
from tests.sample_child import Said
from tests.until import PATIENCE_S, until

async def main():
    said = asyncio.Event()
    hear = lambda _event: said.set()
    child = Child("sample", "tests.sample_child", sys.argv[1:], events=TypeAdapter(Said), on_event=hear)
    await child.start()
    await said.wait()
    print(child.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""
