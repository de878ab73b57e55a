"""Texts are drafts until somebody who speaks the language put a name to them, and no shipped text claims otherwise."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.applications import slip, todo_list
from kiosk.booth.speech import speech
from kiosk.booth.views.translations import FOLDER
from kiosk.card import faults
from kiosk.procedures import words
from kiosk.procedures.files import translations
from kiosk.reviewed import ORIGINALS, NoText, Wording, read, wording
from tests.town import DELIVERED

FILES = sorted(
    path
    for folder in (FOLDER, speech.FOLDER, faults.FOLDER, words.FOLDER)
    for path in folder.iterdir()
    if path.suffix in (".toml", ".json")
)
HEAD = "a native reader must check every line"


def test_a_plain_text_is_a_draft_and_one_with_a_name_is_not(tmp_path: Path) -> None:
    mixed: dict[str, object] = {"back": {"text": "Kembali", "reviewed_by": "Siti 2026-12-01"}, "close": "Tutup"}
    found = wording(mixed)
    assert found == Wording({"back": "Kembali", "close": "Tutup"}, {"back": "Siti 2026-12-01"})
    assert found.drafts == 1
    (tmp_path / "id.toml").write_text(
        'back = {text = "Kembali", reviewed_by = "Siti 2026-12-01"}\nclose = "Tutup"', encoding="utf-8"
    )
    (tmp_path / "id.json").write_text(
        '{"back": {"text": "Kembali", "reviewed_by": "Siti 2026-12-01"}, "close": "Tutup"}', encoding="utf-8"
    )
    assert read(tmp_path / "id.toml") == read(tmp_path / "id.json") == found


@pytest.mark.parametrize(
    "said", [{"text": "x"}, {"text": "x", "reviewed_by": " "}, {"text": "x", "reviewed_by": 1}, 3, {"reviewed_by": "y"}]
)
def test_nobody_has_checked_what_bears_no_name(said: object) -> None:
    with pytest.raises(NoText, match="back"):
        wording({"back": said})


def claims() -> dict[str, str]:
    """Who is said to have checked what, in everything that comes with the program."""
    found = {f"{path.name} {key}": name for path in FILES for key, name in read(path).reviewed_by.items()}
    for paper in (slip.wordings(), todo_list.wordings()):
        found |= {f"{locale} {key}": name for locale, one in paper.items() for key, name in one.reviewed_by.items()}
    for locale, names in translations.reviewers(DELIVERED).items():
        found |= {f"{locale} {japanese}": name for japanese, name in names.items()}
    return found


def test_who_checked_a_shipped_text_is_named_with_the_day() -> None:
    today = datetime.now(UTC).date()  # noqa: TID251 -- nobody has checked anything tomorrow
    for place, name in claims().items():
        day = re.fullmatch(r"\S.* (\d{4}-\d\d-\d\d)", name)
        assert day, place
        assert date.fromisoformat(day[1]) <= today, place


@pytest.mark.parametrize("path", [path for path in FILES if path.parent != words.FOLDER], ids=lambda path: path.name)
def test_the_head_of_a_file_says_draft_as_long_as_it_is_one(path: Path) -> None:
    original = path.stem.removeprefix("booth.") in ORIGINALS
    is_draft = not original and read(path).drafts > 0
    head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:2])
    assert (HEAD in head) == is_draft
