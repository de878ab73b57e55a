"""Small codes: each with its sentence for staff, those a resident meets with one for residents in every language."""

import re
import tomllib
from pathlib import Path

import pytest

from kiosk.booth.trouble import FOR_STAFF, Trouble

TRANSLATIONS = sorted((Path(__file__).parents[2] / "assets" / "translations").glob("booth.*.toml"))
MET_BY_RESIDENTS = {
    Trouble.NOT_ENROLLED, Trouble.DISK_FULL, Trouble.STORE_BROKEN, Trouble.NO_PROCEDURES, Trouble.BAD_SEALING_KEY,
    Trouble.TOO_LARGE,
}  # fmt: skip
"""Those that stop the booth or keep an application from being taken; the others staff read in log and fleet page."""


def test_codes_are_short_and_all_different() -> None:
    assert all(re.fullmatch(r"B-\d\d", trouble) for trouble in Trouble)
    assert len({trouble.value for trouble in Trouble}) == len(Trouble)


@pytest.mark.parametrize("trouble", Trouble)
def test_staff_have_a_sentence_that_says_what_to_do(trouble: Trouble) -> None:
    sentence = FOR_STAFF[trouble]
    assert sentence.endswith("。")
    assert sentence.count("。") >= 2, "what is wrong, and what to do or what is safe"


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.name)
def test_residents_have_a_sentence_in_their_language(path: Path) -> None:
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    flat = {key: text for part in words.values() if isinstance(part, dict) for key, text in part.items()} | words
    assert {trouble for trouble in MET_BY_RESIDENTS if not flat.get(f"trouble-{trouble}")} == set()
    assert flat["trouble-other"]
