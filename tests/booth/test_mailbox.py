"""Events are judged one after another, in order, and each is carried out before the next is judged."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from kiosk import log
from kiosk.booth.mailbox import Mailbox
from kiosk.log import Log


@dataclass(frozen=True)
class Open:
    """The first stage."""


@dataclass(frozen=True)
class Shut:
    """The other one."""


@dataclass(frozen=True)
class Door:
    stage: Open | Shut = Open()
    knocks: int = 0


class Porter:
    """A mailbox that counts knocks, shuts at the third, and says each aloud."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.seen: list[Door] = []
        self.mailbox: Mailbox[Door, str, str] = Mailbox(Door(), self.decide, self.carry_out, self.changed, Log("door"))

    def decide(self, door: Door, event: str) -> tuple[Door, tuple[str, ...]]:
        if event == "bug":
            raise KeyError(event)
        if event == "look":
            return door, ("looked",)
        stage = Shut() if door.knocks == 2 else door.stage
        return Door(stage, door.knocks + 1), (f"{event} heard", f"{event} told")

    def carry_out(self, command: str) -> None:
        self.done.append(command)
        if command == "first heard":
            self.mailbox.post("second")
            self.done.append("second posted")

    def changed(self, door: Door) -> None:
        self.seen.append(door)
        if door.knocks == 2:
            self.mailbox.post("third")


@pytest.fixture
def porter() -> Porter:
    return Porter()


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


def test_what_is_posted_meanwhile_is_judged_after_everything_was_carried_out(porter: Porter) -> None:
    porter.mailbox.post("first")
    assert porter.done == [
        "first heard", "second posted", "first told", "second heard", "second told", "third heard", "third told"
    ]  # fmt: skip
    assert [door.knocks for door in porter.seen] == [1, 2, 3]
    assert porter.mailbox.state == Door(Shut(), 3)


def test_a_state_that_stays_equal_is_not_told(porter: Porter) -> None:
    porter.mailbox.post("look")
    assert (porter.done, porter.seen) == (["looked"], [])


def test_a_bug_is_seen_and_the_next_event_is_judged_all_the_same(porter: Porter) -> None:
    with pytest.raises(KeyError):
        porter.mailbox.post("bug")
    porter.mailbox.post("look")
    assert porter.done == ["looked"]
    assert porter.mailbox.state == replace(Door())


def test_a_new_stage_is_logged_by_its_name_and_nothing_else_of_it(porter: Porter, written: io.StringIO) -> None:
    porter.mailbox.post("first")
    (line,) = (json.loads(one) for one in written.getvalue().splitlines())
    assert {key: line[key] for key in ("part", "event", "before", "after")} == {
        "part": "door", "event": "stage_changed", "before": "Open", "after": "Shut"
    }  # fmt: skip
