"""The words of the house: no class has a name that tells nothing, and what the design names is really there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BANNED = {"Manager", "Handler", "Helper", "Util", "Utils", "Abstract", "Base", "Common", "Data", "Info", "Misc"}
ELSEWHERE = {"wish": "command", "wishes": "commands", "clerk": "staff", "clerks": "staff"}
"""Words of ours for what the design and the field call otherwise; the role `clerk` is one of four of staff."""
OF_OTHERS = {
    "IdentityClient": "of HTTP",
    "BadRequest": "for a certificate (PKCS #10)",
    "RequestBounds": "of HTTP",
    "SessionToken": "of a signed-in browser",
    "StaffSession": "of a signed-in browser",
    "Session": "of media, as SDP calls it",
    "Profile": "of a rehearsal's card",
    "Worker": "whom routing may ring",
    "_Job": "of the store's own thread",
}
"""Classes named by a word our table sets aside, where it is the field's word for another thing."""
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


def rows() -> list[tuple[set[str], set[str]]]:
    """The table of DESIGN.md: the words of each row, and what it is not called."""
    table = (ROOT / "DESIGN.md").read_text(encoding="utf-8").split("| word |")[1].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line.startswith("|")]
    return [(set(word.split(" / ")), set(re.split(r" / |, ", instead)) - {"-"}) for word, _, _, instead in cells]


def named(sources: list[str]) -> set[str]:
    """Every class of some sources."""
    return {node.name for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)}


def set_aside(classes: set[str]) -> set[str]:
    """Those named by a word that the table gives another one for; `Error` ends an exception's name in Python."""
    ours = {word for words, _ in rows() for word in words}
    others = {word for _, instead in rows() for word in instead} - ours - {"error"}
    return {name for name in classes if {part.lower() for part in parts(name)} & others}


def sources() -> list[str]:
    return [source.read_text(encoding="utf-8") for source in sorted((ROOT / "kiosk").rglob("*.py"))]


def test_a_class_named_by_a_word_that_is_set_aside_is_found() -> None:
    assert set_aside(named(["class TicketQueue: ...", "class CaseDesk:\n    class _Upload: ..."])) == {
        "TicketQueue",
        "_Upload",
    }


def test_no_class_is_named_by_a_word_the_design_sets_aside() -> None:
    assert set_aside(named(sources())) == set(OF_OTHERS)


def test_every_word_of_the_design_is_used() -> None:
    text = " ".join(re.sub(r"([a-z])([A-Z])", r"\1 \2", source).replace("_", " ") for source in sources()).lower()
    words = {word for ours, _ in rows() for word in ours}
    assert len(words) > 40
    assert not {word for word in words if not re.search(rf"\b{word.lower()}s?\b", text)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text)
    missing = [one for one in named if not (ROOT / one).exists() and not (ROOT / "kiosk" / one).exists()]
    assert named
    assert not missing, missing
