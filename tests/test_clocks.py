"""Clocks that go on evenly, whoever sets the wall clock, and what tells that the machine slept."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clocks import SleepWatch, SteadyClock, since_boot_s

NINE = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


class Machine:
    """A machine whose clocks a test moves."""

    def __init__(self) -> None:
        self.wall = NINE
        self.passed_s = 500.0
        self.steady = SteadyClock(lambda: self.wall, lambda: self.passed_s)

    def later(self, seconds: float) -> datetime:
        self.wall += timedelta(seconds=seconds)
        self.passed_s += seconds
        return self.steady()


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_while_nobody_sets_the_wall_clock_both_agree(machine: Machine) -> None:
    assert machine.steady() == NINE
    assert machine.later(3600) == NINE + timedelta(hours=1)


@pytest.mark.parametrize("minutes", [-60, 15])
def test_a_wall_clock_that_is_set_moves_it_by_a_tenth_of_what_passes_at_most(machine: Machine, minutes: int) -> None:
    machine.wall += timedelta(minutes=minutes)
    assert machine.steady() == NINE
    assert machine.later(20) == NINE + timedelta(seconds=18 if minutes < 0 else 22)


@pytest.mark.parametrize("minutes", [-60, 15])
def test_after_ten_times_as_long_both_agree_again(machine: Machine, minutes: int) -> None:
    machine.wall += timedelta(minutes=minutes)
    for _ in range(abs(minutes) * 10):
        machine.later(60)
    assert machine.steady() == machine.wall
    assert machine.later(1) == machine.wall


def test_it_never_goes_back(machine: Machine) -> None:
    seen = [machine.steady()]
    for minutes in (-60, 15, -600, 1, 0):
        machine.wall += timedelta(minutes=minutes)
        seen += [machine.steady(), machine.later(0.5)]
    assert seen == sorted(seen)


def test_a_machine_that_sleeps_is_told_from_a_clock_that_is_set() -> None:
    clocks = {"with sleep": 100.0, "awake": 90.0}
    watch = SleepWatch(lambda: clocks["with sleep"], lambda: clocks["awake"])
    clocks["with sleep"] += 1.0
    clocks["awake"] += 1.0
    assert watch.slept_s() == 0.0
    clocks["with sleep"] += 8 * 3600.0
    assert watch.slept_s() == 8 * 3600.0
    assert watch.slept_s() == 0.0


def test_this_machine_counts_its_sleep() -> None:
    assert since_boot_s() > 0
    assert abs(SleepWatch().slept_s()) < 1.0, "it is awake while it is tested"
