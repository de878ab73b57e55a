"""Rules for the form: questions forward and back, the review, corrections, proposals of staff."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import entering
from kiosk.booth.visit.asking.parts import open_part, refused
from kiosk.booth.visit.stages import (
    Answering,
    Choosing,
    Errand,
    ListingCases,
    NoCasesTold,
    NotHandedIn,
    Reviewing,
    Signing,
    Stage,
    Stopped,
    Welcoming,
)
from kiosk.booth.visit.state import Cards, Rules, Step, Visit, go, stay
from kiosk.procedures import checks, entries, navigation, parts
from kiosk.procedures.kinds.by_hand import understood
from kiosk.procedures.kinds.choices import touched
from kiosk.procedures.navigation import FormStep
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.review import line_of
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.protocol.forms import FieldEdited, Source


def first_question(visit: Visit) -> Step:
    if visit.form is None:
        return stay(visit)
    return go(visit, _stage_of(navigation.first_step(visit.form)))


def _stage_of(step: FormStep | None) -> Answering | Reviewing:
    return Answering(step.field) if step else Reviewing()


def answer(visit: Visit, event: ev.AnswerGiven, _rules: Rules) -> Step:
    stage, form = visit.stage, visit.form
    if form is None or not isinstance(stage, Answering):
        return stay(visit)
    edit = FieldEdited(field=event.field, value=event.value, source=Source.RESIDENT, at=visit.at)
    after = entering.applied(form, stage, edit)
    if isinstance(after, Refused):
        return refused(visit, after)
    return go(visit, replace(stage, problems=()), form=after)


def option(visit: Visit, event: ev.OptionTouched, rules: Rules) -> Step:
    """What is chosen now is looked at here and not on the screen, so that two quick touches are two."""
    stage, form = visit.stage, visit.form
    place = entries.form_at(form, stage.within) if form and isinstance(stage, Answering) else None
    item = place.procedure.field(event.field) if place else None
    if place is None or item is None or item.type is not FieldType.SEVERAL:
        return stay(visit)
    before = place.answers.get(item.id)
    value = touched(item, before.value if before else None, event.option)
    return answer(visit, ev.AnswerGiven(item.id, value), rules)


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    match visit.stage:
        case Answering() as stage:
            return _next_question(visit, stage)
        case _:
            return stay(visit)


def _next_question(visit: Visit, stage: Answering) -> Step:
    """Onward from a step, unless something of its page up to here is missing or wrong, or the form ends here.

    Example:
        `purpose` answered with "other" opens the step `purpose_other`; after なおす on `scope` the review comes back,
        or, where "part" opens `members`, that question first.
    """
    form = visit.form
    assert form is not None
    if stage.within is not None:
        return go(visit, entering.next_inside(visit, stage) or _behind_entry(visit, stage))
    problems = entering.up_to_here(form, stage.field, visit.locale)
    ahead = parts.part_after(form, stage.field, stage.part, problems)
    if ahead:
        return open_part(visit, stage, ahead)
    if problems:
        first = problems[0]
        there = navigation.step_at(form, first.asked_as)
        field, row = there.field if there else stage.field, first.within.number if first.within else stage.row
        return go(visit, replace(stage, field=field, part=first.part, problems=problems, row=row, removing=False))
    stop = navigation.stop(form)
    if stop is not None:
        return go(visit, Stopped(stop.id, stage.field))
    if stage.to_review:  # a changed answer may have opened questions that were never asked
        return go(visit, _with_problem(form, visit.locale) or Reviewing())
    return go(visit, _stage_of(navigation.next_step(form, stage.field)))


def _behind_entry(visit: Visit, stage: Answering) -> Stage:
    """The list of entries, or the review where the entry was opened from there."""
    assert visit.form is not None
    return (_with_problem(visit.form, visit.locale) or Reviewing()) if stage.direct else entering.listed(stage)


def _with_problem(form: SharedForm, locale: str) -> Answering | None:
    problem = next(iter(checks.problems(form, None, locale)), None)
    if problem and problem.within:
        return entering.from_review(form, problem.within, locale)
    step = navigation.step_at(form, problem.field) if problem else None
    return Answering(step.field, to_review=True, part=problem.part) if problem and step else None


_ONE_BACK: Final[Mapping[type[Stage], Stage]] = {
    Choosing: Welcoming(),
    ListingCases: Welcoming(),
    NoCasesTold: Welcoming(),
    Signing: Reviewing(),
    NotHandedIn: Reviewing(),
}


def back(visit: Visit, _event: ev.BackPressed, _rules: Rules) -> Step:
    match visit.stage:
        case Answering() as stage:
            return _previous_question(visit, stage)
        case Stopped(field=field):
            assert visit.form is not None
            return go(visit, _standing(visit.form, Answering(field)) if field else Reviewing())
        case Reviewing():
            return _last_question(visit)
        case stage:
            return go(visit, _ONE_BACK.get(type(stage), stage))


def _previous_question(visit: Visit, stage: Answering) -> Step:
    assert visit.form is not None
    if stage.within is not None:
        return go(visit, entering.previous_inside(visit, stage))
    before = parts.part_before(visit.form, stage.field, stage.part)
    if before:
        return go(visit, replace(stage, part=before, problems=()))
    if stage.to_review:
        return go(visit, Reviewing())
    return go(visit, _at_or_before(visit, navigation.previous_step(visit.form, stage.field)))


def _last_question(visit: Visit) -> Step:
    assert visit.form is not None
    return go(visit, _at_or_before(visit, navigation.last_step(visit.form)))


def _at_or_before(visit: Visit, step: FormStep | None) -> Stage:
    """That step, or what came before the first one."""
    return Answering(step.field) if step else visit.before_questions


def fix(visit: Visit, event: ev.FixPressed, _rules: Rules) -> Step:
    """Open the very field that was touched; つぎへ and もどる lead back."""
    if visit.form is None or not isinstance(visit.stage, Reviewing):
        return stay(visit)
    if event.within is not None:
        inside = entering.from_review(visit.form, event.within, visit.locale)
        line = line_of(event.field, event.within)
        return go(visit, inside, review_line=line) if inside else stay(visit)
    step = navigation.step_at(visit.form, event.field)
    if step is None:
        return stay(visit)
    part = next((one.part for one in visit.stage.problems if one.field == event.field), "")
    return go(visit, Answering(step.field, to_review=True, part=part), review_line=event.field)


def proposed(visit: Visit, event: ev.ProposalMade, _rules: Rules) -> Step:
    """A proposal waits for a touch, or staff hear at once why it cannot.

    Example:
        Staff propose 2通 at the moment the resident presses 提出する: nobody could touch it any more, and it would
        stand at the console as 提案中 until the call ends. They read that the form is being handed in instead.
        Without a form there is nothing to say: staff see that the form is gone. What they write in a field that only
        staff write stands at once.
    """
    if visit.form is None:
        return stay(visit)
    proposal = event.proposal
    if visit.being_handed_in:
        return visit, (do.TellProposalSettled(proposal, accepted=False, why="handing_in"),)
    item = visit.form.procedure.field(proposal.field)
    of_staff = item is not None and item.by_staff
    after = _written(visit, item, event) if item and of_staff else visit.form.propose(proposal)
    if isinstance(after, Refused):
        stayed, noted = refused(visit, after)
        return stayed, (*noted, do.TellProposalSettled(proposal, accepted=False, why="unfit"))
    told = [do.TellProposalSettled(proposal, accepted=True, written=True)] if of_staff else []
    return go(visit, visit.stage, *told, form=after)


def _written(visit: Visit, item: FormField, event: ev.ProposalMade) -> SharedForm | Refused:
    """What only staff write stands at once: it is the office's own finding, and the resident reads it."""
    assert visit.form is not None
    value = understood(item, event.proposal.value)
    edit = FieldEdited(field=item.id, value=value, source=Source.STAFF, at=visit.at, by=event.by)
    return checks.written_by_staff(visit.form, edit)


_SEEN_AS_A_WHOLE: Final = (Signing, NotHandedIn)


def kept_up(before: Visit, after: Visit) -> Visit:
    """What is on the screen, or waits aside, after something was written: nothing that no longer stands.

    Example:
        On the signature page a proposal is accepted: the review comes back, and the ink stood under another answer.
        On `members` "the whole household" is accepted: that question stands no more, the next one that does comes.
        Before a stop (who = third) "わたし" is accepted: the form goes on behind that question.
    """
    form = after.form
    if before.form is None or form is None or form.answers is before.form.answers:
        return after
    aside = None if after.aside is None else _kept_up(form, after.aside)
    return replace(after, stage=_kept_up(form, after.stage), aside=aside)


def _kept_up(form: SharedForm, stage: Stage) -> Stage:
    match stage:
        case Answering():
            return _standing(form, stage)
        case Stopped(field=field):
            stop = navigation.stop(form)
            if stop is not None:
                return Stopped(stop.id, field)
            return _stage_of(navigation.next_step(form, field)) if field else Reviewing()
        case Reviewing():
            return Reviewing()
        case _:
            whole = isinstance(stage, _SEEN_AS_A_WHOLE) or getattr(stage, "errand", None) is Errand.SIGNING
            return Reviewing() if whole else stage


def _standing(form: SharedForm, stage: Answering) -> Stage:
    """This question, or the next that stands."""
    if stage.within is not None:
        inside = entering.standing_inside(form, stage)
        return inside or _standing(form, replace(stage, field=stage.within.group, within=None, direct=False))
    step = navigation.step_at(form, stage.field)
    if step is not None:
        part = stage.part if step.field == stage.field else ""
        return replace(stage, field=step.field, part=part, problems=())
    return Reviewing() if stage.to_review else _stage_of(navigation.next_step(form, stage.field))


def in_language(visit: Visit, locale: str) -> Visit:
    """The visit in this language, also in what it says is missing or wrong."""
    form = visit.form
    if form is None:
        return replace(visit, locale=locale)
    aside = None if visit.aside is None else _said_in(form, visit.aside, locale)
    return replace(visit, locale=locale, stage=_said_in(form, visit.stage, locale), aside=aside)


def _said_in(form: SharedForm, stage: Stage, locale: str) -> Stage:
    if not isinstance(stage, Answering | Reviewing):
        return stage
    told = {(one.field, one.within) for one in stage.problems}
    found = entering.problems_at(form, stage.within if isinstance(stage, Answering) else None, locale)
    return replace(stage, problems=tuple(one for one in found if (one.field, one.within) in told))


def settled(visit: Visit, event: ev.ProposalSettled, _rules: Rules) -> Step:
    form = visit.form
    proposal = form.proposals.get(event.proposal_id) if form else None
    if form is None or proposal is None or visit.being_handed_in:
        return stay(visit)
    after = form.settle(event.proposal_id, event.accepted, visit.at)
    if isinstance(after, Refused):
        return refused(visit, after)
    told = do.TellProposalSettled(proposal, event.accepted)
    return go(visit, visit.stage, told, form=after)


def proposals_left(visit: Visit, event: ev.ProposalsLeft, _rules: Rules) -> Step:
    """What staff do not propose any more, or may not, goes from the screen."""
    return (replace(visit, form=visit.form.keep_proposals(event.ids)) if visit.form else visit), ()


def call_over(visit: Visit, _event: ev.CallOver, _rules: Rules) -> Step:
    """What was found out in a call before anything was begun belongs to that call only."""
    if visit.at_home:
        visit = replace(visit, identity=None, seen=(), cards=Cards())
    return (replace(visit, form=visit.form.keep_proposals(())) if visit.form else visit), ()
