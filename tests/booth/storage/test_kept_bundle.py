"""What is kept of bundles: the newest and the one before, each only as long as it can be believed."""

from pathlib import Path

import pytest

from kiosk.booth.storage.kept_bundle import KeptBundle
from tests.booth.bundles import bundle
from tests.booth.conftest import Authority

OURS = Authority()
ONE, TWO, THREE = (bundle(number, OURS, {"blocks.yml": f"# {number}"}) for number in (1, 2, 3))


@pytest.fixture
def kept(tmp_path: Path) -> KeptBundle:
    found = KeptBundle(tmp_path)
    found.keep(ONE, 0)
    found.keep(TWO, 1)
    return found


def numbers(kept: KeptBundle, authority: Authority = OURS) -> list[int]:
    return [one.number for one in kept.found(authority.pem)]


def test_the_newest_is_kept_and_the_one_that_worked_before(kept: KeptBundle) -> None:
    assert numbers(kept) == [2, 1]
    kept.keep(THREE, 2)
    assert numbers(kept) == [3, 2]


def test_what_never_worked_does_not_take_the_place_of_what_did(kept: KeptBundle) -> None:
    kept.keep(THREE, 1)
    assert numbers(kept) == [3, 1], "2 was kept and could not be used"


def test_what_is_damaged_or_of_another_town_is_passed_over(kept: KeptBundle, tmp_path: Path) -> None:
    (tmp_path / "newest.bundle").write_bytes(TWO[:-1])
    assert numbers(kept) == [1]
    assert numbers(kept, Authority()) == []
    kept.keep(TWO, 1)
    assert numbers(kept) == [2, 1]


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert numbers(KeptBundle(tmp_path / "procedures")) == []


def test_its_files_are_laid_down_and_others_swept(kept: KeptBundle, tmp_path: Path) -> None:
    two, one = kept.found(OURS.pem)
    folder, older = kept.lay_down(two), kept.lay_down(one)
    kept.sweep(folder)
    assert not older.exists()
    assert (folder / "blocks.yml").read_text() == "# 2"
    assert numbers(kept) == [2, 1]
