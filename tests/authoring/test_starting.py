import re
from datetime import date
from pathlib import Path

import pytest

from kiosk.authoring.at_booth import DAY
from kiosk.authoring.linting import lint
from kiosk.authoring.starting import CannotStart, start
from kiosk.authoring.trying import tried
from kiosk.authoring.walking import walk
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.reading import untried

TODAY = date(2026, 11, 21)


def test_what_is_begun_has_no_mistake_and_is_behind_a_big_answer(copy_of_folder: Path) -> None:
    groups = (copy_of_folder / "groups.yml").read_text(encoding="utf-8")
    started = start(copy_of_folder, "gomi", "talk", TODAY)
    assert started.path == copy_of_folder / "gomi" / "gomi.v1.form.yml"
    assert started.group == "talk"
    assert lint(copy_of_folder).mistakes == ()
    catalog = Catalog(copy_of_folder).load()
    assert {group.id: group.procedures for group in catalog.groups}["talk"] == ("gomi",)
    assert [one.id for one in catalog.published(TODAY)] == ["juminhyo"], "a draft is shown to nobody"
    changed = (copy_of_folder / "groups.yml").read_text(encoding="utf-8")
    assert changed.replace("\n    procedures: [gomi]", "") == groups, "nothing else of the file changed"


def test_it_is_explained_in_japanese_and_can_be_walked_through(copy_of_folder: Path) -> None:
    path = start(copy_of_folder, "gomi", None, TODAY).path
    procedure = untried(path)
    assert procedure.valid.from_ == TODAY
    assert all(test.passed for test in tried(procedure, DAY.date(), "ja"))
    walked = walk(procedure, 12)
    assert walked.stuck == ()
    assert (walked.stops, walked.notices, walked.documents) == ({"other"}, {"soon"}, {"former"})
    comments = [line.partition("# ")[2] for line in path.read_text(encoding="utf-8").splitlines() if "# " in line]
    assert len(comments) > 25
    assert all(re.search("[ぁ-ん一-龠]", comment) for comment in comments[1:])


def test_without_a_name_the_first_group_is_taken(copy_of_folder: Path) -> None:
    assert start(copy_of_folder, "gomi", None, TODAY).group == "certificates"
    assert "procedures: [juminhyo, gomi]" in (copy_of_folder / "groups.yml").read_text(encoding="utf-8")


def test_the_very_first_procedure_needs_neither_groups_nor_blocks(tmp_path: Path) -> None:
    started = start(tmp_path, "gomi", None, TODAY)
    assert started.group == ""
    assert "- use:" not in started.path.read_text(encoding="utf-8")
    assert lint(tmp_path).mistakes == ()


@pytest.mark.parametrize(
    ("name", "group", "key"),
    [
        ("粗大ごみ", None, "not_an_id"),
        ("Gomi", None, "not_an_id"),
        ("juminhyo", None, "already_there"),
        ("gomi", "nobody", "no_such_group"),
    ],
)
def test_what_cannot_be_begun_writes_nothing(copy_of_folder: Path, name: str, group: str | None, key: str) -> None:
    before = sorted(copy_of_folder.rglob("*"))
    with pytest.raises(CannotStart) as caught:
        start(copy_of_folder, name, group, TODAY)
    assert caught.value.key == key
    assert sorted(copy_of_folder.rglob("*")) == before
