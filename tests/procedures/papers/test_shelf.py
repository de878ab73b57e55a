"""The layouts of a folder: found beside their questions, and a bad one named with file and line."""

import shutil
from pathlib import Path

import pytest

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.papers import shelf
from tests.town import DELIVERED, TOWN, read_once

NAME = "juminhyo/juminhyo.v3.paper.yml"


def test_every_layout_that_comes_with_the_program_is_right() -> None:
    read = shelf.read(DELIVERED, read_once(DELIVERED).procedures)
    assert read.problems == ()
    assert len(read.layouts) == len(list(DELIVERED.glob("*/*.paper.yml")))


def test_a_procedure_without_a_layout_has_none() -> None:
    assert shelf.EMPTY.layout(read_once(DELIVERED).procedure("juminhyo")) is None
    assert shelf.EMPTY.layout(None) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(TOWN, tmp_path / "procedures")
    return tmp_path / "procedures"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("paper: juminhyo", "paper: [", "is never closed"),
        ("paper: juminhyo", "paper: inu", "paper: there is no good file of questions for 'inu' v3 here"),
        ("title: 住民票", "titel: 住民票", "file: unknown key 'titel'; did you mean 'title'?"),
        ("- field: copies", "- field: sheets", "blocks.3.rows.2.1.field: 'sheets' is no field of this procedure"),
    ],
)
def test_a_mistake_is_told_with_its_place(folder: Path, before: str, after: str, reason: str) -> None:
    path = folder / NAME
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    read = shelf.read(folder, read_once(DELIVERED).procedures)
    assert any(reason in str(one) and one.path == path for one in read.problems), read.problems
    assert dict(read.layouts) == {}


def test_a_layout_for_a_version_nobody_asks_is_named(folder: Path) -> None:
    (folder / NAME).rename(folder / "juminhyo/juminhyo.v9.paper.yml")
    (problem,) = shelf.read(folder, Catalog(folder).load().procedures).problems
    assert "for 'juminhyo' v9" in problem.reason


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / NAME).write_bytes(b"\xff\xfe")
    (problem,) = shelf.read(folder, read_once(DELIVERED).procedures).problems
    assert "cannot be read" in problem.reason
