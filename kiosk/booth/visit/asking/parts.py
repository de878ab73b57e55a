"""Rules for a question asked on several screens: what was said of one part, and which part is on the screen."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.procedures import checks, parts
from kiosk.procedures.shared_form import Refused

_NOTHING: Final[Mapping[str, JsonValue]] = MappingProxyType({})


def part(visit: Visit, event: ev.PartGiven, _rules: Rules) -> Step:
    """What was said of the other parts is looked at here, as with the options of several."""
    stage, form = visit.stage, visit.form
    if form is None or not isinstance(stage, Answering):
        return stay(visit)
    left = visit.ways.get((form.procedure.id, event.field), _NOTHING)
    after = parts.with_part(form, event.field, event.part, event.given, visit.at, left)
    if isinstance(after, Refused):
        return refused(visit, after)
    answer, way = form.answers.get(event.field), parts.way_of(form, event.field)
    if answer and way not in ("", parts.way_of(after, event.field)):
        left = MappingProxyType({**left, way: answer.value})
        visit = replace(visit, ways=MappingProxyType({**visit.ways, (form.procedure.id, event.field): left}))
    return go(visit, replace(stage, problems=()), form=after)


def part_opened(visit: Visit, event: ev.PartOpened, _rules: Rules) -> Step:
    """The tab of a part; one that is further on is reached by つぎへ once all before it is said."""
    stage, form = visit.stage, visit.form
    if form is None or not isinstance(stage, Answering) or stage.field != event.field:
        return stay(visit)
    problem = next((one for one in checks.problems(form, None, visit.locale) if one.field == event.field), None)
    names = parts.parts_of(form, event.field)
    reached = names[: names.index(problem.part) + 1] if problem and problem.part in names else names
    return open_part(visit, stage, event.part) if event.part in reached else stay(visit)


def open_part(visit: Visit, stage: Answering, part: str) -> Step:
    assert visit.form is not None
    form = parts.with_opened(visit.form, stage.field, part, visit.at)
    return go(visit, replace(stage, part=part, problems=()), form=form)


def refused(visit: Visit, refused: Refused) -> Step:
    """Nothing changes, and nobody may wonder later where it went."""
    return visit, (do.NoteRefused(refused.field, refused.why),)
