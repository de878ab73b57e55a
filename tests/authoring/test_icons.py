"""The page of pictures has every one that a file may name, and nothing a file may not."""

from pathlib import Path

from kiosk.authoring import icons
from kiosk.authoring.cli import main
from kiosk.authoring.linting import ICONS


def test_every_picture_stands_above_its_name(tmp_path: Path) -> None:
    assert main(["icons", "--out", str(tmp_path / "all.html"), "--lang", "ja"]) == 0
    page = (tmp_path / "all.html").read_text(encoding="utf-8")
    known = icons.names(ICONS)
    assert {"pets", "delete_sweep"} <= set(known)
    assert all(f"<code>{name}</code>" in page for name in known)
    assert page.count("<svg") == len(known)
    assert "絵の名前" in page


def test_the_other_state_of_a_picture_has_no_name_of_its_own(tmp_path: Path) -> None:
    for name in ("home", "home-fill"):
        (tmp_path / f"{name}.svg").write_text("<svg></svg>", encoding="utf-8")
    assert icons.names(tmp_path) == ["home"]
