"""A bundle on the disk: exactly its files, whatever was there before."""

from pathlib import Path

from kiosk.procedures.bundles.laying import laid_down, sweep
from kiosk.procedures.bundles.signed import Bundle

FILES = {"blocks.yml": "blocks: {}\n", "gomi/words/vi.yml": "粗大ごみ: rác\n"}
BUNDLE = Bundle(7, "ab" * 32, FILES)


def there(folder: Path) -> dict[str, str]:
    return {one.relative_to(folder).as_posix(): one.read_text() for one in folder.rglob("*.yml")}


def test_its_files_are_there_and_are_left_alone(tmp_path: Path) -> None:
    folder = laid_down(BUNDLE, tmp_path)
    assert there(folder) == FILES
    before = folder.stat().st_ino
    assert laid_down(BUNDLE, tmp_path).stat().st_ino == before


def test_what_was_changed_added_or_lost_is_made_again(tmp_path: Path) -> None:
    folder = laid_down(BUNDLE, tmp_path)
    (folder / "blocks.yml").write_text("blocks: {x: []}")
    assert there(laid_down(BUNDLE, tmp_path)) == FILES
    (folder / "gomi" / "gomi.v1.form.yml").write_text("procedure: gomi")
    assert there(laid_down(BUNDLE, tmp_path)) == FILES
    (folder / "gomi" / "words" / "vi.yml").unlink()
    assert there(laid_down(BUNDLE, tmp_path)) == FILES


def test_a_draft_that_was_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f"7-{BUNDLE.sha256[:12]}.new" / "gomi").mkdir(parents=True)
    assert there(laid_down(BUNDLE, tmp_path)) == FILES


def test_folders_of_other_bundles_are_swept_and_files_stay(tmp_path: Path) -> None:
    folder = laid_down(BUNDLE, tmp_path)
    (tmp_path / "6-old").mkdir()
    (tmp_path / "newest.bundle").write_bytes(b"signed")
    sweep(tmp_path, folder)
    assert {one.name for one in tmp_path.iterdir()} == {folder.name, "newest.bundle"}
    sweep(tmp_path / "nowhere")
