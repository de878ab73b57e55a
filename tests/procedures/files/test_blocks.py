"""Shared blocks: put in place, with where each page stands in the file and which fields are shared."""

from pathlib import Path

import pytest

from kiosk.procedures.files.blocks import Blocks, assembled, read_blocks
from kiosk.procedures.files.broken import Broken, Written
from kiosk.procedures.procedure import Use
from tests.town import TOWN


def test_a_block_stands_where_it_is_used() -> None:
    blocks = read_blocks(TOWN / "blocks.yml")
    (page,) = blocks.pages["contact"]
    own = page.model_copy(update={"fields": (page.fields[0].model_copy(update={"id": "other_tel"}),)})
    made = assembled(Written.of(Path("x"), "{}"), [(("pages", 0), own), (("pages", 1), Use(use="contact"))], blocks)
    assert made.pages == (own, page)
    assert [made.block(("pages", at)) for at in (0, 1)] == ["", "contact"]
    assert made.block(("title",)) == ""
    assert made.in_file(("pages", 1, "fields", 0)) == ("pages", 1, "fields", 0)
    assert made.in_file(("title",)) == ("title",)
    assert made.shared == {"ap_tel"}


def test_no_file_is_no_blocks_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    assert read_blocks(tmp_path / "blocks.yml") == Blocks({}, "")
    with pytest.raises(Broken) as told:
        assembled(Written.of(Path("x"), "pages:\n- use: nobody\n"), [(("pages", 0), Use(use="nobody"))], Blocks({}, ""))
    assert "nobody" in told.value.problems[0].reason


def test_what_a_block_asks_again_is_told_once_with_the_block() -> None:
    blocks = read_blocks(TOWN / "blocks.yml")
    items = [(("pages", at), Use(use=name)) for at, name in enumerate(("applicant", "named"))]
    written = Written.of(Path("x"), "pages:\n- use: applicant\n- use: named\n")
    with pytest.raises(Broken) as told:
        assembled(written, items, blocks)
    (problem,) = told.value.problems
    assert (problem.line, problem.mistake.kind) == (3, "block_asks_again")
    assert "ap_alias, ap_name of the shared block 'named'" in problem.reason


@pytest.mark.parametrize("named", ["b", "a"])
def test_a_block_that_stands_below_is_told_to_be_there(tmp_path: Path, named: str) -> None:
    page = "{id: x, title: {ja: 語}, fields: [{id: x, type: text, label: {ja: 語}}]}"
    (tmp_path / "blocks.yml").write_text(f"blocks:\n  a:\n    - use: {named}\n  b:\n    - {page}\n", encoding="utf-8")
    with pytest.raises(Broken) as told:
        read_blocks(tmp_path / "blocks.yml")
    (problem,) = told.value.problems
    assert (problem.at, problem.mistake.kind) == ((3, 12), "block_below")


def test_a_block_is_asked_only_while_the_condition_of_its_place_holds() -> None:
    blocks = read_blocks(TOWN / "blocks.yml")
    item = Use(use="applicant", show_if="kind == 'x' || kind == 'y'")
    made = assembled(Written.of(Path("x"), "{}"), [(("pages", 0), item)], blocks)
    inner = {page.id: page.show_if for page in blocks.pages["applicant"]}
    for page in made.pages:
        own = inner[page.id]
        assert page.show_if == (f"({item.show_if}) && ({own})" if own else item.show_if)


def test_a_block_may_use_those_above_it_and_no_others(tmp_path: Path) -> None:
    page = (
        "{id: one, title: {ja: あ, easy: あ, en: a}, fields: [{id: one, type: text, label: {ja: あ, easy: あ, en: a}}]}"
    )
    path = tmp_path / "blocks.yml"
    path.write_text(f"blocks:\n  low:\n    - {page}\n  high:\n    - use: low\n", encoding="utf-8")
    blocks = read_blocks(path)
    assert blocks.pages["high"] == blocks.pages["low"] != ()
    path.write_text(f"blocks:\n  high:\n    - use: low\n  low:\n    - {page}\n", encoding="utf-8")
    with pytest.raises(Broken) as told:
        read_blocks(path)
    assert told.value.problems[0].line == 3
