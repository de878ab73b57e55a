"""Rules for the form: questions forward and back, the review, corrections, proposals of staff."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.booth.visit import events as ev
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
    WaitingForCard,
    Welcoming,
)
from kiosk.booth.visit.state import Cards, Rules, Step, Visit, go, stay
from kiosk.procedures import checks, navigation
from kiosk.procedures.doubts import doubted
from kiosk.procedures.identity import Identity
from kiosk.procedures.prefill import prefill
from kiosk.procedures.shared_form import Refused
from kiosk.protocol.forms import FieldEdited, Source


def prefilled(visit: Visit, identity: Identity) -> Visit:
    form = visit.form
    if form is None:
        return visit
    for edit in prefill(form.procedure, identity, visit.at):
        after = form.apply(edit)
        form = form if isinstance(after, Refused) else after
    form = replace(form, doubted=doubted(form.procedure, identity))
    return replace(visit, form=form)


def first_question(visit: Visit) -> Step:
    if visit.form is None:
        return stay(visit)
    page = navigation.first_page(visit.form)
    stage = Answering(page.id) if page else Reviewing()
    return go(visit, stage, ev.TellFormChanged())


def answer(visit: Visit, event: ev.AnswerGiven, _rules: Rules) -> Step:
    stage, form = visit.stage, visit.form
    if form is None or not isinstance(stage, Answering):
        return stay(visit)
    edit = FieldEdited(field=event.field, value=event.value, source=Source.RESIDENT, at=visit.at)
    after = form.apply(edit)
    if isinstance(after, Refused):
        return stay(visit)
    return go(visit, replace(stage, problems=()), ev.TellFormChanged(), form=after)


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    match visit.stage:
        case Answering() as stage:
            return _next_question(visit, stage)
        case _:
            return stay(visit)


def _next_question(visit: Visit, stage: Answering) -> Step:
    assert visit.form is not None
    problems = checks.problems(visit.form, stage.page, visit.locale)
    if problems:
        return go(visit, replace(stage, problems=problems))
    stop = navigation.stop(visit.form)
    if stop is not None:
        return go(visit, Stopped(stop.id, stage.page))
    if stage.to_review:  # a changed answer may have opened questions that were never asked
        missing = _page_with_problem(visit)
        return go(visit, Answering(missing, to_review=True) if missing else Reviewing())
    page = navigation.next_page(visit.form, stage.page)
    return go(visit, Answering(page.id) if page else Reviewing())


def _page_with_problem(visit: Visit) -> str | None:
    assert visit.form is not None
    for problem in checks.problems(visit.form, None, visit.locale):
        page = visit.form.procedure.page_of(problem.field)
        if page is not None:
            return page.id
    return None


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
        case Stopped(page=page):
            return go(visit, Answering(page))
        case Reviewing():
            return _last_question(visit)
        case stage:
            return go(visit, _ONE_BACK.get(type(stage), stage))


def _previous_question(visit: Visit, stage: Answering) -> Step:
    assert visit.form is not None
    if stage.to_review:
        return go(visit, Reviewing())
    page = navigation.previous_page(visit.form, stage.page)
    if page is not None:
        return go(visit, Answering(page.id))
    return go(visit, Choosing()) if visit.identity else go(visit, WaitingForCard())


def _last_question(visit: Visit) -> Step:
    assert visit.form is not None
    page = navigation.last_page(visit.form)
    return go(visit, Answering(page.id) if page else WaitingForCard())


def fix(visit: Visit, event: ev.FixPressed, _rules: Rules) -> Step:
    if visit.form is None or not isinstance(visit.stage, Reviewing):
        return stay(visit)
    page = visit.form.procedure.page_of(event.field)
    return go(visit, Answering(page.id, to_review=True)) if page else stay(visit)


def proposed(visit: Visit, event: ev.ProposalMade, _rules: Rules) -> Step:
    if visit.form is None:
        return stay(visit)
    after = visit.form.propose(event.proposal)
    return stay(visit) if isinstance(after, Refused) else go(visit, visit.stage, form=after)


_SEEN_AS_A_WHOLE: Final = (Signing, NotHandedIn)


def looked_at_again(before: Visit, after: Visit) -> Visit:
    """Whoever had seen the form as a whole sees it once more when staff's proposal or a card has changed it since.

    Example:
        On the signature page a proposal is accepted: the review comes back, and the ink stood under another answer.
    """
    if before.form is None or after.form is None or after.form.answers is before.form.answers:
        return after
    stage = Reviewing() if _seen_as_a_whole(after.stage) else after.stage
    aside = Reviewing() if after.aside is not None and _seen_as_a_whole(after.aside) else after.aside
    return replace(after, stage=stage, aside=aside)


def _seen_as_a_whole(stage: Stage) -> bool:
    return isinstance(stage, _SEEN_AS_A_WHOLE) or getattr(stage, "errand", None) is Errand.SIGNING


def settled(visit: Visit, event: ev.ProposalSettled, _rules: Rules) -> Step:
    form = visit.form
    proposal = form.proposals.get(event.proposal_id) if form else None
    if form is None or proposal is None or visit.being_handed_in:
        return stay(visit)
    after = form.settle(event.proposal_id, event.accepted, visit.at)
    if isinstance(after, Refused):
        return stay(visit)
    told = ev.TellProposalSettled(proposal, event.accepted)
    return go(visit, visit.stage, told, ev.TellFormChanged(), form=after)


def call_over(visit: Visit, _event: ev.CallOver, _rules: Rules) -> Step:
    """What was found out in a call before anything was begun belongs to that call only."""
    if visit.at_home:
        visit = replace(visit, identity=None, seen=(), cards=Cards())
    return (replace(visit, form=visit.form.without_proposals()) if visit.form else visit), ()
