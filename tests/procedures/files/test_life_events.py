"""The file of life events: what is read, and each mistake with its place."""

from pathlib import Path

import pytest
import yaml

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.life_events import FOLDER
from kiosk.procedures.files.lint import texts
from tests.procedures.life.invented_event import lay_down

FIRE = f"{FOLDER}/fire.yml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return lay_down(tmp_path / "procedures")


def test_without_a_file_nothing_has_happened(town: Path) -> None:
    (town / FIRE).unlink()
    catalog = Catalog(town).load()
    assert (catalog.problems, catalog.events) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("id: fire\n", "id: juminhyo\n", "there twice"),
        ("- id: ends", "- id: help", "there twice"),
        ("procedure: juminhyo\n", "procedure: jumin\n", "no procedure 'jumin'"),
        ("answers: {scope: all, purpose", "answers: {skope: all, purpose", "'skope' is no field of the procedure"),
        ("answers: {scope: all, purpose", "answers: {scope: al, purpose", "'al'"),
        ("take: {target_birth: fire_day}", "take: {birth: fire_day}", "'birth' is no field of the procedure"),
        ("take: {target_birth: fire_day}", "take: {target_birth: lost}", "no question of this event"),
        ("take: {target_birth: fire_day}", "take: {target_birth: nothing}", "no question of this event"),
        ("days: 30, after: fire_day", "days: 30, after: lost", "no date that is asked here"),
        ("days: 30, after: fire_day", "days: 30, after: nothing", "no date that is asked here"),
        ("when: \"'seal' in lost\"", "when: \"'seal' in lots\"", "lots"),
        ("when: \"'seal' in lost\"", "when: \"1\"", "true or false"),
        ("- use: contact", "- use: contacts", "no shared block"),
        ("easy: 火事(かじ)の 日(ひ)", "easy: 火事の 日(ひ)", "火"),
        ("hint: {ja: することを ご案内します, easy", "hint: {ja: することを ご案内します, esy", "easy"),
        ("title: {ja: お見舞金, easy", "title: {ja: お見舞金, esy", "easy"),
        ("how: elsewhere", "how: nowhere", "nowhere"),
        ("where: {ja: 消防署, easy: 消防署(しょうぼうしょ), en: Fire station}", "icon: home", "'where'"),
        (", law: 住民基本台帳法12条", "", "law"),
        ("id: fire\n", "id: blaze\n", "in a file 'fire.yml'"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_events_stay_as_they_were(town: Path, old: str, new: str, reason: str) -> None:
    catalog = Catalog(town).load()
    assert catalog.problems == ()
    before = catalog.events
    text = (town / FIRE).read_text(encoding="utf-8")
    assert old in text
    (town / FIRE).write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = catalog.load().problems
    assert {problem.path.name for problem in problems} == {"fire.yml"}
    assert any(reason in problem.reason for problem in problems), problems
    assert catalog.events == before


def test_a_task_of_a_procedure_that_cannot_be_read_just_now_is_no_mistake(town: Path) -> None:
    (town / "juminhyo" / "juminhyo.v3.form.yml").write_text("{", encoding="utf-8")
    assert {problem.path.name for problem in Catalog(town).load().problems} == {"juminhyo.v3.form.yml"}


@pytest.mark.parametrize(("left_out", "whole"), [(0, True), (1, False)])
def test_an_event_is_in_a_language_when_its_questions_and_its_tasks_are(town: Path, left_out: int, whole: bool) -> None:
    (event,) = Catalog(town).load().events
    said = sorted({text.root["ja"] for _, text in texts(event.tasks)})[left_out:]
    said += [text.root["ja"] for _, text in texts((event.title, event.hint, event.form))]
    words = dict.fromkeys(said, "un texte")
    (town / "words").mkdir(exist_ok=True)
    (town / "words" / "fr.yml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    (found,) = Catalog(town).load().events
    assert ("fr" in found.form.languages) == whole


def test_the_groups_name_the_events_behind_them(town: Path) -> None:
    groups = town / "groups.yml"
    text = groups.read_text(encoding="utf-8")
    assert "events: [okuyami]" not in text
    groups.write_text(text.replace("  - id: moving\n", "  - id: moving\n    events: [fire]\n"), encoding="utf-8")
    catalog = Catalog(town).load()
    assert catalog.problems == ()
    assert next(one for one in catalog.groups if one.id == "moving").events == ("fire",)
    groups.write_text(text.replace("  - id: moving\n", "  - id: moving\n    events: [flood]\n"), encoding="utf-8")
    assert "no life event 'flood'" in Catalog(town).load().problems[0].reason
    groups.write_text(text.replace("  - id: moving\n", "  - id: moving\n    events: [fires]\n"), encoding="utf-8")
    (problem,) = Catalog(town).load().problems
    assert (problem.mistake.kind, dict(problem.mistake.facts)["near"]) == ("near_event", "fire")


def test_an_event_that_cannot_be_read_just_now_is_no_mistake_of_the_groups(town: Path) -> None:
    groups = town / "groups.yml"
    text = groups.read_text(encoding="utf-8")
    groups.write_text(text.replace("  - id: moving\n", "  - id: moving\n    events: [fire]\n"), encoding="utf-8")
    assert Catalog(town).load().problems == ()
    (town / FIRE).write_text("{", encoding="utf-8")
    catalog = Catalog(town).load()
    assert {problem.path.name for problem in catalog.problems} == {"fire.yml"}
    assert next(one for one in catalog.groups if one.id == "moving").events == ("fire",)
