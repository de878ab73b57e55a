"""The collector runs on one thread: what falls to it in another thread waits for the window's."""

import gc
import threading
from collections.abc import Iterator

import pytest

from kiosk.booth.gc_schedule import GcSchedule


class Ring:
    """Refers to itself, so that only the collector can end it; says on which thread it ended."""

    ended: list[int]

    def __init__(self, ended: list[int]) -> None:
        self.ended = ended
        self.me = self

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


@pytest.fixture
def garbage() -> Iterator[GcSchedule]:
    was = gc.isenabled()
    made = GcSchedule()
    made.take_over()
    yield made
    gc.unfreeze()
    if was:
        gc.enable()


def on_another_thread(ended: list[int]) -> None:
    def allocate() -> None:
        Ring(ended)
        kept = [[number] for number in range(50_000)]  # far more than a collector left to itself waits for
        assert len(kept) == 50_000

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()


def test_nothing_is_collected_on_another_thread(garbage: GcSchedule) -> None:
    ended: list[int] = []
    on_another_thread(ended)
    assert ended == []
    kept = [[number] for number in range(6_000)]
    garbage.tick(quiet=True)
    assert len(kept) == 6_000
    assert ended == [threading.get_ident()]


def test_a_second_with_little_garbage_is_left_alone(garbage: GcSchedule) -> None:
    ended: list[int] = []
    Ring(ended)
    garbage.tick(quiet=True)
    assert ended == []


def test_also_a_booth_that_is_never_quiet_is_cleaned_up(garbage: GcSchedule) -> None:
    ended: list[int] = []
    old = Ring(ended)
    gc.collect(1)
    gc.collect(1)
    del old  # too old now for a run over the young
    kept: list[list[int]] = []
    runs = 0
    while not ended and runs < 100:
        kept += [[number] for number in range(6_000)]
        garbage.tick(quiet=False)
        runs += 1
    assert ended == [threading.get_ident()]
    assert runs > 1


def test_nothing_is_collected_while_the_program_is_loaded(garbage: GcSchedule) -> None:
    gc.enable()
    garbage.rest()
    ended: list[int] = []
    on_another_thread(ended)
    assert ended == []
    garbage.take_over()
    assert len(ended) == 1
