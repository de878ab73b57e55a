"""Every mistake that the code can tell of has its sentences, and every sentence is told by something."""

import ast
import re
from pathlib import Path

import pytest

from kiosk.procedures.files.mistakes import Language, mistake, sentences

KIOSK = Path(__file__).parents[3] / "kiosk"
GAP = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def told() -> dict[str, set[str]]:
    """By kind: the facts named where the code tells of it. Kinds in tables are told with what is written."""
    found: dict[str, set[str]] = {}
    in_tables: dict[str, set[str]] = {}
    for source in [*sorted((KIOSK / "procedures").rglob("*.py")), *sorted((KIOSK / "authoring").rglob("*.py"))]:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="mistake" | "refusal"), args=[ast.Constant(value=str(kind))], keywords=facts
                ):
                    found.setdefault(kind, {fact.arg for fact in facts if fact.arg})
                case ast.Constant(value=str(kind)) if kind in sentences("en"):
                    in_tables[kind] = {"written"}
    return in_tables | found


def test_each_kind_has_its_sentences_and_each_sentence_its_kind() -> None:
    assert set(told()) == set(sentences("ja")) == set(sentences("en"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_sentences_name_only_what_they_are_given(language: Language) -> None:
    facts = told()
    for kind, both in sentences(language).items():
        for sentence in both.values():
            assert set(GAP.findall(sentence)) <= facts[kind], (kind, sentence)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_whoever_reads_it_is_told_what_to_do(language: Language) -> None:
    for kind, both in sentences(language).items():
        assert both["mend"].strip(), kind
        assert both["mend"] != both["reason"]
    if language == "ja":
        assert [
            kind for kind, both in sentences("ja").items() if not re.search(r"[ぁ-ん]", both["mend"] + both["reason"])
        ] == []


def test_braces_of_the_format_stay_braces() -> None:
    assert mistake("languages_expected", written="品目").mend("en") == "Write three: {ja: …, easy: …, en: …}"
