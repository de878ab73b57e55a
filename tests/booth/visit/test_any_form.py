"""Whatever a procedure asks and whatever is touched in whatever order: what holds of the form on the screen.

The procedures are made up (`any_procedure`): branches, followers, groups, several and what is computed, in any mixture.
"""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.applications.from_form import answered
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.reviewing import on_screen
from kiosk.booth.visit.stages import Answering, Reviewing, Signing, Stage, Stopped
from kiosk.procedures import checks, navigation, review
from kiosk.procedures.entries import Within, form_at
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import FieldType
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import Proposal
from tests.procedures.any_procedure import VALUES, answerable, walks

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
IDS = ("0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002")
RULES = Rules({})


def after(visit: Visit, *events: ev.Event) -> Visit:
    for event in events:
        visit, _ = decide(visit, event, RULES)
    return visit


def form_of(visit: Visit) -> SharedForm:
    assert visit.form is not None
    return visit.form


@st.composite
def touches(draw: st.DrawFn, visit: Visit) -> tuple[ev.Event, ...]:
    """Something that can be touched now, rather an answer, or that staff propose and the resident takes."""
    stage, form = visit.stage, form_of(visit)
    if isinstance(stage, Answering) and draw(st.integers(0, 9)) < 7:
        return draw(about_answers(form, stage))
    found: list[tuple[ev.Event, ...]] = [(ev.ForwardPressed(),), (ev.BackPressed(),)]
    if isinstance(stage, Reviewing):
        line = draw(st.sampled_from(review.lines(review.rows(form, "ja"))))
        found += [(ev.FixPressed(line.field, line.within),)] * 2
    if isinstance(stage, Signing):
        found.append((ev.SignatureChanged(b"ink"),))
    item = draw(st.sampled_from([item for item in answerable(form) if kind_of(item).proposable]))
    value = draw(st.sampled_from(VALUES[item.type]))
    said = Proposal(call_id=IDS[0], epoch=1, proposal_id=IDS[1], field=item.id, value=value)
    found.append((ev.ProposalMade(said), ev.ProposalSettled(IDS[1], accepted=True)))
    return draw(st.sampled_from(found))


@st.composite
def about_answers(draw: st.DrawFn, form: SharedForm, stage: Answering) -> tuple[ev.Event, ...]:
    place = form_at(form, stage.within)
    assert place is not None
    step = navigation.step_at(place, stage.field)
    assert step is not None
    item = draw(st.sampled_from(step.fields))
    if item.type is FieldType.GROUP:
        number, opening = draw(st.integers(0, 2)), item.fields[0].id
        somebody = (ev.AddPressed(), ev.AnswerGiven(opening, draw(st.sampled_from("abc"))), ev.ForwardPressed())
        return draw(st.sampled_from([
            somebody, somebody, (ev.AddPressed(applicant=True),), (ev.EntryPressed(number),),
            (ev.RemovePressed(number), ev.RemoveSettled(draw(st.booleans()))), (ev.ReviewTurned(draw(st.booleans())),),
        ]))  # fmt: skip
    value: Any = draw(st.sampled_from((*VALUES[item.type], *VALUES[item.type], None)))
    given = ev.AnswerGiven(item.id, value)
    return draw(st.sampled_from([(given,), (given, ev.ForwardPressed()), (given, ev.BackPressed())]))


def begun(form: SharedForm, data: st.DataObject) -> Visit:
    """At any question of the form, rather at one of a group, or at the review."""
    steps = navigation.steps(form)
    groups = [step for step in steps if step.fields[0].type is FieldType.GROUP]
    step = data.draw(st.sampled_from([None, *steps, *groups * 3]))
    return Visit(stage=Answering(step.field) if step else Reviewing(), form=form, at=AT)


@settings(max_examples=200, deadline=None)
@given(form=walks(), data=st.data())
def test_whatever_is_touched_what_is_on_the_screen_stands(form: SharedForm, data: st.DataObject) -> None:
    visit = begun(form, data)
    for _ in range(data.draw(st.integers(4, 16))):
        if not isinstance(visit.stage, Answering | Reviewing | Signing | Stopped):
            break
        for event in data.draw(touches(visit)):
            before, visit = visit, after(visit, event)
            if visit.form is None:
                break
            nothing_is_lost(before, event, visit)
            stands(visit)
            everything_wrong_has_a_line_and_a_way(visit)
            one_truth(visit)
            ink_is_for_what_stands(visit)


def stands(visit: Visit) -> None:
    """No page is blank: the question on the screen is asked now, of whoever it is asked."""
    stage, form = visit.stage, form_of(visit)
    if isinstance(stage, Answering):
        place = form_at(form, stage.within)
        assert place is not None
        step = navigation.step_at(place, stage.field)
        assert step is not None
        assert step.field == stage.field
        assert {one.asked_as if stage.within is None else one.field for one in stage.problems} <= {
            item.id for item in step.page.fields
        }
    if isinstance(stage, Signing):
        assert (checks.problems(form, None, "ja"), navigation.stop(form)) == ((), None)
    if isinstance(stage, Reviewing):
        assert on_screen(visit).rows or not review.rows(form, "ja")


def nothing_is_lost(before: Visit, event: ev.Event, visit: Visit) -> None:
    """Going back, on and elsewhere changes no answer."""
    if isinstance(event, ev.AnswerGiven | ev.ProposalSettled | ev.RemoveSettled | ev.AddPressed):
        return
    assert form_of(visit).answers == form_of(before).answers


def everything_wrong_has_a_line_and_a_way(visit: Visit) -> None:
    """From the review なおす beside the line opens the very field, of the very person, and the review comes back."""
    form = form_of(visit)
    lines = {(row.field, row.within) for row in review.lines(review.rows(form, "ja"))}
    seen: set[Within | str] = set()
    for one in checks.problems(form, None, "ja"):
        assert (one.asked_as, one.within) in lines
        if (one.within or one.field) in seen:
            continue
        seen.add(one.within or one.field)
        opened = after(at(visit, Reviewing((one,))), ev.FixPressed(one.asked_as, one.within))
        assert isinstance(opened.stage, Answering)
        assert (opened.stage.field, opened.stage.within) == (step_of(form, one), one.within)
        assert opened.stage.to_review


def step_of(form: SharedForm, problem: checks.Problem) -> str:
    place = form_at(form, problem.within)
    step = navigation.step_at(place, problem.field) if place else None
    assert step is not None
    return step.field


def at(visit: Visit, stage: Stage) -> Visit:
    return Visit(stage=stage, form=visit.form, at=AT)


def one_truth(visit: Visit) -> None:
    """What is handed in was asked, follows what was asked, or is computed from it; and the review says the same."""
    now = standing(form_of(visit))
    asked = {item.id for _, items in now.pages for item in items}
    counts = asked | {item.id for item in (*now.following, *now.computed)}
    paper = {one.field: one.text for one in answered(form_of(visit))}
    assert set(paper) <= counts
    lines = {row.field: row.whole_text for row in review.rows(form_of(visit), "ja")}
    assert all(lines.get(field, text) == text for field, text in paper.items() if field not in now.entered)


def ink_is_for_what_stands(visit: Visit) -> None:
    """What changed after signing asks for a new signature."""
    if visit.signature is not None and visit.drawn is not None:
        assert visit.signature.under.answers == standing(form_of(visit)).answers


@settings(max_examples=60, deadline=None)
@given(form=walks(), data=st.data())
def test_back_from_anywhere_leads_out_and_takes_nothing(form: SharedForm, data: st.DataObject) -> None:
    visit = begun(form, data)
    for _ in range(data.draw(st.integers(0, 8))):
        visit = after(visit, *data.draw(touches(visit)))
        if not isinstance(visit.stage, Answering | Reviewing):
            return
    answers = form_of(visit).answers
    for _ in range(8 * len(form.procedure.fields)):
        if not isinstance(visit.stage, Answering | Reviewing):
            break
        visit = after(visit, ev.BackPressed())
    assert not isinstance(visit.stage, Answering | Reviewing), "there is always a way out"
    assert form_of(visit).answers == answers
