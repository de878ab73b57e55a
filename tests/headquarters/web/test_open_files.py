"""How many connections the limit of files leaves."""

import resource

import pytest

from kiosk.headquarters.web import open_files


def test_the_limit_is_raised_as_far_as_it_may_and_never_lowered() -> None:
    before, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    now = open_files.raise_limit()
    assert now >= before
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (now, hard)
    assert open_files.raise_limit() == now


@pytest.mark.parametrize(("limit", "each"), [(65_536, 32_640), (1024, 384), (10, 1)])
def test_the_doors_share_what_other_files_leave(limit: int, each: int) -> None:
    assert open_files.room_for_connections(limit, doors=2) == each


def test_few_files_are_said(capfd: pytest.CaptureFixture[str]) -> None:
    open_files.room_for_connections(1024, doors=2)
    assert "few_files" not in capfd.readouterr().err
    open_files.room_for_connections(512, doors=2)
    assert "few_files" in capfd.readouterr().err
