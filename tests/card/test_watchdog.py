import threading

from kiosk.card.watchdog import Watchdog


def test_a_command_that_is_late_is_told() -> None:
    late = threading.Event()
    watchdog = Watchdog(0.01, 60, late.set)
    with watchdog.flow(), watchdog.command():
        assert late.wait(10)


def test_a_flow_of_many_quick_commands_that_takes_too_long_is_told() -> None:
    late = threading.Event()
    watchdog = Watchdog(60, 0.05, late.set)
    with watchdog.flow():
        for _ in range(3):
            with watchdog.command():
                pass
        assert late.wait(10)


def test_what_ends_in_time_is_left_alone() -> None:
    late = threading.Event()
    watchdog = Watchdog(1, 1, late.set)
    for _ in range(50):
        with watchdog.flow(), watchdog.command():
            pass
    assert not late.wait(1.3)
