"""The delivered life events, walked through by a scripted resident; おくやみ to the last of six applications."""

from typing import Any, Final

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.stages import HandedIn, Planning, Preparing, Reviewing, Signing, Stopped, Welcoming
from kiosk.procedures import navigation
from kiosk.procedures.identity import Identity
from kiosk.procedures.kinds.account import Account, Way, completed
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.standing import standing
from tests.booth.conftest import SIGNATURE_PNG
from tests.booth.transcripts import Story
from tests.procedures.life.invented_event import day
from tests.town import DELIVERED, read_once

CATALOG: Final = read_once(DELIVERED)
RULES: Final = Rules({one.id: one for one in CATALOG.procedures}, {one.id: one for one in CATALOG.events})
DECEASED: Final = "髙﨑　𠮷男"
ACCOUNT: Final = completed(Account(Way.POST, symbol="14030", figures="12345671", holder="カサイ ツジコ")).to_json()
SAID: Final[dict[str, Any]] = {
    "dc_name": DECEASED, "dc_birth": day(1931, 5, 6), "dc_died": day(2026, 11, 10), "funeral_date": day(2026, 11, 13),
    "ok_had": ["kouki", "techo", "dog"], "ok_head": "no_head", "ok_inherit": True, "ap_tel": "079-221-0000",
    "relation": "down", "honseki_where": "here", "who": "household", "is_mourner": True, "ap_kana": "カサイ　ツジコ",
    "name_known": "none", "copies": 1, "honseki": "姫路市安田四丁目1番地", "hittosha": DECEASED, "docs": ["full"],
    "range": "now", "kinds": ["both"], "years": ["r8"], "jan1_here": "here", "filed": "dependent", "purpose": "other",
    "account": ACCOUNT, "hihokensha_no": "12345678", "mv_day": day(2026, 11, 20), "dog_name": "ポチ", "kind": "body",
}  # fmt: skip
"""What a resident says where it is asked; a plain sample elsewhere."""
ELSEWHERE: Final[dict[tuple[str, str], Any]] = {
    ("kouki", "relation"): "child", ("kouki", "mourner_relation"): "child", ("techo", "who"): "family",
    ("zei", "who"): "household",
}  # fmt: skip
MOST_STEPS: Final = 60


def answered(story: Story) -> list[str]:
    """Answer until the form is whole; every field that was asked, in order."""
    asked: list[str] = []
    for _ in range(MOST_STEPS):
        if story.stage_name != "Answering":
            return asked
        step = navigation.step_at(story.form, story.stage.field)
        assert step is not None
        for item in step.fields:
            asked.append(item.id)
            if item.id in story.form.answers or not (item.required or item.id in SAID):
                continue
            of_this = ELSEWHERE.get((story.form.procedure.id, item.id))
            value = of_this or SAID.get(item.id, kind_of(item).sample(item))
            story.then(ev.AnswerGiven(item.id, value))
        before = story.stage
        story.then(ev.ForwardPressed())
        assert not getattr(story.stage, "problems", ()) or story.stage != before, (before, story.stage)
    raise AssertionError((story.form.procedure.id, asked))


def told(event: LifeEvent) -> Story:
    """The list after a resident's answers."""
    story = Story(RULES).then(ev.EventChosen(event.id))
    answered(story)
    assert story.stage == Planning()
    return story


def begun(story: Story, task: str) -> Story:
    """The form of one task, past the papers to have at hand."""
    story.then(ev.TaskChosen(task))
    return story.then(ev.ForwardPressed()) if isinstance(story.stage, Preparing) else story


def test_six_applications_after_a_death_ask_for_the_name_once_and_have_one_number(kasai: Identity) -> None:
    story = Story(RULES).then(ev.EventChosen("okuyami"))
    asked = answered(story)
    assert story.visit.plan is not None
    tasks = [one.task for one in story.visit.plan.left]
    assert [one.procedure for one in tasks] == ["inu", "kouki", "techo", "koseki", "zei", "juminhyo", "sodan"]
    handed: list[do.HandIn] = []
    slips: list[do.PrintSlip] = []
    for number, task in enumerate(tasks[:6]):
        begun(story, task.id)
        if story.visit.identity is None:
            story.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai))
        asked += answered(story)
        assert story.stage == Reviewing(), (task.procedure, story.stage)
        story.then(ev.ForwardPressed())
        assert story.stage == Signing(), (task.procedure, story.stage)
        if number == 0:
            story.then(ev.SignatureChanged(SIGNATURE_PNG))
        story.then(ev.ForwardPressed())
        handed += [one for one in story.commands if isinstance(one, do.HandIn)]
        story.then(ev.Stored(f"IE-000{number}-00X", f"s{number}"), ev.ForwardPressed())
    slips += [one for one in story.then(ev.FinishPressed()).commands if isinstance(one, do.PrintSlip)]
    assert isinstance(story.stage, HandedIn)
    assert len(handed) == 6
    assert {one.of_visit for one in handed[1:]} == {"IE-0000-00X"}
    assert all(one.signature == SIGNATURE_PNG for one in handed)  # written once
    (slip,) = slips
    assert [one.procedure for one in slip.applications] == [one.procedure for one in tasks[:6]]
    # nobody is asked twice who has died, when they were born, or for anything of the applicant
    of_the_deceased = {"dc_name", *(name for one in tasks for name, from_ in one.take.items() if from_ == "dc_name")}
    assert [name for name in asked if name in of_the_deceased] == ["dc_name"]
    shared = {name for one in handed for name in one.form.procedure.shared}
    assert not [name for name in shared if asked.count(name) > 1]
    for one in handed:
        said = [answer.value for answer in standing(one.form).answers.by_field.values()]
        assert DECEASED in said, one.form.procedure.id


@pytest.mark.parametrize("event", [one.id for one in CATALOG.events])
def test_each_thing_of_an_event_that_is_done_here_begins_and_is_not_stopped_by_what_is_known(event: str) -> None:
    """Whatever the answers are: the conditions of its tasks are taken away."""
    found = RULES.events[event]
    assert 4 <= len(found.form.fields) <= 10
    every = found.model_copy(update={"tasks": tuple(one.model_copy(update={"when": "true"}) for one in found.tasks)})
    story = Story(Rules(RULES.procedures, {event: every})).then(ev.EventChosen(event))
    answered(story)
    assert story.visit.plan is not None
    assert len(story.visit.plan.todos) == len(found.tasks)
    for todo in story.visit.plan.left:
        begun(story, todo.task.id)
        assert story.form.procedure.id == todo.task.procedure
        assert navigation.stop(story.form) is None, todo.task.id
        for name in (*todo.task.answers, *todo.task.take):
            assert name in story.form.answers, (todo.task.id, name)
        for _ in range(MOST_STEPS):
            if story.stage == Planning():
                break
            story.then(ev.BackPressed())
        assert not isinstance(story.stage, Stopped | Welcoming)
