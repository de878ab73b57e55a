"""The files of the screens' words, one a language, read without Qt."""

from pathlib import Path

from kiosk.booth.views.translations import FOLDER, files, wordings


def test_every_language_has_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "booth.ja.toml").write_text('back = "もどる"', encoding="utf-8")
    (tmp_path / "booth.zh-Hans.toml").write_text(
        'back = {text = "返回", reviewed_by = "李 2026-12-01"}', encoding="utf-8"
    )
    (tmp_path / "notes.toml").write_text('back = "?"', encoding="utf-8")
    assert list(files(tmp_path)) == ["ja", "zh-Hans"]
    found = wordings(tmp_path)
    assert {locale: one.texts["back"] for locale, one in found.items()} == {"ja": "もどる", "zh-Hans": "返回"}
    assert [one.drafts for one in found.values()] == [1, 0]


def test_the_delivered_ones_are_those_of_the_screens() -> None:
    assert {"ja", "easy", "en"} <= set(files()) == {path.name.split(".")[1] for path in FOLDER.iterdir()}
