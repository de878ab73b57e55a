"""Whatever comes in whatever order: what holds of a visit after every step, for every procedure in service."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from kiosk.applications.from_form import answered
from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.stages import (
    Answering,
    AskingHeadquarters,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandedIn,
    HandingIn,
    NotHandedIn,
    OutOfService,
    Preparing,
    ReadingCard,
    Reviewing,
    Signing,
    Stage,
    Stopped,
    Welcoming,
)
from kiosk.card.card import Certificates, Tries
from kiosk.procedures import checks, navigation, review
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt, Sex
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.prefill import item_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Proposal, Source
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome
from tests.booth.signed_procedure import signed_procedure
from tests.booth.transcripts import START
from tests.town import read_once

IDS: Final = tuple(f"0199aaaa-0000-7000-8000-00000000000{number}" for number in range(3))
CARDS: Final = (
    Identity(name="葛西　辻子", address="姫路市", birth_date=BirthDate("19590506", 1959, 5, 6), sex=Sex.FEMALE),
    Identity(name="山田　花子", address="", birth_date=BirthDate("00000000"), sex=Sex.UNKNOWN),
    Identity(
        name="●本　太郎",
        address="神戸市",
        birth_date=BirthDate("19900000", 1990),
        sex=Sex.MALE,
        doubts=(IdentityDoubt("name", Doubt(code=Code.SUBSTITUTED, positions=(0,))),),
    ),
)
WRITTEN: Final[dict[FieldType, tuple[JsonValue, ...]]] = {
    FieldType.BOOLEAN: (True, False),
    FieldType.INTEGER: (1, 3, 99),
    FieldType.NAME: ("山田　一", "NI WIN", "🖼"),
    FieldType.DATE: ({"year": 1990, "month": 1, "day": 2, "as_written": "平成2年1月2日"},),
    FieldType.TEL: ("079-221-0000", "12"),
}
WORKING: Final = HandingIn | ReadingCard | CountingTries | AskingHeadquarters
"""Stages that end by themselves."""
TOUCHES: Final[tuple[ev.Event, ...]] = (
    ev.ForwardPressed(), ev.BackPressed(), ev.FinishPressed(), ev.WithoutCardChosen(), ev.LastTryConfirmed(),
    ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.CannotSignChosen(), ev.PinEntered(),
)  # fmt: skip


def procedures() -> dict[str, Procedure]:
    """One with every kind of branch, and one that is signed by card; the delivered ones are walked by `authoring`."""
    found = read_once().procedure("juminhyo")
    assert found is not None
    return {one.id: one for one in (found, signed_procedure())}


PROCEDURES: Final = procedures()
RULES: Final = Rules(procedures=PROCEDURES)


def values(item: FormField) -> tuple[JsonValue, ...]:
    options = tuple(option.id for option in item.options)
    return options or WRITTEN.get(item.type) or (kind_of(item).sample(item),)


# -- what may happen --------------------------------------------------------------------------------------------------

flags, codes, errands = st.booleans(), st.sampled_from(Code), st.sampled_from(Errand)
seconds, ids, insertions = st.sampled_from([1, 1, 60, 250]), st.sampled_from(IDS), st.integers(0, 3)
WRITABLE: Final = [
    (item.id, value) for one in PROCEDURES.values() for item in one.fields for value in (*values(item), None)
]
WORDS: Final = " ".join(
    condition
    for one in PROCEDURES.values()
    for condition in (
        *(page.show_if or "" for page in one.pages),
        *(item.show_if or "" for item in one.fields),
        *(stop.when for stop in one.stops),
    )
)
DECIDING: Final = [pair for pair in WRITABLE if f"{pair[0]} " in WORDS]
"""Answers that other questions stand or fall with."""
pairs = st.sampled_from(DECIDING) | st.sampled_from(WRITABLE)
proposals = pairs.map(lambda pair: Proposal(call_id=IDS[0], epoch=1, proposal_id=IDS[0], field=pair[0], value=pair[1]))
evidence = st.builds(
    Evidence, evidence_id=ids, level=st.sampled_from(["A1", "A2", "A3"]), method=st.sampled_from(Method),
    outcome=st.sampled_from(Outcome), at=st.just(START),
)  # fmt: skip
counts = st.sampled_from([None, 0, 1, 3])
card_seen = st.builds(
    ev.CardSeen, counts, counts, counts,
    st.builds(Certificates, auth=st.sampled_from([None, True, False]), sign=st.sampled_from([None, True, False])),
    st.integers(1, 3),
)  # fmt: skip
cards, integrity = st.sampled_from(CARDS), st.sampled_from(Integrity)
Chunk = st.SearchStrategy[tuple[ev.Event, ...]]
"""A few events that often come one after another, so that a walk gets somewhere."""


def one(*events: st.SearchStrategy[Any]) -> Chunk:
    return st.one_of(*events).map(lambda event: (event,))


writing: Chunk = pairs.map(lambda pair: (ev.AnswerGiven(*pair), ev.ForwardPressed()))
mending: Chunk = pairs.map(lambda pair: (ev.FixPressed(pair[0]), ev.AnswerGiven(*pair), ev.ForwardPressed()))
proposing: Chunk = proposals.map(lambda one: (ev.ProposalMade(one), ev.ProposalSettled(one.proposal_id, accepted=True)))
signing: Chunk = st.sampled_from([b"ink", b"other"]).map(
    lambda png: (ev.ForwardPressed(), ev.WithoutCardChosen(), ev.SignatureChanged(png))
)
RESIDENT: Final[tuple[Chunk, ...]] = (
    writing, mending, mending, proposing, proposing, signing,
    st.just((ev.ForwardPressed(), ev.WithoutCardChosen(), ev.ForwardPressed())),
    st.just((ev.ForwardPressed(),)), st.just((ev.BackPressed(),)), st.just((ev.BackPressed(),) * 30),
    st.sampled_from(list(PROCEDURES)).map(lambda name: (ev.ProcedureChosen(name), ev.ForwardPressed())),
    one(st.builds(ev.LanguageChosen, st.sampled_from(["ja", "easy", "en", "vi"]))),
    one(
        st.builds(ev.TextSizeChosen, st.integers(0, 3)),
        st.builds(ev.ReviewTurned, flags),
        st.builds(ev.GroupChosen, st.sampled_from(["certificates", "progress"])),
        st.sampled_from([ev.LastTryConfirmed(), ev.LastTryDeclined(), ev.TapChosen(), ev.RegisterTapChosen()]),
        st.sampled_from([ev.Touched(), ev.ContinuePressed(), ev.FinishPressed(), ev.SignatureChanged(None)]),
        st.sampled_from([ev.CannotSignChosen(), ev.WithoutCardChosen(), ev.PinEntered()]),
    ),
)  # fmt: skip
CARD: Final[tuple[Chunk, ...]] = (
    card_seen.map(lambda seen: (seen, ev.PinEntered())),
    one(st.builds(ev.IdentityByCodeGiven, cards, integrity, insertions)),
    one(
        card_seen, st.builds(ev.CardRefused, codes), st.just(ev.CardRemoved()), st.just(ev.PinMisformed()),
        st.just(ev.TriesCounted(Tries(card_face=3, auth=3, sign=5))),
        st.builds(ev.IdentityGiven, cards, integrity), st.just(ev.IdentityByCodeGiven(None)),
        st.builds(ev.PinWrong, st.integers(0, 3), errands), st.builds(ev.CardFailed, codes, errands),
        st.builds(ev.CardDone, errands),
    ),
    one(
        st.builds(ev.EvidenceNoted, evidence), st.builds(ev.CasesTold, evidence, st.just(())),
        st.builds(ev.ProofJudged, evidence, flags, errands),
        st.builds(ev.HeadquartersDidNot, st.sampled_from(["offline", "refused"]), errands),
    ),
)  # fmt: skip
BOOTH: Final[tuple[Chunk, ...]] = (
    one(
        st.builds(lambda later, in_call: ev.Ticked(later, START, in_call), seconds, flags),
        st.just(ev.Slept()),
        st.builds(ev.ProofWanted, ids, ids), st.builds(ev.ProofDropped, ids), st.builds(ev.ProposalMade, proposals),
    ),
    one(
        st.builds(ev.Stored, st.just("IE-4731-08K"), ids), st.builds(ev.StoreFailed, st.sampled_from(Trouble)),
        st.sampled_from([ev.SlipPrinted(), ev.SlipFailed(), ev.CallOver(), ev.ServiceResumed()]),
        st.just(ev.Received("IE-4731-08K", "R8-1")), st.builds(ev.ServiceStopped, st.sampled_from(Trouble)),
    ),
)  # fmt: skip
anything = st.lists(st.one_of(*RESIDENT, *CARD, *BOOTH), max_size=30).map(
    lambda chunks: [event for chunk in chunks for event in chunk]
)


def after(visit: Visit, events: Iterable[ev.Event]) -> Visit:
    for event in events:
        visit, _ = decide(visit, event, RULES)
    return visit


def begun(procedure: str, card: Identity | None) -> Visit:
    """At the first question, with this card read or without one."""
    opened = (ev.GroupChosen("certificates"), ev.ProcedureChosen(procedure), ev.ForwardPressed())
    read = (ev.CardSeen(3, 3, 5, insertion=1), ev.PinEntered(), ev.IdentityGiven(card)) if card else ()
    return after(Visit(at=START), (*opened, *(read or (ev.WithoutCardChosen(),))))


def filled_in(visit: Visit) -> Visit:
    """At the review: every question answered as far as the form goes."""
    while isinstance(visit.stage, Answering) and visit.form is not None and not visit.stage.problems:
        fields = [item for item in visit.form.procedure.fields if item.id in visit.asking]
        visit = after(visit, [*(ev.AnswerGiven(item.id, values(item)[0]) for item in fields), ev.ForwardPressed()])
    assert isinstance(visit.stage, Reviewing)
    return visit


AT_A_QUESTION: Final = [begun(name, card) for name in PROCEDURES for card in (*CARDS, None)]
AT_THE_REVIEW: Final = [filled_in(visit) for visit in AT_A_QUESTION if isinstance(visit.stage, Answering)]
AT_THE_INK: Final = [after(visit, [ev.ForwardPressed(), ev.WithoutCardChosen()]) for visit in AT_THE_REVIEW]


# -- what holds -------------------------------------------------------------------------------------------------------


def told(visit: Visit, events: Iterable[ev.Event]) -> Visit:
    """The visit after `events`, each step looked at."""
    ink: object = None
    for one in events:
        event, before = _later(one, visit), visit
        visit, commands = decide(before, event, RULES)
        if (visit.form, visit.stage, visit.aside, visit.locale) != (
            before.form,
            before.stage,
            before.aside,
            before.locale,
        ):
            on_screen(visit)
        nothing_is_lost(before, event, visit)
        if isinstance(event, ev.SignatureChanged) and isinstance(before.stage, Signing):
            ink = standing(visit.form).answers if visit.form and event.png else None
        for command in commands:
            if isinstance(command, do.HandIn):
                may_be_handed_in(command, ink)
        curtain_is_drawn(before, visit, commands)
        staff_are_told(before, visit, commands)
        nobody_is_left(before, visit)
    return visit


def _later(event: ev.Event, visit: Visit) -> ev.Event:
    if not isinstance(event, ev.Ticked):
        return event
    later = visit.now_s + event.now_s
    return replace(event, now_s=later, at=START + timedelta(seconds=later))


def on_screen(visit: Visit) -> None:
    stands(visit.form, visit.stage)
    if visit.aside is not None:
        stands(visit.form, visit.aside)
        assert not isinstance(visit.aside, WORKING)
    one_truth(visit)
    goes_on(visit)


def stands(form: SharedForm | None, stage: Stage) -> None:
    """What is on the screen is there, whole, and in its language."""
    if isinstance(stage, Answering):
        assert form is not None
        step = navigation.step_at(form, stage.field)
        assert step is not None
        assert step.field == stage.field
        assert {one.field for one in stage.problems} <= {item.id for item in step.page.fields}
    elif isinstance(stage, Stopped):
        assert form is not None
        assert stage.stop == getattr(navigation.stop(form), "id", None)
    elif isinstance(stage, Reviewing | Signing | NotHandedIn | HandingIn | Preparing):
        assert form is not None
    if isinstance(stage, Preparing):
        assert form is not None
        assert navigation.papers(form)
    if isinstance(stage, Signing | NotHandedIn | HandingIn):
        assert form is not None
        assert (checks.problems(form, None, "ja"), navigation.stop(form)) == ((), None)


def one_truth(visit: Visit) -> None:
    """Review, paper and submission say the same, and what is missing is said on a line and in the language of now."""
    form, stage = visit.form, visit.stage
    if form is None:
        return
    counts = standing(form)
    paper = {one.field: (one.text, one.value) for one in answered(form)}
    lines = {row.field: (row.text, row.value) for row in review.rows(form, "ja") if row.value is not None}
    assert {field: value for field, (_, value) in paper.items()} == counts.values
    assert lines == {field: one for field, one in paper.items() if field not in {it.id for it in counts.following}}
    told_of = stage.problems if isinstance(stage, Answering | Reviewing) else ()
    assert set(told_of) <= set(checks.problems(form, None, visit.locale))
    if visit.identity is not None:
        for item in form.procedure.fields:
            answer = form.answers.get(item.id)
            if answer is not None and answer.source is Source.CARD:
                assert item.fill is not None
                assert answer.value == item_of(visit.identity, item.fill), "of another card"


def nothing_is_lost(before: Visit, event: ev.Event, after: Visit) -> None:
    """What a person wrote is changed by whoever writes there and by a card that says something new."""
    if before.form is None or after.form is None or before.form.procedure is not after.form.procedure:
        return
    for field, answer in before.form.answers.by_field.items():
        if answer.source not in (Source.RESIDENT, Source.STAFF) or after.form.answers.get(field) == answer:
            continue
        match event:
            case ev.AnswerGiven(field=written):
                assert written == field
            case ev.ProposalSettled(proposal_id=settled):
                assert before.form.proposals[settled].field == field
            case ev.IdentityGiven() | ev.IdentityByCodeGiven():
                assert after.identity != before.identity
            case _:
                pytest.fail(f"{type(event).__name__} took {field}")


def may_be_handed_in(command: do.HandIn, ink: object) -> None:
    assert checks.problems(command.form, None, "ja") == ()
    assert navigation.stop(command.form) is None
    if command.signature is not None:
        assert ink == standing(command.form).answers


def curtain_is_drawn(before: Visit, after: Visit, commands: tuple[do.Command, ...]) -> None:
    pad = isinstance(after.stage, EnteringPin | EnteringPassword)
    drawn = [one.drawn for one in commands if isinstance(one, do.DrawCurtain)]
    assert all(one is pad for one in drawn)
    assert drawn or isinstance(before.stage, EnteringPin | EnteringPassword) is pad


def staff_are_told(before: Visit, after: Visit, commands: tuple[do.Command, ...]) -> None:
    if before.form is after.form and (before.locale, before.stage) == (after.locale, after.stage):
        return
    over = any(isinstance(one, do.Forget) for one in commands)
    seen = [
        visit.form and review.shown(visit.form, IDS[0], 1, locale=visit.locale, asking=visit.asking)
        for visit in (before, after)
    ]
    assert seen[0] == seen[1] or over or do.TellFormChanged() in commands


def nobody_is_left(before: Visit, after: Visit) -> None:
    """Of a visit that is over there is nothing; a call that goes on may know who it is about."""
    if after.at_home and not before.at_home:
        assert after == after.without_anybody()
    if after.at_home:
        assert (after.form, after.procedure, after.signature, after.by_hand) == (None, None, None, None)
    if isinstance(after.stage, HandedIn):
        assert (after.form, after.signature) == (None, None)


def goes_on(visit: Visit) -> None:
    """Every stage leads on by a touch or ends by itself, and whoever wants to go can."""
    if isinstance(visit.stage, WORKING | OutOfService):
        return
    assert any(decide(visit, touch, RULES)[0].stage != visit.stage for touch in TOUCHES)
    assert isinstance(decide(visit, ev.FinishPressed(), RULES)[0].stage, Welcoming)


@pytest.mark.parametrize("starts", [AT_A_QUESTION, AT_THE_REVIEW, AT_THE_INK, [Visit(at=START)]])
def test_no_order_of_events_breaks_what_holds(starts: list[Visit]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(starts), anything)
    def walk(visit: Visit, events: list[ev.Event]) -> None:
        told(visit, events)

    walk()
