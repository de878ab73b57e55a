"""A folder of procedures is gathered whole: every file a booth reads, and no other."""

import os
from pathlib import Path

import pytest

from kiosk.procedures.bundles.gathering import NotBundled, gathered
from tests.town import DELIVERED


def test_every_file_a_booth_reads_is_in_it_and_no_other() -> None:
    found = gathered(DELIVERED)
    assert {"blocks.yml", "groups.yml", "life-events/okuyami.yml", "words/vi.yml"} <= found.keys()
    assert {"juminhyo/juminhyo.v3.form.yml", "juminhyo/juminhyo.v3.paper.yml"} <= found.keys()
    assert not any(place.startswith(("guide", "schema")) or not place.endswith(".yml") for place in found)


def test_a_folder_with_a_file_that_cannot_travel_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "vi.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(NotBundled, match=r"words/vi\.yml"):
        gathered(tmp_path)
    (tmp_path / "words" / "vi.yml").rename(tmp_path / "words" / "zh Hans.yml")
    with pytest.raises(NotBundled, match=r"words/zh Hans\.yml"):
        gathered(tmp_path)


def test_a_file_that_is_too_large_or_no_file_is_told_of(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "blocks.yml")
    (tmp_path / "groups.yml").write_text("x" * (8 * 2**20))
    with pytest.raises(NotBundled, match=r"groups\.yml"):
        gathered(tmp_path)
