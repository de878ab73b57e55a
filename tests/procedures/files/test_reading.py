from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.procedures.catalog import Catalog

FILE = "juminhyo/juminhyo.v3.form.yml"


def change(folder: Path, old: str, new: str, file: str = FILE) -> int:
    """Change one text of a file; gives the line (from 1) of the change."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_delivered_files_are_good(delivered: Path) -> None:
    catalog = Catalog(delivered).load()
    assert catalog.problems == ()
    assert {one.id for one in catalog.procedures} == {one.parent.name for one in delivered.glob("*/*.form.yml")}


def test_shared_blocks_stand_where_they_are_used(folder: Path) -> None:
    procedure = Catalog(folder).load().procedure("juminhyo")
    assert procedure is not None
    ids = [page.id for page in procedure.pages]
    assert ids[:5] == ["who", "ap_name", "ap_alias", "ap_addr", "ap_birth"]
    assert ids[-1] == "ap_tel"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version: 3.1.0", "version: three", "version"),
        ("law: [", "lwa: [", "unknown key 'lwa'"),
        ("type: integer", "type: number", "type"),
        ("minimum: 1\n", "minimun: 1\n", "unknown key 'minimun'"),
        ("when: \"who == 'third'\"", "when: \"wo == 'third'\"", "'wo' is no field"),
        ('fee: {formula: "copies * 300"', 'fee: {formula: "copies * "', "cannot be read"),
        ("- use: agent", "- use: agnet", "no shared block 'agnet'"),
        ("procedure: juminhyo", "procedure: koseki", "belongs in a folder of that name"),
        ("  - id: scope\n", "  - id: scope\n    id: skope\n", "written twice"),
        ("expect: {stop: third}", "expect: {stop: nobody}", "test 4: stop: expected 'nobody', got 'third'"),
    ],
)
def test_a_broken_file_is_named_with_line_and_reason(copy_of_folder: Path, old: str, new: str, reason: str) -> None:
    line = change(copy_of_folder, old, new)
    problem = Catalog(copy_of_folder).load().problems[0]
    assert problem.path == copy_of_folder / FILE
    assert reason in problem.reason
    assert line <= problem.line <= line + 1
    assert str(problem).startswith(f"{problem.path}:{problem.line}:{problem.at.column}: ")


def test_a_mistake_in_a_block_is_told_where_the_block_is_used(copy_of_folder: Path) -> None:
    change(copy_of_folder, "who == 'legal'", "whom == 'legal'", "blocks.yml")
    text = (copy_of_folder / FILE).read_text(encoding="utf-8")
    problem = Catalog(copy_of_folder).load().problems[0]
    assert text.splitlines()[problem.line - 1].strip() == "- use: agent"
    assert "the shared block 'agent' looks at the answer to 'whom'" in problem.reason


def test_the_same_version_twice_is_a_problem(copy_of_folder: Path) -> None:
    (copy_of_folder / "juminhyo" / "copy.form.yml").write_bytes((copy_of_folder / FILE).read_bytes())
    assert "is already in" in Catalog(copy_of_folder).load().problems[0].reason


def test_the_hash_covers_the_blocks_too(copy_of_folder: Path, folder: Path) -> None:
    change(copy_of_folder, "お名前を 教えてください", "お名前は？", "blocks.yml")
    one, other = Catalog(folder).load().procedure("juminhyo"), Catalog(copy_of_folder).load().procedure("juminhyo")
    assert one is not None
    assert other is not None
    assert one.sha256 != other.sha256


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    place=st.integers(0, 9000),
    cut=st.integers(0, 30),
    junk=st.sampled_from(["", "- ", ": ", "[", "?", "3", "\t", "\x00"]),
)
def test_whatever_happens_to_a_file_the_catalog_goes_on(copy_of_folder: Path, place: int, cut: int, junk: str) -> None:
    path = copy_of_folder / FILE
    good = path.read_text(encoding="utf-8")
    catalog = Catalog(copy_of_folder).load()
    path.write_text(good[:place] + junk + good[place + cut :], encoding="utf-8")
    catalog.load()
    path.write_text(good, encoding="utf-8")
    assert catalog.procedure("juminhyo") is not None
    assert all(problem.line >= 1 and problem.reason for problem in catalog.problems)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "no procedure files" in Catalog(tmp_path).load().problems[0].reason
