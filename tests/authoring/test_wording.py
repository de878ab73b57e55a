import json
import re
from pathlib import Path

import pytest

from kiosk.authoring import wording
from kiosk.procedures.files.mistakes import Language

FOLDER = Path(wording.__file__).parent / "words"


def test_both_languages_have_every_sentence_with_the_same_gaps() -> None:
    gaps = {
        name: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in json.loads(path.read_text("utf-8")).items()}
        for name, path in (("ja", FOLDER / "ja.json"), ("en", FOLDER / "en.json"))
    }
    assert gaps["ja"] == gaps["en"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_GB.UTF-8"}, "ja"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_system(environment: dict[str, str], language: Language) -> None:
    assert wording.language_of(environment) == language


def test_a_sentence_names_its_facts() -> None:
    assert wording.say("ja", "mistakes", mistakes=2, files=5) == "直す所が2か所あります（5ファイルを見ました）。"
