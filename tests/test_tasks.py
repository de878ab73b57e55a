"""Tasks have a name, an owner and an end; a failure is seen."""

import asyncio
import io
from collections.abc import Iterator

import pytest

from kiosk import log
from kiosk.tasks import Tasks


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


async def _nothing() -> int:
    return 7


async def _fail() -> None:
    raise ValueError("葛西")


async def test_a_task_is_named_after_its_owner() -> None:
    task = Tasks("courier").start(_nothing(), "carry")
    assert task.get_name() == "courier.carry"
    assert await task == 7


async def test_a_failure_is_logged_and_told_to_the_owner(written: io.StringIO) -> None:
    told: list[BaseException] = []
    task = Tasks("courier", told.append).start(_fail(), "carry")
    await asyncio.wait([task])
    assert [type(error) for error in told] == [ValueError]
    assert '"task_failed"' in written.getvalue()
    assert "courier.carry" in written.getvalue()
    assert "葛西" not in written.getvalue()


async def test_the_end_cancels_what_runs_and_waits_for_it(written: io.StringIO) -> None:
    tasks, cleaned = Tasks("courier"), []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append(True)

    task = tasks.start(work(), "carry")
    await asyncio.sleep(0)
    await tasks.end()
    assert task.cancelled()
    assert cleaned == [True]
    assert not written.getvalue()


async def test_a_task_may_end_its_own_owner() -> None:
    tasks = Tasks("courier")
    task = tasks.start(tasks.end(), "end")
    async with asyncio.timeout(5):
        await task


async def test_one_failure_does_not_end_the_others(written: io.StringIO) -> None:
    tasks, goes_on = Tasks("courier"), asyncio.Event()
    tasks.start(_fail(), "fail")
    other = tasks.start(goes_on.wait(), "other")
    await asyncio.sleep(0)
    goes_on.set()
    assert await other
