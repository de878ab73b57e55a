from pathlib import Path

import pytest
from pydantic import ValidationError

from kiosk.procedures.files import yaml_lines
from kiosk.procedures.files.broken import BrokenFile, explained, named
from kiosk.procedures.files.mistakes import Spot, mistake
from kiosk.procedures.procedure import Procedure, ProcedureFile

PATH = Path("juminhyo.v3.form.yml")


def told(folder: Path, old: str, new: str) -> list[str]:
    """What is said about the real file after one text was changed."""
    text = (folder / "juminhyo" / "juminhyo.v3.form.yml").read_text(encoding="utf-8")
    assert old in text
    document = yaml_lines.read(text.replace(old, new, 1))
    with pytest.raises(ValidationError) as caught:
        ProcedureFile.model_validate(document.value)
    return [problem.reason for problem in explained(PATH, document, caught.value).problems]


@pytest.mark.parametrize(
    ("old", "new", "reasons"),
    [
        (
            "            hint: {ja: ご本人の分",
            "            hnit: {ja: ご本人の分",
            ["pages.who.fields.who.options.self: unknown key 'hnit'; did you mean 'hint'?"],
        ),
        ("        maximum: 10", "        zzz: 10", ["pages.copies.fields.copies: unknown key 'zzz'; remove it"]),
        ("        unit:", "        unti:", ["pages.copies.fields.copies: unknown key 'unti'; did you mean 'unit'?"]),
        ("law: [", "lwa: [", ["file: unknown key 'lwa'; did you mean 'law'?"]),
        (
            "        minimum: 1\n",
            "        minimum: one\n",
            [
                "pages.copies.fields.copies.minimum: 'one' is no valid integer",
            ],
        ),
    ],
)
def test_each_mistake_is_said_once_with_what_was_meant(folder: Path, old: str, new: str, reasons: list[str]) -> None:
    assert told(folder, old, new) == reasons


def test_places_are_named_by_ids(juminhyo: Procedure) -> None:
    assert (
        named(("pages", 0, "fields", 0, "options", 1, "label"), juminhyo)
        == "pages.who.fields.who.options.household.label"
    )
    assert named(("tests", 3, "expect"), juminhyo) == "tests.3.expect"
    assert named(("pages", 99, "x"), {"pages": []}) == "pages.99.x"


def test_a_broken_file_reads_like_a_compiler_says_it() -> None:
    assert str(BrokenFile(PATH, Spot(7, 3), mistake("tab"), "pages.who")) == (
        "juminhyo.v3.form.yml:7:3: pages.who: a tab stands where only blanks may"
    )
