"""How much and how long a request may be on its way."""

from kiosk.headquarters.web.requests.request_bounds import (
    BODY_S,
    HEAD_S,
    LARGEST_HEAD_BYTES,
    SLOWEST_BYTES_S,
    RequestBounds,
)


def test_a_head_is_bounded_in_size_and_time_from_the_first_moment() -> None:
    bounds = RequestBounds(100.0)
    assert bounds.deadline_s == 100.0 + HEAD_S
    bounds.fed(LARGEST_HEAD_BYTES, 105.0)
    assert (bounds.too_much, bounds.deadline_s) == (False, 100.0 + HEAD_S)
    bounds.fed(1, 106.0)
    assert bounds.too_much


def test_the_next_head_has_its_own_time_from_its_first_byte() -> None:
    bounds = RequestBounds(0.0)
    bounds.head_read(1.0)
    bounds.request_read()
    assert bounds.deadline_s is None
    bounds.fed(1, 50.0)
    assert bounds.deadline_s == 50.0 + HEAD_S


def test_a_body_has_the_time_it_takes_on_the_slowest_line() -> None:
    bounds = RequestBounds(0.0)
    bounds.head_read(2.0)
    assert bounds.deadline_s == 2.0 + BODY_S
    bounds.fed(10 * SLOWEST_BYTES_S, 3.0)
    bounds.body(10 * SLOWEST_BYTES_S)
    assert bounds.deadline_s == 2.0 + BODY_S + 10
    bounds.waited(5.0)
    assert bounds.deadline_s == 2.0 + BODY_S + 15


def test_what_stands_around_a_body_may_not_grow_without_it() -> None:
    bounds = RequestBounds(0.0)
    bounds.head_read(0.0)
    bounds.fed(LARGEST_HEAD_BYTES + 2000, 1.0)
    assert bounds.too_much
    bounds.body(1000)
    assert not bounds.too_much
