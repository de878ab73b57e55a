"""The big answers of the welcome screen, from a file a staff member can change."""

import json
from pathlib import Path

import pytest

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.groups import schema
from tests.town import read_once

FILE = "groups.yml"


def write(folder: Path, old: str, new: str) -> int:
    """Change one text of the groups; gives the line (from 1) of the change."""
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_eight_answers_are_delivered_and_every_procedure_is_behind_one(delivered: Path) -> None:
    catalog = read_once(delivered)
    assert catalog.problems == ()
    assert len({group.id for group in catalog.groups}) == 8
    assert {name for group in catalog.groups for name in group.procedures} == {one.id for one in catalog.procedures}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("procedures: [juminhyo]", "procedures: [juminhyou]", "there is no procedure 'juminhyou'"),
        ("    procedures: [juminhyo]\n", "", "'juminhyo' is in no group: no resident could find it"),
        ("procedures: [juminhyo]", "procedure: [juminhyo]", "unknown key 'procedure'; did you mean 'procedures'?"),
        ("id: moving", "id: certificates", "'certificates' is there twice"),
        (', en: "Children"', "", "the text in 'en' is missing"),
        ("子(こ)ども", "子ども", "'子' has no reading"),
        ("id: talk", "id: Talk!", "has letters that a name cannot have"),
        ("  - id: moving\n", "  - id: moving\n    id: care\n", "written twice"),
    ],
)
def test_a_mistake_is_named_and_the_answers_stay_as_they_were(
    copy_of_folder: Path, old: str, new: str, reason: str
) -> None:
    catalog = Catalog(copy_of_folder).load()
    before = catalog.groups
    write(copy_of_folder, old, new)
    problems = catalog.load().problems
    assert any(reason in problem.reason for problem in problems), problems
    assert {problem.path.name for problem in problems} == {FILE}
    assert catalog.groups == before


def test_a_mistake_is_named_with_its_line(copy_of_folder: Path) -> None:
    line = write(copy_of_folder, "procedures: [juminhyo]", "procedures: [juminhyou]")
    assert Catalog(copy_of_folder).load().problems[0].line == line


@pytest.mark.parametrize(
    ("new", "kind"),
    [("[juminhyou]", "near_procedure"), ("[xyzzy]", "no_procedure"), ("[juminhyo、juminhyo]", "full_width_comma")],
)
def test_what_was_probably_meant_is_told_once(copy_of_folder: Path, new: str, kind: str) -> None:
    line = write(copy_of_folder, "procedures: [juminhyo]", f"procedures: {new}")
    problems = Catalog(copy_of_folder).load().problems
    told = [one for one in problems if one.mistake.kind != "in_no_group"]
    assert [(one.line, one.mistake.kind) for one in told] == [(line, kind)]
    assert (len(problems) > 1) is (kind == "no_procedure"), "what is only misspelt is in the group that was meant"


def test_a_ninth_answer_has_no_room(copy_of_folder: Path) -> None:
    path = copy_of_folder / FILE
    more = "  - {id: ninth, title: {ja: あ, easy: あ, en: a}}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert "'groups' has too much in it" in Catalog(copy_of_folder).load().problems[0].reason


def test_a_procedure_that_cannot_be_read_is_not_a_mistake_of_the_groups(copy_of_folder: Path) -> None:
    (copy_of_folder / "juminhyo" / "juminhyo.v3.form.yml").write_text("{", encoding="utf-8")
    catalog = Catalog(copy_of_folder).load()
    assert {problem.path.name for problem in catalog.problems} == {"juminhyo.v3.form.yml"}
    assert len(catalog.groups) == 8


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_without_usable_groups_each_procedure_is_its_own_answer(copy_of_folder: Path, content: bytes | None) -> None:
    (copy_of_folder / FILE).unlink()
    if content is not None:
        (copy_of_folder / FILE).write_bytes(content)
    catalog = Catalog(copy_of_folder).load()
    assert bool(catalog.problems) == (content is not None)
    assert [(one.id, one.title.in_("en"), one.procedures) for one in catalog.groups] == [
        ("juminhyo", "Copy of residence record", ("juminhyo",))
    ]


def test_the_words_come_from_the_lists(folder: Path) -> None:
    assert Catalog(folder).load().groups[0].title.in_("pt-BR") == "Certidões e atestados"


def test_the_schema_beside_the_files_is_true(folder: Path) -> None:
    kept = json.loads((folder / "schema" / "groups.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "run: kiosk procedures schema --of groups > config/procedures/schema/groups.schema.json"
