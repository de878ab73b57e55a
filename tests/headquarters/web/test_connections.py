"""Who may be connected, and who has to go when there is no room."""

from datetime import UTC, datetime

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.web.connections import Connection, Connections


def alarms() -> Alarms:
    return Alarms(lambda: datetime(2026, 11, 21, tzinfo=UTC))


class Crowd:
    """Connections that remember who was ended."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self.alarms = alarms()
        self.connections = Connections("staff", most, most_of_one, self.alarms)
        self.ended: list[str] = []

    def come(self, name: str, of: str = "", at: float = 0.0, busy: bool = False) -> Connection | None:
        connection = Connection(of or name, at, lambda: self.ended.append(name))
        if busy:
            connection.idle_since_s = None
        return connection if self.connections.come(connection) else None


def test_whoever_has_the_most_loses_the_connection_that_was_idle_longest() -> None:
    crowd = Crowd(most=4, most_of_one=4)
    crowd.come("clerk", at=0.0)
    for number in range(3):
        crowd.come(f"crowd {number}", of="crowd", at=1.0 + number)
    assert crowd.come("booth", at=9.0)
    assert (crowd.ended, len(crowd.connections), crowd.connections.idle_ended) == (["crowd 0"], 4, 1)


def test_one_address_cannot_have_them_all_and_takes_from_itself_only() -> None:
    crowd = Crowd(most=100, most_of_one=3)
    crowd.come("clerk", at=0.0)
    for number in range(9):
        assert crowd.come(f"crowd {number}", of="crowd", at=1.0 + number)
    assert crowd.ended == [f"crowd {number}" for number in range(6)]
    assert len(crowd.connections) == 4


def test_whoever_is_served_is_never_ended_and_the_newcomer_turned_away() -> None:
    crowd = Crowd(most=2, most_of_one=2)
    crowd.come("a", busy=True)
    crowd.come("b", busy=True)
    assert crowd.come("c") is None
    assert (crowd.ended, crowd.connections.turned_away) == ([], 1)


def test_where_the_largest_crowd_is_busy_somebody_else_who_is_idle_goes() -> None:
    crowd = Crowd(most=3, most_of_one=3)
    crowd.come("c1", of="crowd", busy=True)
    crowd.come("c2", of="crowd", busy=True)
    crowd.come("idle")
    assert crowd.come("new")
    assert crowd.ended == ["idle"]


def test_going_makes_room_and_going_twice_is_harmless() -> None:
    crowd = Crowd(most=1, most_of_one=1)
    first = crowd.come("a", busy=True)
    assert first
    assert crowd.come("b") is None
    crowd.connections.go(first)
    crowd.connections.go(first)
    assert len(crowd.connections) == 0
    assert crowd.come("b")


def test_the_alarm_rings_once_when_the_bound_comes_near_and_again_after_it_was_far() -> None:
    crowd = Crowd(most=10, most_of_one=10)

    def rang() -> int:
        return crowd.alarms.counts()[Alarm.CONNECTIONS_NEAR_BOUND]

    came = [crowd.come(f"{number}", busy=True) for number in range(7)]
    assert rang() == 0
    came += [crowd.come("8", busy=True), crowd.come("9", busy=True)]
    assert rang() == 1
    for one in came[:4]:
        assert one
        crowd.connections.go(one)
    for number in range(3):
        crowd.come(f"again {number}", busy=True)
    assert rang() == 2


def test_when_no_file_is_left_an_idle_connection_goes_and_it_is_said() -> None:
    crowd = Crowd(most=10, most_of_one=10)
    crowd.come("a")
    crowd.connections.out_of_files()
    assert (crowd.ended, crowd.alarms.counts()[Alarm.FILES_USED_UP]) == (["a"], 1)


def test_when_the_door_closes_only_the_idle_ones_are_ended() -> None:
    crowd = Crowd(most=10, most_of_one=10)
    for number in range(3):
        crowd.come(f"idle {number}", of="crowd")
    crowd.come("served", of="crowd", busy=True)
    crowd.connections.end_idle()
    assert (sorted(crowd.ended), len(crowd.connections)) == (["idle 0", "idle 1", "idle 2"], 1)
