"""What a bundle holds: files under names that lead nowhere else, within bounds."""

import json
import zlib

import pytest

from kiosk.procedures.bundles.contents import packed, unpacked
from kiosk.procedures.bundles.gathering import gathered
from kiosk.protocol.bundles import BadBundle
from tests.town import TOWN


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


def test_more_than_travels_is_told_of() -> None:
    with pytest.raises(BadBundle, match="too_large"):
        packed({"a.yml": "x" * (2 * 2**20 + 1)})
    with pytest.raises(BadBundle, match="too_large"):
        packed({f"a/{number}.yml": "" for number in range(4001)})
