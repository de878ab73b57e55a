"""A process costs what it worked."""

import os

import pytest

from kiosk.media.measure import processor_s


def test_processor_seconds_grow_with_work_and_a_process_that_ended_has_none() -> None:
    before = processor_s(os.getpid())
    while processor_s(os.getpid()) == before:
        sum(range(10_000))
    with pytest.raises(FileNotFoundError):
        processor_s(2**22 + 1)
