"""A visit as a pure state machine: ``decide(visit, event, rules) -> (visit, commands)``.

Every event has one rule, a small function found by the type of the event. A rule looks at the stage; an event that
does not fit the stage changes nothing (somebody touched twice, a card answered late). Two things follow from any step:
the PIN curtain, which is drawn exactly while a PIN pad is on the screen, and the idle clock, which every touch resets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import (
    Answering,
    Choosing,
    ConfirmingLastTry,
    EnteringPin,
    HandedIn,
    HandingIn,
    NotHandedIn,
    OutOfService,
    ReadingCard,
    Reviewing,
    Signing,
    Stage,
    Stopped,
    WaitingForCard,
    Welcoming,
)
from kiosk.procedures import checks, navigation
from kiosk.procedures.identity import Identity
from kiosk.procedures.prefill import prefill
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import FormRefusal, SharedForm
from kiosk.protocol.forms import FieldEdited, Source

JAPAN: Final = timezone(timedelta(hours=9), "JST")
LOCKED: Final = "C-08"
PULLED: Final = "C-01"


@dataclass(frozen=True)
class Rules:
    """What a visit is decided by besides its state: the procedures in service and the booth's times in seconds."""

    procedures: Mapping[str, Procedure]
    locale: str = "ja"
    idle_seconds: float = 180.0
    idle_seconds_with_card: float = 600.0
    warning_seconds: float = 45.0
    finish_seconds: float = 30.0
    finish_seconds_with_card: float = 120.0


@dataclass(frozen=True)
class Visit:
    """Where one resident is. Lives in memory only and is replaced by a fresh one when the visit ends."""

    stage: Stage = field(default_factory=Welcoming)
    locale: str = "ja"
    text_size: int = 0
    procedure: str | None = None
    form: SharedForm | None = field(default=None, repr=False)
    identity: Identity | None = field(default=None, repr=False)
    signature: bytes | None = field(default=None, repr=False)
    card_in: bool = False
    tries_left: int | None = None
    seconds: float = 0.0
    at: datetime = datetime.fromtimestamp(0, UTC)
    touched: float = 0.0
    warned: bool = False

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.at.astimezone(JAPAN).date()

    @property
    def begun(self) -> bool:
        """Whether somebody is in the middle of something."""
        return not isinstance(self.stage, Welcoming | OutOfService) or self.locale != "ja" or self.text_size != 0


Step = tuple[Visit, tuple[ev.Command, ...]]
Rule = Callable[[Visit, Any, Rules], Step]


def decide(visit: Visit, event: ev.Event, rules: Rules) -> Step:
    """The next state of `visit` after `event`, and what has to be done about it."""
    if not isinstance(event, _NOT_TOUCHES):
        visit = replace(visit, touched=visit.seconds, warned=False)
    after, commands = RULES[type(event)](visit, event, rules)
    if _curtain(visit.stage) != _curtain(after.stage):
        commands = (*commands, ev.DrawCurtain(drawn=_curtain(after.stage)))
        if not _curtain(after.stage) and not isinstance(after.stage, ReadingCard):
            commands = (*commands, ev.WipePin())
    return after, commands


def _curtain(stage: Stage) -> bool:
    return isinstance(stage, EnteringPin)


def _stay(visit: Visit) -> Step:
    return visit, ()


def _go(visit: Visit, stage: Stage, *commands: ev.Command, **changes: Any) -> Step:
    return replace(visit, stage=stage, **changes), commands


# -- at any time ------------------------------------------------------------------------------------------------------


def _ticked(visit: Visit, event: ev.Ticked, rules: Rules) -> Step:
    visit = replace(visit, seconds=event.seconds, at=event.at)
    stage = visit.stage
    if isinstance(stage, HandedIn):
        return _count_down(visit, stage, rules)
    if not visit.begun or event.in_call or isinstance(stage, HandingIn | ReadingCard):
        return replace(visit, touched=event.seconds, warned=False), ()
    quiet = event.seconds - visit.touched
    limit = rules.idle_seconds_with_card if visit.card_in else rules.idle_seconds
    if quiet >= limit + rules.warning_seconds:
        return _forget(visit, rules)
    return replace(visit, warned=quiet >= limit), ()


def _count_down(visit: Visit, stage: HandedIn, rules: Rules) -> Step:
    if not stage.finish_at:
        return _go(visit, replace(stage, finish_at=visit.seconds + rules.finish_seconds))
    held = visit.card_in and visit.seconds < stage.finish_at + rules.finish_seconds_with_card
    if visit.seconds < stage.finish_at or held:
        return _stay(visit)
    return _forget(visit, rules)


def _forget(visit: Visit, rules: Rules) -> Step:
    fresh = Visit(
        locale=rules.locale,
        card_in=visit.card_in,
        tries_left=visit.tries_left,
        seconds=visit.seconds,
        at=visit.at,
        touched=visit.seconds,
    )
    return fresh, (ev.WipePin(), ev.ForgetCard(), ev.Forget())


def _finish(visit: Visit, _event: ev.FinishPressed, rules: Rules) -> Step:
    if isinstance(visit.stage, HandingIn | OutOfService):
        return _stay(visit)
    return _forget(visit, rules)


def _language(visit: Visit, event: ev.LanguageChosen, _rules: Rules) -> Step:
    return replace(visit, locale=event.locale), ()


def _text_size(visit: Visit, event: ev.TextSizeChosen, _rules: Rules) -> Step:
    return replace(visit, text_size=max(0, min(3, event.size))), ()


def _service_stopped(visit: Visit, event: ev.ServiceStopped, _rules: Rules) -> Step:
    if isinstance(visit.stage, Welcoming | Choosing | OutOfService):
        return _go(visit, OutOfService(event.why))
    return _stay(visit)


def _service_resumed(visit: Visit, _event: ev.ServiceResumed, _rules: Rules) -> Step:
    return _go(visit, Welcoming()) if isinstance(visit.stage, OutOfService) else _stay(visit)


# -- choosing ---------------------------------------------------------------------------------------------------------


def _group(visit: Visit, event: ev.GroupChosen, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Welcoming):
        return _stay(visit)
    return _go(visit, Choosing(event.group), ev.CountUse("visit_begun"))


def _procedure(visit: Visit, event: ev.ProcedureChosen, rules: Rules) -> Step:
    procedure = rules.procedures.get(event.procedure)
    if procedure is None or not isinstance(visit.stage, Choosing | Welcoming):
        return _stay(visit)
    if visit.form is None or visit.procedure != event.procedure:
        visit = replace(visit, form=SharedForm.begin(procedure, visit.at), procedure=event.procedure, signature=None)
    if visit.identity is not None:
        return _first_question(_prefilled(visit, visit.identity))
    return _at_card(visit)


# -- the card ---------------------------------------------------------------------------------------------------------


def _at_card(visit: Visit, trouble: str | None = None) -> Step:
    """The card stage, or the PIN pad at once when a good card lies there already."""
    if visit.card_in and trouble is None:
        return _to_pin(visit)
    return _go(visit, WaitingForCard(trouble))


def _to_pin(visit: Visit) -> Step:
    if visit.tries_left is None:
        return _go(visit, WaitingForCard("C-05"))
    if visit.tries_left == 0:
        return _go(visit, WaitingForCard(LOCKED))
    if visit.tries_left == 1:
        return _go(visit, ConfirmingLastTry())
    return _go(visit, EnteringPin(visit.tries_left))


def _card_seen(visit: Visit, event: ev.CardSeen, _rules: Rules) -> Step:
    visit = replace(visit, card_in=True, tries_left=event.tries_left)
    return _to_pin(visit) if isinstance(visit.stage, WaitingForCard) else _stay(visit)


def _card_refused(visit: Visit, event: ev.CardRefused, _rules: Rules) -> Step:
    visit = replace(visit, card_in=False, tries_left=None)
    if isinstance(visit.stage, WaitingForCard | EnteringPin | ConfirmingLastTry | ReadingCard):
        return _go(visit, WaitingForCard(event.code))
    return _stay(visit)


def _card_removed(visit: Visit, _event: ev.CardRemoved, _rules: Rules) -> Step:
    visit = replace(visit, card_in=False, tries_left=None)
    if isinstance(visit.stage, EnteringPin | ConfirmingLastTry | ReadingCard):
        return _go(visit, WaitingForCard(PULLED))
    if isinstance(visit.stage, WaitingForCard) and visit.stage.trouble not in (None, PULLED):
        return _go(visit, WaitingForCard())
    return _stay(visit)


def _without_card(visit: Visit, _event: ev.WithoutCardChosen, _rules: Rules) -> Step:
    if isinstance(visit.stage, WaitingForCard | ConfirmingLastTry | EnteringPin):
        return _first_question(visit)
    return _stay(visit)


def _last_try_confirmed(visit: Visit, _event: ev.LastTryConfirmed, _rules: Rules) -> Step:
    return _go(visit, EnteringPin(1)) if isinstance(visit.stage, ConfirmingLastTry) else _stay(visit)


def _last_try_declined(visit: Visit, _event: ev.LastTryDeclined, _rules: Rules) -> Step:
    return _first_question(visit) if isinstance(visit.stage, ConfirmingLastTry) else _stay(visit)


def _pin_entered(visit: Visit, _event: ev.PinEntered, _rules: Rules) -> Step:
    if isinstance(visit.stage, EnteringPin):
        return _go(visit, ReadingCard(), ev.ReadIdentity())
    return visit, (ev.WipePin(),)


def _identity_given(visit: Visit, event: ev.IdentityGiven, _rules: Rules) -> Step:
    if not isinstance(visit.stage, ReadingCard):
        return _stay(visit)
    visit, commands = _first_question(_prefilled(replace(visit, identity=event.identity), event.identity))
    return visit, (ev.ForgetCard(), ev.CountUse("card_read"), *commands)


def _pin_wrong(visit: Visit, event: ev.PinWrong, _rules: Rules) -> Step:
    visit = replace(visit, tries_left=event.left)
    if not isinstance(visit.stage, ReadingCard):
        return _stay(visit)
    if event.left >= 2:
        return _go(visit, EnteringPin(event.left, wrong=True))
    return _to_pin(visit)


def _card_failed(visit: Visit, event: ev.CardFailed, _rules: Rules) -> Step:
    if not isinstance(visit.stage, ReadingCard):
        return _stay(visit)
    return _go(visit, WaitingForCard(event.code))


# -- the form ---------------------------------------------------------------------------------------------------------


def _prefilled(visit: Visit, identity: Identity) -> Visit:
    form = visit.form
    if form is None:
        return visit
    for edit in prefill(form.procedure, identity, visit.at):
        after = form.apply(edit)
        form = form if isinstance(after, FormRefusal) else after
    return replace(visit, form=form)


def _first_question(visit: Visit) -> Step:
    if visit.form is None:
        return _stay(visit)
    page = navigation.first_page(visit.form, visit.today)
    return _go(visit, Answering(page), ev.TellFormChanged())


def _answer(visit: Visit, event: ev.AnswerGiven, _rules: Rules) -> Step:
    stage, form = visit.stage, visit.form
    if form is None or not isinstance(stage, Answering):
        return _stay(visit)
    edit = FieldEdited(field=event.field, value=event.value, source=Source.RESIDENT, at=visit.at)
    after = form.apply(edit)
    if isinstance(after, FormRefusal):
        return _stay(visit)
    return _go(visit, replace(stage, problems=()), ev.TellFormChanged(), form=after)


def _forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    match visit.stage:
        case WaitingForCard():
            return _to_pin(visit) if visit.card_in else _stay(visit)
        case Answering() as stage:
            return _next_question(visit, stage)
        case Reviewing():
            return _to_sign(visit)
        case Signing():
            return _hand_in(visit) if visit.signature else _go(visit, Signing(empty=True))
        case NotHandedIn():
            return _hand_in(visit)
        case _:
            return _stay(visit)


def _next_question(visit: Visit, stage: Answering) -> Step:
    assert visit.form is not None
    problems = checks.problems(visit.form, stage.page, visit.today, visit.locale)
    if problems:
        return _go(visit, replace(stage, problems=problems))
    stop = navigation.stop(visit.form, visit.today)
    if stop is not None:
        return _go(visit, Stopped(stop.id, stage.page))
    page = navigation.next_page(visit.form, stage.page, visit.today)
    if stage.to_review:  # a changed answer may have opened questions that were never asked
        missing = navigation.first_unanswered(visit.form, visit.today)
        return _go(visit, Answering(missing, to_review=True)) if missing else _go(visit, Reviewing())
    return _go(visit, Reviewing()) if page is None else _go(visit, Answering(page))


def _to_sign(visit: Visit) -> Step:
    assert visit.form is not None
    problems = checks.problems(visit.form, None, visit.today, visit.locale)
    return _go(visit, Reviewing(problems)) if problems else _go(visit, Signing())


def _hand_in(visit: Visit) -> Step:
    assert visit.form is not None
    wish = ev.HandIn(visit.form, visit.signature, visit.identity is not None, visit.locale)
    return _go(visit, HandingIn(), wish)


def _back(visit: Visit, _event: ev.BackPressed, _rules: Rules) -> Step:
    match visit.stage:
        case Choosing():
            return _go(visit, Welcoming())
        case WaitingForCard():
            return _go(visit, Choosing())
        case ConfirmingLastTry() | EnteringPin():
            return _go(visit, WaitingForCard())
        case Answering() as stage:
            return _previous_question(visit, stage)
        case Stopped(page=page):
            return _go(visit, Answering(page))
        case Reviewing():
            return _last_question(visit)
        case Signing():
            return _go(visit, Reviewing())
        case NotHandedIn():
            return _go(visit, Reviewing())
        case _:
            return _stay(visit)


def _previous_question(visit: Visit, stage: Answering) -> Step:
    assert visit.form is not None
    if stage.to_review:
        return _go(visit, Reviewing())
    page = navigation.previous_page(visit.form, stage.page, visit.today)
    if page is not None:
        return _go(visit, Answering(page))
    return _go(visit, Choosing()) if visit.identity else _go(visit, WaitingForCard())


def _last_question(visit: Visit) -> Step:
    assert visit.form is not None
    return _go(visit, Answering(navigation.visible_pages(visit.form, visit.today)[-1].id))


def _fix(visit: Visit, event: ev.FixPressed, _rules: Rules) -> Step:
    if visit.form is None or not isinstance(visit.stage, Reviewing):
        return _stay(visit)
    page = visit.form.procedure.page_of(event.field)
    return _go(visit, Answering(page, to_review=True)) if page else _stay(visit)


def _proposed(visit: Visit, event: ev.ProposalMade, _rules: Rules) -> Step:
    if visit.form is None:
        return _stay(visit)
    after = visit.form.propose(event.proposal)
    return _stay(visit) if isinstance(after, FormRefusal) else _go(visit, visit.stage, form=after)


def _settled(visit: Visit, event: ev.ProposalSettled, _rules: Rules) -> Step:
    form = visit.form
    proposal = form.proposal(event.proposal_id) if form else None
    if form is None or proposal is None:
        return _stay(visit)
    after = form.settle(event.proposal_id, accepted=event.accepted, at=visit.at)
    if isinstance(after, FormRefusal):
        return _stay(visit)
    told = ev.TellProposalSettled(proposal, event.accepted)
    return _go(visit, visit.stage, told, ev.TellFormChanged(), form=after)


# -- signing and handing in -------------------------------------------------------------------------------------------


def _signature(visit: Visit, event: ev.SignatureChanged, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Signing):
        return _stay(visit)
    return _go(visit, Signing(), signature=event.png)


def _cannot_sign(visit: Visit, _event: ev.CannotSignChosen, _rules: Rules) -> Step:
    return _hand_in(replace(visit, signature=None)) if isinstance(visit.stage, Signing) else _stay(visit)


def _stored(visit: Visit, event: ev.Stored, rules: Rules) -> Step:
    if not isinstance(visit.stage, HandingIn):
        return _stay(visit)
    slip = ev.PrintSlip(event.reference, visit.procedure or "", visit.locale)
    done = HandedIn(event.reference, finish_at=visit.seconds + rules.finish_seconds)
    forgotten = replace(visit, form=None, identity=None, signature=None, procedure=None)
    return _go(forgotten, done, slip, ev.CountUse("handed_in"))


def _store_failed(visit: Visit, event: ev.StoreFailed, _rules: Rules) -> Step:
    return _go(visit, NotHandedIn(event.why)) if isinstance(visit.stage, HandingIn) else _stay(visit)


def _slip_printed(visit: Visit, _event: ev.SlipPrinted, _rules: Rules) -> Step:
    return _with_slip(visit, failed=False)


def _slip_failed(visit: Visit, _event: ev.SlipFailed, _rules: Rules) -> Step:
    return _with_slip(visit, failed=True)


def _with_slip(visit: Visit, *, failed: bool) -> Step:
    if not isinstance(visit.stage, HandedIn):
        return _stay(visit)
    return _go(visit, replace(visit.stage, slip="failed" if failed else "printed"))


def _received(visit: Visit, event: ev.Received, _rules: Rules) -> Step:
    if isinstance(visit.stage, HandedIn) and visit.stage.reference == event.reference:
        return _go(visit, replace(visit.stage, receipt_number=event.receipt_number))
    return _stay(visit)


def _only_touch(visit: Visit, _event: ev.Event, _rules: Rules) -> Step:
    return _stay(visit)


RULES: Final[Mapping[type, Rule]] = {
    ev.Touched: _only_touch,
    ev.ContinuePressed: _only_touch,
    ev.Ticked: _ticked,
    ev.LanguageChosen: _language,
    ev.TextSizeChosen: _text_size,
    ev.GroupChosen: _group,
    ev.ProcedureChosen: _procedure,
    ev.CardSeen: _card_seen,
    ev.CardRefused: _card_refused,
    ev.CardRemoved: _card_removed,
    ev.WithoutCardChosen: _without_card,
    ev.LastTryConfirmed: _last_try_confirmed,
    ev.LastTryDeclined: _last_try_declined,
    ev.PinEntered: _pin_entered,
    ev.IdentityGiven: _identity_given,
    ev.PinWrong: _pin_wrong,
    ev.CardFailed: _card_failed,
    ev.AnswerGiven: _answer,
    ev.ForwardPressed: _forward,
    ev.BackPressed: _back,
    ev.FixPressed: _fix,
    ev.SignatureChanged: _signature,
    ev.CannotSignChosen: _cannot_sign,
    ev.Stored: _stored,
    ev.StoreFailed: _store_failed,
    ev.SlipPrinted: _slip_printed,
    ev.SlipFailed: _slip_failed,
    ev.Received: _received,
    ev.ProposalMade: _proposed,
    ev.ProposalSettled: _settled,
    ev.FinishPressed: _finish,
    ev.ServiceStopped: _service_stopped,
    ev.ServiceResumed: _service_resumed,
}
"""One rule for each event; a test proves that none is missing."""

_NOT_TOUCHES: Final = (
    ev.Ticked,
    ev.CardRefused,
    ev.Received,
    ev.SlipPrinted,
    ev.SlipFailed,
    ev.ServiceStopped,
    ev.ServiceResumed,
)
