"""What a bundle holds: every file a booth reads, under names that lead nowhere else, within bounds."""

import json
import os
import zlib
from pathlib import Path

import pytest

from kiosk.procedures.bundles.contents import NotBundled, gathered, packed, unpacked
from kiosk.protocol.bundles import BadBundle
from tests.town import DELIVERED, TOWN


def test_every_file_a_booth_reads_is_in_it_and_no_other() -> None:
    found = gathered(DELIVERED)
    assert {"blocks.yml", "groups.yml", "life-events/okuyami.yml", "words/vi.yml"} <= found.keys()
    assert {"juminhyo/juminhyo.v3.form.yml", "juminhyo/juminhyo.v3.paper.yml"} <= found.keys()
    assert not any(place.startswith(("guide", "schema")) or not place.endswith(".yml") for place in found)


def test_files_come_back_as_they_were_and_the_same_files_are_the_same_bytes() -> None:
    found = gathered(TOWN)
    body, size = packed(found)
    assert unpacked(body) == found
    assert size > len(body)
    assert packed(dict(reversed(list(found.items()))))[0] == body


@pytest.mark.parametrize(
    "place",
    [
        "../booth.toml.yml",
        "/etc/passwd.yml",
        "a/../../b.yml",
        "a/b/c/d.yml",
        ".hidden/a.yml",
        "juminhyo/.yml",
        "juminhyo\\..\\a.yml",
        "juminhyo/a.yml\n",
        "juminhyo/run.sh",
        "C:/a.yml",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(place: str) -> None:
    body = zlib.compress(json.dumps({"files": {"blocks.yml": "blocks: {}", place: "x"}}).encode())
    with pytest.raises(BadBundle, match="damaged"):
        unpacked(body)


def test_two_names_that_are_one_on_some_disks_are_refused() -> None:
    body = zlib.compress(json.dumps({"files": {"a/b.yml": "x", "A/b.yml": "y"}}).encode())
    with pytest.raises(BadBundle, match="damaged"):
        unpacked(body)


def test_what_unpacks_to_more_than_was_said_is_never_unpacked_whole() -> None:
    bomb = zlib.compress(bytes(64 * 2**20), 9)
    assert len(bomb) < 100_000
    with pytest.raises(BadBundle, match="too_large"):
        unpacked(bomb)
    with pytest.raises(BadBundle, match="too_large"):
        unpacked(packed({"blocks.yml": "x" * 100})[0], 50)


@pytest.mark.parametrize("change", [lambda body: body[:-1], lambda body: body + b"more", lambda _: b"not zlib"])
def test_what_is_cut_or_has_more_behind_it_is_refused(change: object) -> None:
    assert callable(change)
    with pytest.raises(BadBundle, match="damaged"):
        unpacked(change(packed({"blocks.yml": "blocks: {}"})[0]))


def test_a_key_of_a_later_program_is_passed_over() -> None:
    assert unpacked(zlib.compress(b'{"files": {"a.yml": "x"}, "fonts": []}')) == {"a.yml": "x"}


def test_a_folder_with_a_file_that_cannot_travel_is_no_bundle(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "vi.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(NotBundled, match=r"words/vi\.yml"):
        gathered(tmp_path)
    (tmp_path / "words" / "vi.yml").rename(tmp_path / "words" / "zh Hans.yml")
    with pytest.raises(NotBundled, match=r"words/zh Hans\.yml"):
        gathered(tmp_path)


def test_a_folder_that_holds_more_than_travels_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadBundle, match="too_large"):
        packed({"a.yml": "x" * (2 * 2**20 + 1)})
    with pytest.raises(BadBundle, match="too_large"):
        packed({f"a/{number}.yml": "" for number in range(4001)})
    os.mkfifo(tmp_path / "blocks.yml")
    (tmp_path / "groups.yml").write_text("x" * (8 * 2**20))
    with pytest.raises(NotBundled, match=r"groups\.yml"):
        gathered(tmp_path)
