"""The words of the house: no class has a name that tells nothing, and what the design names is really there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BANNED = {"Manager", "Handler", "Helper", "Util", "Utils", "Abstract", "Info", "Misc"}
ELSEWHERE = {"wish": "command", "wishes": "commands", "clerk": "staff", "clerks": "staff"}
"""Words of ours for what the design and the field call otherwise; the role `clerk` is one of four of staff."""
DOCUMENTS = ("DESIGN.md", "CONTRIBUTING.md", "SECURITY.md")


def parts(name: str) -> set[str]:
    """The words of a CamelCase name."""
    return set(re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", name))


def test_a_name_falls_into_its_words() -> None:
    assert parts("CardReader") == {"Card", "Reader"}
    assert parts("_PINPad") == {"PIN", "Pad"}


def test_no_class_has_a_name_that_tells_nothing() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{node.lineno} {node.name}"
        for source in sorted((ROOT / "kiosk").rglob("*.py"))
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and parts(node.name) & BANNED
    ]
    assert not found, "\n".join(found)


def test_one_thing_has_one_word() -> None:
    found = [
        f"{source.relative_to(ROOT)}:{number} {word} (say {ELSEWHERE[word.lower()]})"
        for source in sorted((ROOT / "kiosk").rglob("*.py"))
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        for word in re.findall(r"(?<!['\"_])\b[A-Za-z]+\b(?!['\"])", line)
        if word.lower() in ELSEWHERE and "CLERK" not in line
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text)
    missing = [one for one in named if not (ROOT / one).exists() and not (ROOT / "kiosk" / one).exists()]
    assert named
    assert not missing, missing
