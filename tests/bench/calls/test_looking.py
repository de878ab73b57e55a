"""Ages from numbers, processor time from two looks, pictures from memory."""

import asyncio
import os
import time

import numpy as np
import pytest

from kiosk.bench.calls.looking import ages_ms, processor_between, processor_of, watch_memory
from kiosk.media import clock_bar
from kiosk.media.frames import FrameMemory, FrameWriter


def test_a_wall_clock_in_the_picture_is_its_age() -> None:
    assert ages_ms([(1_000_000, 1_000_042.0)], []) == [42.0]


def test_a_number_of_the_film_is_looked_up_in_the_round_it_belongs_to() -> None:
    taken = [(5, 1000.0), (6, 1033.0), (5, 3000.0)]
    assert ages_ms([(5, 1050.0), (6, 1090.0), (5, 3070.0)], taken) == [50.0, 57.0, 70.0]


def test_pictures_whose_taking_was_not_seen_are_left_out() -> None:
    assert ages_ms([(5, 999.0), (7, 1000.0)], [(5, 1000.0)]) == []
    assert ages_ms([(5, 3020.0)], [(5, 1000.0)]) == []


def test_processor_time_between_two_looks() -> None:
    assert processor_between({1: 2.0, 2: 5.0}, {1: 2.5, 3: 1.0}) == pytest.approx(1.5)


def test_a_process_that_ended_is_left_out() -> None:
    found = processor_of([os.getpid(), 2**22 + 1])
    assert list(found) == [os.getpid()]
    assert found[os.getpid()] > 0


async def test_the_memory_is_watched_as_a_screen_would() -> None:
    memory = FrameMemory("test")
    writer = FrameWriter(memory.path)
    planes = np.full(320 * 180 * 3 // 2, 128, np.uint8)
    clock_bar.stamp(planes[: 320 * 180].reshape(180, 320), time.time_ns() // 1_000_000)

    async def write() -> None:
        for _ in range(3):
            writer.write(320, 180, [planes.data])
            await asyncio.sleep(0.02)

    looked, _ = await asyncio.gather(watch_memory(memory.reader, 0.2, clocks=True), write())
    assert looked.per_second > 0
    assert 1 <= len(looked.readings) <= 3
    assert all(0 <= age < 5000 for age in ages_ms(looked.readings, []))
    writer.close()
    memory.close()
