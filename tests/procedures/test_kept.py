from pathlib import Path

import pytest

from kiosk.procedures import kept
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files import reading
from kiosk.procedures.files.blocks import Blocks
from tests.procedures.files.test_reading import FILE, change


@pytest.fixture
def keep_at(tmp_path: Path) -> Path:
    return tmp_path / "procedures.json"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Procedure files, as they are read."""
    read: list[Path] = []
    whole = reading._whole

    def noted(path: Path, blocks: Blocks) -> object:
        read.append(path)
        return whole(path, blocks)

    monkeypatch.setattr(reading, "_whole", noted)
    return read


def test_what_is_kept_is_what_was_read(delivered: Path, keep_at: Path, reads: list[Path]) -> None:
    first = Catalog(delivered, keep_at).load()
    reads.clear()
    second = Catalog(delivered, keep_at).load()
    assert reads == []
    assert second.procedures == first.procedures
    assert second.groups == first.groups
    assert second.events == first.events
    assert [one.sha256 for one in second.procedures] == [one.sha256 for one in first.procedures]


def test_a_changed_file_is_read(copy_of_folder: Path, keep_at: Path) -> None:
    Catalog(copy_of_folder, keep_at).load()
    change(copy_of_folder, "version: 3.1.0", "version: 3.2.0")
    assert [one.version for one in Catalog(copy_of_folder, keep_at).load().procedures] == ["3.2.0"]


def test_the_last_good_one_stays_when_it_came_from_what_was_kept(copy_of_folder: Path, keep_at: Path) -> None:
    Catalog(copy_of_folder, keep_at).load()
    running = Catalog(copy_of_folder, keep_at).load()
    change(copy_of_folder, "version: 3.1.0", "version: three")
    assert [one.version for one in running.load().procedures] == ["3.1.0"]
    assert [one.path for one in running.problems] == [copy_of_folder / FILE]
    assert Catalog(copy_of_folder, keep_at).load().procedures == ()


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\xff\xfe", b'{"of": "0", "by_file": {}, "groups": [], "events": []}'])
def test_a_spoilt_one_is_as_good_as_none(folder: Path, keep_at: Path, spoilt: bytes) -> None:
    keep_at.write_bytes(spoilt)
    assert Catalog(folder, keep_at).load().procedures == Catalog(folder).load().procedures
    assert keep_at.read_bytes() != spoilt


def test_another_program_reads_the_files(
    folder: Path, keep_at: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalog(folder, keep_at).load()
    reads.clear()
    monkeypatch.setattr(kept, "_program", lambda: b"a later one")
    Catalog(folder, keep_at).load()
    assert len(reads) == 1


def test_where_nothing_can_be_kept_the_files_are_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    read = Catalog(folder, tmp_path / "file" / "procedures.json").load()
    assert len(read.procedures) == 1
    assert read.problems == ()


def test_what_was_changed_while_it_was_read_is_not_kept(
    copy_of_folder: Path, keep_at: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading._whole

    def changing(path: Path, blocks: Blocks) -> object:
        read = whole(path, blocks)
        change(copy_of_folder, "version: 3.1.0", "version: 3.2.0")
        return read

    monkeypatch.setattr(reading, "_whole", changing)
    Catalog(copy_of_folder, keep_at).load()
    assert not keep_at.exists()
