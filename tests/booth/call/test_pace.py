"""What is paced happens at once, then only so often, and never with what was true before."""

import pytest

from kiosk.booth.call.pace import Paced
from tests.booth.call.given_clock import GivenClock


class Writing:
    """Keys pressed one after another, and what went out for them."""

    def __init__(self) -> None:
        self.clock = GivenClock()
        self.text = ""
        self.out: list[tuple[float, str]] = []
        self.paced = Paced(lambda: self.out.append((self.clock.now_s - 100, self.text)), 0.5, self.clock)

    def type(self, text: str, every_s: float) -> None:
        for letter in text:
            self.text += letter
            self.paced.ask()
            self.clock.pass_s(every_s)


@pytest.fixture
def writing() -> Writing:
    return Writing()


def test_after_a_pause_it_happens_at_once(writing: Writing) -> None:
    writing.type("ab", every_s=1)
    assert writing.out == [(0, "a"), (1, "ab")]


def test_many_in_a_row_happen_only_so_often_and_the_last_is_not_lost(writing: Writing) -> None:
    writing.type("abcdefgh", every_s=0.125)
    writing.clock.pass_s(10)
    assert writing.out == [(0, "a"), (0.5, "abcd"), (1, "abcdefgh")]


def test_one_thing_waits_however_often_it_was_asked_for(writing: Writing) -> None:
    writing.type("abcdef", every_s=0)
    assert writing.clock.waiting == 1


def test_what_is_dropped_does_not_happen_and_the_next_keeps_its_distance(writing: Writing) -> None:
    writing.type("ab", every_s=0.125)
    writing.paced.drop()
    writing.paced.drop()
    writing.type("c", every_s=1)
    assert writing.out == [(0, "a"), (0.5, "abc")]


def test_what_happens_may_ask_again(writing: Writing) -> None:
    def act() -> None:
        writing.out.append((writing.clock.now_s, ""))
        again.ask()

    again = Paced(act, 1.0, writing.clock)
    again.ask()
    writing.clock.pass_s(2.0)
    assert [at - 100 for at, _ in writing.out] == [0, 1, 2]
