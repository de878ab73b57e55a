"""Files that are whole or not there."""

import os
from pathlib import Path

import pytest

from kiosk.files import read_plain, settle, write_private


def test_a_file_is_ours_alone_and_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["key.pem"]


def test_what_a_power_cut_left_half_written_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "key.pem.new").write_bytes(b"half")
    write_private(tmp_path / "key.pem", b"whole")
    assert (tmp_path / "key.pem").read_bytes() == b"whole"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_private(tmp_path / "none" / "key.pem", b"")
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "none")


def test_a_file_is_read_within_bounds_and_nothing_else_is_read_at_all(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("plain")
    assert read_plain(tmp_path / "plain", 5) == read_plain(tmp_path / "link", 5) == b"12345"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "endless", ".", "none"):
        with pytest.raises(OSError, match=name if name == "none" else "not a plain file"):
            read_plain(tmp_path / name, 5)
    with pytest.raises(OSError, match="larger than 4 bytes"):
        read_plain(tmp_path / "plain", 4)
