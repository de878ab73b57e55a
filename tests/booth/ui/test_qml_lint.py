"""qmllint over every QML file, with the types of the Python views: a misspelt name is an error."""

from pathlib import Path

import pytest

from kiosk.booth.views.pages import PAGES
from tests.booth.ui.qml_lint import describe_views, lint, qml_files


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return describe_views(tmp_path_factory.mktemp("qml"))


def test_every_qml_file_is_clean(imports: Path) -> None:
    status, said = lint(imports, qml_files())
    assert status == 0, said


def test_a_misspelt_property_of_a_view_is_seen(imports: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "Wrong.qml"
    wrong.write_text(
        "pragma ComponentBehavior: Bound\nimport QtQuick\nimport Booth\nText {\n    id: root\n"
        "    required property BoothView booth\n    text: root.booth.plaec\n}\n"
    )
    status, said = lint(imports, [wrong])
    assert status != 0
    assert "plaec" in said


def test_a_page_is_short_enough_to_read() -> None:
    long = {path.name: lines for path in qml_files() if (lines := len(path.read_text().splitlines())) > 250}
    assert not long


def test_every_page_named_by_the_view_is_there() -> None:
    there = {path.stem for path in qml_files()}
    assert set(PAGES.values()) <= there


def test_no_screen_text_stands_in_qml() -> None:
    japanese = {
        f"{path.name}: {line.strip()}"
        for path in qml_files()
        for line in path.read_text(encoding="utf-8").splitlines()
        if path.parent.name != "Typing"  # the keys of a board are letters, not words
        and not line.strip().startswith("//")
        and any("一" <= letter <= "鿿" for letter in line)
    }
    assert not japanese
