"""Rules for a life event: from what happened to the list, from the list to a form, and back to the list."""

from dataclasses import replace
from types import MappingProxyType

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import errands
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.form import first_question
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Answering, Choosing, HandedIn, Planning, Reviewing, Welcoming
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.procedures import navigation
from kiosk.procedures.life.carrying import carried, given
from kiosk.procedures.life.life_event import LifeEvent, Task
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source


def event(visit: Visit, chosen: ev.EventChosen, rules: Rules) -> Step:
    """What happened was touched: its own questions first; the same one again goes on where it was."""
    found = rules.events.get(chosen.event)
    if found is None or not isinstance(visit.stage, Choosing | Welcoming):
        return stay(visit)
    plan = visit.plan
    if plan is None or plan.event.id != found.id:
        plan = Plan(_served(found, rules), SharedForm.begin(found.form, visit.today, visit.at))
    return first_question(_with_form(replace(visit.with_form_left, plan=plan), plan.form, None))


def _served(found: LifeEvent, rules: Rules) -> LifeEvent:
    """The event as it is offered today: what no procedure in service does, staff do."""
    tasks = tuple(
        one
        if one.procedure is None or one.procedure in rules.procedures
        else one.model_copy(update={"how": "staff", "procedure": None})
        for one in found.tasks
    )
    return found.model_copy(update={"tasks": tasks})


def task(visit: Visit, chosen: ev.TaskChosen, rules: Rules) -> Step:
    """はじめる: the form of one task, with all that is known already; one that was left goes on where it was."""
    plan = visit.plan
    if plan is None or not isinstance(visit.stage, Planning):
        return stay(visit)
    todo = next((one for one in plan.left if one.task.id == chosen.task), None)
    procedure = rules.procedures.get(todo.task.procedure or "") if todo else None
    if todo is None or procedure is None:
        return stay(visit)
    begun = plan.begun.get(todo.task.id)
    form = _put_right(begun, plan, todo.task) if begun else _begun(visit, plan, todo.task, procedure)
    return errands.opened(_with_form(replace(visit, plan=replace(plan, doing=todo.task.id)), form, procedure.id))


def _begun(visit: Visit, plan: Plan, task: Task, procedure: Procedure) -> SharedForm:
    form = SharedForm.begin(procedure, visit.today, visit.at)
    told = [
        FieldEdited(field=name, value=value, source=Source.PRESET, at=visit.at) for name, value in task.answers.items()
    ]
    return carried(given(form, [*told, *_taken(plan, task)]), (plan.form, *plan.earlier))


def _put_right(form: SharedForm, plan: Plan, task: Task) -> SharedForm:
    """A form that was left, with what was put right elsewhere since: the latest word counts."""
    before = form.answers
    later = [one for one in _taken(plan, task) if (own := before.get(one.field)) is None or own.at < one.at]
    return carried(given(form, later), (plan.form, *plan.earlier))


def _taken(plan: Plan, task: Task) -> list[FieldEdited]:
    """What the event's own questions answer in the form of a task."""
    said = standing(plan.form).answers
    found = ((name, said.get(question)) for name, question in task.take.items())
    return [
        FieldEdited(field=name, value=answer.value, source=answer.source, at=answer.at)
        for name, answer in found
        if answer is not None
    ]


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    """つぎの手続きへ, after one was handed in."""
    if visit.plan is None or not isinstance(visit.stage, HandedIn):
        return stay(visit)
    return go(_with_form(visit, visit.plan.form, None), Planning())


def back(visit: Visit) -> Step:
    """From the list to the last of its questions."""
    assert visit.form is not None
    last = navigation.last_step(visit.form)
    return go(visit, Answering(last.field) if last else Choosing())


def turned(visit: Visit, event: ev.TodosTurned, _rules: Rules) -> Step:
    """▲ ▼ on the list."""
    stage, plan = visit.stage, visit.plan
    if plan is None or not isinstance(stage, Planning):
        return stay(visit)
    most = plan.lines(visit.locale, visit.text_size)
    pages = -(-len(plan.todos) // most)
    page = stage.page + (1 if event.down else -1)
    return go(visit, replace(stage, page=page)) if 0 <= page < pages else stay(visit)


def wanted_on_paper(visit: Visit, _event: ev.TodoWanted, _rules: Rules) -> Step:
    """紙に 出す; while it comes out another touch prints no second one."""
    stage, plan = visit.stage, visit.plan
    if plan is None or not isinstance(stage, Planning) or stage.paper == "printing":
        return stay(visit)
    return go(visit, replace(stage, paper="printing"), do.PrintTodo(plan, visit.locale))


def on_paper(visit: Visit, event: ev.TodoPrinted, _rules: Rules) -> Step:
    """The list came out, or did not; who went on to a form meanwhile hears no more of it."""
    if not isinstance(visit.stage, Planning):
        return stay(visit)
    return go(visit, replace(visit.stage, paper="printed" if event.good else "failed"))


def kept(visit: Visit) -> Visit:
    """Where the questions of an event end the list begins, and a form that is left for the list is kept.

    Example:
        After the last question about a death there is nothing to review: what to do is shown. Back from the second
        question of a form to the list, and the form goes on there when it is touched again.
    """
    plan, form = visit.plan, visit.form
    if plan is None or form is None:
        return visit
    if form.procedure is plan.event.form:
        stage = Planning() if isinstance(visit.stage, Reviewing) else visit.stage
        return replace(visit, stage=stage, plan=replace(plan, form=form, doing=""))
    if not isinstance(visit.stage, Planning):
        return visit
    begun = MappingProxyType({**plan.begun, plan.doing: form})
    return _with_form(replace(visit, plan=replace(plan, begun=begun, doing="")), plan.form, None)


def _with_form(visit: Visit, form: SharedForm, procedure: str | None) -> Visit:
    return replace(visit, form=form, procedure=procedure, signature=None, by_hand=None, review_line=None)
