"""A full disk and a broken one are told apart, because an installer does something else for each."""

import pytest

from kiosk.booth.storage.faults import StoreBroken, StoreFull, fault_of


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("database or disk is full", StoreFull),
        ("[Errno 28] No space left on device", StoreFull),
        ("attempt to write a readonly database", StoreBroken),
        ("disk I/O error", StoreBroken),
        ("unable to open database file", StoreBroken),
    ],
)
def test_what_sqlite_says_is_one_of_two_faults(said: str, fault: type[Exception]) -> None:
    assert type(fault_of(said)) is fault
