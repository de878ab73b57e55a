"""What leaves when, to the nanosecond, by a clock that is given."""

from itertools import pairwise

import pytest

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.way import Counts, Way

MS = 1_000_000
SIZE = 1250
"""10,000 bits: 10 ms at 1000 kbit/s."""


def way_of(seed: str = "1", **conditions: float | bool | None) -> Way[int]:
    return Way(Conditions.model_validate(conditions), seed)


def sent(way: Way[int], count: int, every_ns: int = MS) -> dict[int, int]:
    """`count` packets, one `every_ns`: when each that arrived did, found by asking only when told to."""
    found: dict[int, int] = {}
    for number in range(count):
        now_ns = number * every_ns
        while (moment := way.next_ns()) is not None and moment <= now_ns:
            found.update(dict.fromkeys(way.arrived(moment), moment))
        way.take(number, SIZE, now_ns)
    while (moment := way.next_ns()) is not None:
        found.update(dict.fromkeys(way.arrived(moment), moment))
    return found


def test_a_perfect_line_gives_a_packet_at_once() -> None:
    way = way_of()
    way.take(7, SIZE, 5 * MS)
    assert way.arrived(5 * MS) == [7]
    assert way.next_ns() is None
    assert way.counts == Counts(sent_bytes=SIZE, passed=1)


def test_delay_is_added_to_every_packet_exactly() -> None:
    assert sent(way_of(delay_ms=150.001), 3) == {number: number * MS + 150_001_000 for number in range(3)}


def test_nothing_arrives_a_nanosecond_early() -> None:
    way = way_of(delay_ms=20)
    way.take(1, SIZE, 0)
    assert way.arrived(20 * MS - 1) == []
    assert way.arrived(20 * MS) == [1]


def test_packets_leave_at_the_lines_rate() -> None:
    assert sent(way_of(rate_kbit=1000), 4, every_ns=0) == {number: (number + 1) * 10 * MS for number in range(4)}


def test_a_line_that_rested_has_no_credit() -> None:
    way = way_of(rate_kbit=1000)
    for number, at_ns in enumerate((0, 500 * MS, 500 * MS)):
        way.take(number, SIZE, at_ns)
    assert [way.arrived(510 * MS), way.next_ns()] == [[0, 1], 520 * MS]


def test_a_rate_that_does_not_divide_is_rounded_up_to_a_nanosecond() -> None:
    assert sent(way_of(rate_kbit=300), 1) == {0: 33_333_334}


@pytest.mark.parametrize(("queue_ms", "passed"), [(0, 1), (9.999, 1), (10, 2), (20, 3), (100, 11)])
def test_the_queue_is_as_long_as_a_packet_may_wait(queue_ms: float, passed: int) -> None:
    way = way_of(rate_kbit=1000, queue_ms=queue_ms)
    for number in range(50):
        way.take(number, SIZE, 0)
    assert len(sent(way, 0)) == way.counts.passed == passed
    assert way.counts.dropped == 50 - passed


def test_a_packet_larger_than_the_queue_passes_where_nothing_waits() -> None:
    assert sent(way_of(rate_kbit=20, queue_ms=300), 1) == {0: 500 * MS}


def test_a_new_rate_holds_for_what_is_half_sent_and_for_what_waits() -> None:
    way = way_of(rate_kbit=1000)
    for number in range(3):
        way.take(number, SIZE, 0)
    way.change(Conditions(rate_kbit=500), 5 * MS)  # half of the first is sent: 5,000 bits are left
    assert sent(way, 0) == {0: 15 * MS, 1: 35 * MS, 2: 55 * MS}


def test_without_a_rate_what_waits_leaves_at_once() -> None:
    way = way_of(rate_kbit=1000)
    for number in range(3):
        way.take(number, SIZE, 0)
    way.change(Conditions(), 5 * MS)
    assert way.arrived(5 * MS) == [0, 1, 2]


def test_a_new_delay_is_not_for_what_is_on_its_way_and_nothing_is_overtaken() -> None:
    way = way_of(delay_ms=100)
    way.take(1, SIZE, 0)
    way.change(Conditions(delay_ms=10), MS)
    way.take(2, SIZE, MS)
    assert [way.arrived(99 * MS), way.arrived(100 * MS)] == [[], [1, 2]]


def test_while_the_line_is_cut_nothing_that_comes_arrives() -> None:
    way = way_of(delay_ms=50)
    way.take(1, SIZE, 0)
    way.cut(until_ns=20 * MS)
    way.take(2, SIZE, 20 * MS - 1)
    way.take(3, SIZE, 20 * MS)
    assert list(sent(way, 0)) == [1, 3]
    assert way.counts == Counts(sent_bytes=3 * SIZE, passed=2, cut=1)


def test_jitter_is_as_wide_as_set_and_keeps_the_order() -> None:
    found = sent(way_of(jitter_ms=30, delay_ms=10), 2000)
    late_ns = [at_ns - number * MS for number, at_ns in found.items()]
    assert list(found) == sorted(found)
    assert 10 * MS <= min(late_ns) < 25 * MS
    assert 39 * MS < max(late_ns) <= 40 * MS


def test_with_reordering_a_late_packet_is_overtaken_and_each_has_its_own_delay() -> None:
    found = sent(way_of(jitter_ms=30, reorder=True), 2000)
    late_ns = [at_ns - number * MS for number, at_ns in found.items()]
    assert list(found) != sorted(found)
    assert sum(late_ns) / len(late_ns) == pytest.approx(15 * MS, rel=0.05)


@pytest.mark.parametrize("percent", [1, 3, 10, 50])
def test_so_many_are_lost_by_chance(percent: float) -> None:
    way = way_of(loss_percent=percent)
    assert len(sent(way, 20_000)) == 20_000 - way.counts.lost
    assert way.counts.lost / 200 == pytest.approx(percent, rel=0.1)


def lost_runs(way: Way[int], count: int) -> list[int]:
    arrived = [-1, *sent(way, count), count]
    return [after - before - 1 for before, after in pairwise(arrived) if after - before > 1]


@pytest.mark.parametrize(("percent", "burst"), [(3, 8), (10, 4), (3, 1)])
def test_losses_come_in_spells_of_the_length_that_is_set(percent: float, burst: float) -> None:
    way = way_of(loss_percent=percent, burst_packets=burst)
    runs = lost_runs(way, 40_000)
    assert sum(runs) / 400 == pytest.approx(percent, rel=0.15)
    assert sum(runs) / len(runs) == pytest.approx(burst, rel=0.2)


def test_a_bad_spell_may_lose_a_part_only() -> None:
    way = way_of(loss_percent=5, burst_packets=20, burst_loss_percent=50)
    runs = lost_runs(way, 40_000)
    assert sum(runs) / 400 == pytest.approx(5, rel=0.15)
    assert sum(runs) / len(runs) == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize("burst", [1, 8])
def test_all_may_be_lost(burst: float) -> None:
    assert sent(way_of(loss_percent=100, burst_packets=burst), 500) == {}


def test_the_same_seed_gives_the_same_end_and_another_one_another() -> None:
    bad = {"loss_percent": 5, "burst_packets": 4, "jitter_ms": 20, "rate_kbit": 8000}
    assert sent(way_of("1", **bad), 500) == sent(way_of("1", **bad), 500)
    assert sent(way_of("1", **bad), 500) != sent(way_of("2", **bad), 500)


def test_which_packets_are_lost_does_not_depend_on_jitter_and_rate() -> None:
    assert (
        sent(way_of(loss_percent=5), 500).keys()
        == sent(way_of(loss_percent=5, jitter_ms=9, rate_kbit=20_000), 500).keys()
    )
