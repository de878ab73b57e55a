"""Every screen of the booth by name, reached as a resident reaches it: by events through the real state machines."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.symbolsresolver=false")  # no PipeWire on test machines

from pydantic import JsonValue
from PySide6.QtGui import QImage

from kiosk.booth.call.state import Call, CardStep, CardTurn, Over, Picture, Place, Ringing, Sharing, Talking
from kiosk.booth.fitness import Talk
from kiosk.booth.settings import ScreenSettings
from kiosk.booth.trouble import Trouble
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.stages import Answering, Errand, Handed, HandedIn
from kiosk.card.card import Certificates
from kiosk.procedures.group import Group
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt, Sex
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds.slots import Kept
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Proposal
from kiosk.protocol.identity import CardWant, CaseShown, Evidence
from kiosk.rehearsal.still_screen import StillScreen
from tests.booth.signed_procedure import signed_procedure
from tests.procedures.account_procedure import account_procedure
from tests.procedures.care_procedure import care_procedure
from tests.procedures.group_procedure import group_procedure
from tests.procedures.life.invented_event import day, fire
from tests.procedures.several_procedure import several_procedure
from tests.procedures.visit_procedure import visit_procedure
from tests.screens.invented_cases import BOTH, CASES, EVIDENCE, SUBMISSION, case
from tests.screens.shelter_states import SHELTER
from tests.town import TOWN, read_once

NOW = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
CONFIG = TOWN
PERSON = Identity(
    name="葛󠄂西　辻󠄂子",
    address="姫路市安田四丁目1番地　山田マンション第2棟305号",
    birth_date=BirthDate("19590506", 1959, 5, 6),
    sex=Sex.FEMALE,
)
CALL_ID = "0199aaaa-0000-7000-8000-000000000001"
PROPOSAL_ID = "0199aaaa-0000-7000-8000-000000000002"


def rules() -> Rules:
    """What the booth offers on this day."""
    catalog = read_once()
    return Rules({procedure.id: procedure for procedure in catalog.published(date(2026, 11, 21))})


def groups() -> tuple[Group, ...]:
    """The answers of the welcome screen as delivered."""
    return read_once().groups


@dataclass
class Story:
    """One resident's events so far."""

    rules: Rules
    visit: Visit = field(default_factory=Visit)

    def after(self, *events: ev.Event) -> "Story":
        """The story with these events."""
        for event in events:
            self.visit, _ = decide(self.visit, event, self.rules)
        return self

    def answer_until(self, field: str) -> "Story":
        """Go forward, giving plain answers, until the step of this field (or the review) is on the screen."""
        for _ in range(40):
            stage = self.visit.stage
            if not isinstance(stage, Answering) or stage.field == field:
                return self
            given = [ev.AnswerGiven(name, value) for name, value in ANSWERS.get(stage.field, ())]
            self.after(*given, ev.ForwardPressed())
        raise AssertionError(f"never came to {field}")


ANSWERS: dict[str, tuple[tuple[str, JsonValue], ...]] = {
    "who": (("who", "self"),),
    "scope": (("scope", "all"),),
    "purpose": (("purpose", "pension"),),
    "copies": (("copies", 1),),
    "receive": (("receive", "here"),),
    "ap_tel": (("ap_tel", "079-221-0000"),),
    "ap_name": (("ap_name", "葛󠄂西　辻󠄂子"),),
    "ap_addr": (("ap_addr", "姫路市安田四丁目1番地"),),
}


def _start(rules: Rules, locale: str, size: int, mode: int = 0) -> Story:
    return Story(rules, Visit(locale=locale, text_size=size, colours=mode)).after(ev.Ticked(1.0, NOW, in_call=False))


def _chosen(story: Story) -> Story:
    return story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())


def _preparing(story: Story) -> Story:
    return story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))


def _pin(story: Story) -> Story:
    return _chosen(story).after(ev.CardSeen(3))


def _identified(story: Story) -> Story:
    return _pin(story).after(ev.PinEntered(), ev.IdentityGiven(PERSON))


def _review(story: Story) -> Story:
    _identified(story).answer_until("scope").after(
        ev.AnswerGiven("scope", "all"),
        ev.ProposalMade(Proposal(call_id=CALL_ID, epoch=1, proposal_id=PROPOSAL_ID, field="show_honseki", value=False)),
        ev.ProposalSettled(PROPOSAL_ID, accepted=True),
    )
    return story.answer_until("")


def _doubted(story: Story) -> Story:
    """A card with a stand-in in its name and no usable birth date."""
    odd = (
        IdentityDoubt("name", Doubt(code=Code.SUBSTITUTED, positions=(0,))),
        IdentityDoubt("birth_date", Doubt(code=Code.ODD_BIRTH_DATE)),
    )
    read = replace(PERSON, name="●本　太郎", birth_date=BirthDate("19500000", 1950), doubts=odd)
    return _pin(story).after(ev.PinEntered(), ev.IdentityGiven(read))


def _without_card(story: Story, field: str) -> Story:
    _chosen(story).after(ev.WithoutCardChosen())
    return story.answer_until(field)


def _notices(story: Story) -> Story:
    """The review of somebody who was asked, with the most notices that can hold at once."""
    _identified(story).after(ev.AnswerGiven("who", "agent"), ev.ForwardPressed())
    born: JsonValue = {"year": 1990, "month": 1, "day": 2, "as_written": "平成2年1月2日"}
    others: dict[str, JsonValue] = {
        "target_name": "山田　花子", "target_birth": born, "target_addr": "姫路市", "ag_relation": "child",
        "show_mynumber": True, "receive": "conveni",
    }  # fmt: skip
    for _ in range(40):
        stage = story.visit.stage
        if not isinstance(stage, Answering):
            return story
        plain = dict(ANSWERS.get(stage.field, ())) | {k: v for k, v in others.items() if k == stage.field}
        story.after(*(ev.AnswerGiven(name, value) for name, value in plain.items()), ev.ForwardPressed())
    raise AssertionError("never came to the review")


def _handed_in(story: Story) -> Story:
    _review(story).after(ev.ForwardPressed(), ev.SignatureChanged(b"png"), ev.ForwardPressed())
    return story.after(ev.Stored("IE-4731-08K"), ev.SlipPrinted())


def _tap(story: Story, *cases: CaseShown, evidence: Evidence = EVIDENCE) -> Story:
    story.after(ev.GroupChosen("progress"), ev.CardSeen(3, 3, 5, BOTH))
    return story.after(ev.CardDone(Errand.TAP), ev.CasesTold(evidence, cases))


def _offered(story: Story) -> Story:
    _review(story).after(ev.ForwardPressed(), ev.SignatureChanged(b"png"), ev.ForwardPressed())
    story.after(ev.CardSeen(3, 3, 5, BOTH), ev.Stored("IE-4731-08K", SUBMISSION), ev.SlipPrinted())
    return story.after(ev.Received("IE-4731-08K", "2026-001234"))


def _registering(story: Story) -> Story:
    return _offered(story).after(ev.RegisterTapChosen())


def _command(story: Story) -> Story:
    """The review of a procedure that is signed by card."""
    found = signed_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.WithoutCardChosen())
    return story.after(ev.AnswerGiven("command", "yes"), ev.ForwardPressed())


def _dog_owner(story: Story) -> Story:
    """The first question of a procedure in which several may be chosen."""
    found = several_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.WithoutCardChosen())
    return story


def _fire(story: Story) -> Story:
    """The list of what is to be done after an event."""
    story.rules = replace(story.rules, events={"fire": fire()})
    return story.after(
        ev.EventChosen("fire"), ev.AnswerGiven("fire_day", day(2026, 11, 14)), ev.ForwardPressed(),
        ev.AnswerGiven("lost", ["papers", "seal"]), ev.ForwardPressed(),
        ev.AnswerGiven("ap_tel", "079-221-0000"), ev.ForwardPressed(),
    )  # fmt: skip


def _two_handed_in(story: Story) -> Story:
    """Two applications of one visit are handed in, one of them has arrived, and more can be done."""
    plan = _fire(story).visit.plan
    assert plan is not None
    two = (Handed("IE-4731-08K", "juminhyo", receipt_number="2026-001234"), Handed("IE-4731-16A", "juminhyo"))
    handed_in = MappingProxyType({"residence": two[0], "other": two[1]})
    story.visit = replace(
        story.visit, plan=replace(plan, handed_in=handed_in), stage=HandedIn(tuple(two), slip="later")
    )
    return story


def _care(story: Story) -> Story:
    """The review of a procedure in which staff wrote something of their own."""
    found = care_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.ForwardPressed())
    story.after(ev.WithoutCardChosen(), ev.AnswerGiven("kind", "renew"), ev.ForwardPressed())
    story.after(ev.AnswerGiven("ap_tel", "079-221-0000"), ev.ForwardPressed())
    for name, value in (("insured_no", "0123456789"), ("level", "care1")):
        made = Proposal(call_id=CALL_ID, epoch=1, proposal_id=PROPOSAL_ID, field=name, value=value)
        story.after(ev.ProposalMade(made))
    return story


def _account(story: Story, *parts: tuple[str, str]) -> Story:
    """The question about an account, with these parts said one after another."""
    found = account_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.WithoutCardChosen())
    story.after(ev.AnswerGiven("ap_kana", "ヤマダ　ハナコ"), ev.ForwardPressed())
    for part, given in parts:
        story.after(ev.PartGiven("paid_to", part, given), ev.ForwardPressed())
    return story


_BANK = (("way", "bank"), ("bank", "0005"), ("branch", "350"), ("kind", "ordinary"))
"""The parts of an account up to its number."""
_POST = (("way", "post"), ("symbol", "14030"))


def _moving(story: Story, *events: ev.Event) -> Story:
    """The list of a procedure in which several people are entered, after these touches."""
    found = group_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.CardSeen(3))
    story.after(ev.PinEntered(), ev.IdentityGiven(PERSON), ev.AnswerGiven("move_date", MOVED), ev.ForwardPressed())
    return story.after(*events)


def _somebody(story: Story, name: str, born: int, relation: str, *, same: bool) -> Story:
    """One more, asked one question at a time."""
    birth: JsonValue = {"year": born, "month": 5, "day": 6, "as_written": f"{born}年5月6日"}
    story.after(ev.AddPressed(), ev.AnswerGiven("m_name", name), ev.ForwardPressed(), ev.AnswerGiven("m_birth", birth))
    story.after(ev.ForwardPressed(), ev.AnswerGiven("m_relation", relation), ev.ForwardPressed())
    return story.after(ev.AnswerGiven("m_same", same), ev.ForwardPressed())


def _household(story: Story) -> Story:
    """The applicant, two others, and one of whom only the name is there."""
    _moving(story, ev.AddPressed(applicant=True), ev.AnswerGiven("m_relation", "head"), ev.ForwardPressed())
    story.after(ev.AnswerGiven("m_same", value=True), ev.ForwardPressed())
    _somebody(story, "葛󠄂西　太郎", 2019, "child", same=True)
    _somebody(story, "NGUYEN THI THUY DUNG MARIA CONCEPCION", 1990, "spouse", same=True)
    return story.after(ev.AddPressed(), ev.AnswerGiven("m_name", "髙﨑　𠮷男"), ev.BackPressed())


MOVED: JsonValue = {"year": 2026, "month": 11, "day": 1, "as_written": "令和8年11月1日"}


def _visit(story: Story, *events: ev.Event) -> Story:
    """The question for a time to come."""
    found = visit_procedure()
    story.rules = replace(story.rules, procedures={found.id: found})
    story.after(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.WithoutCardChosen())
    return story.after(*events)


SLOTS = tuple(
    datetime(2026, 12, 1, 9, tzinfo=JAPAN) + timedelta(days=day, minutes=30 * number)
    for day in (0, 1, 2, 3, 6, 7, 8, 9, 10)
    for number in range(14)
)
TOLD = ev.SlotsTold("shimin", SLOTS, "市役所 1階 3番窓口")
COMING = Kept("shimin", SLOTS[1], 30, "h-1")


def _times(story: Story) -> Story:
    _visit(story, TOLD, ev.OptionTouched("visit", "2026-12-01"), ev.OptionTouched("visit", SLOTS[1].isoformat()))
    return story.after(ev.SlotHeld(story.visit.diary.hold, SLOTS[1], 30, SLOTS[1]))


def _booked(story: Story) -> Story:
    """A time was chosen and handed in."""
    _times(story)
    stage = HandedIn((Handed("IE-4731-08K", "visit", coming=COMING, place="市役所 1階 3番窓口"),), slip="printed")
    story.visit = replace(story.visit, stage=stage)
    return story


def _taken(story: Story) -> Story:
    _visit(story, TOLD, ev.OptionTouched("visit", "2026-12-01"), ev.OptionTouched("visit", SLOTS[1].isoformat()))
    return story.after(ev.SlotTaken(story.visit.diary.hold, taken=True), TOLD)


def _password(story: Story, left: int = 5) -> Story:
    return _command(story).after(ev.CardSeen(3, 3, left, BOTH), ev.ForwardPressed())


def _idle(story: Story) -> Story:
    _identified(story)
    return story.after(ev.CardRemoved(), ev.Ticked(200.0, NOW, in_call=False))


STATES: dict[str, Callable[[Story], Story]] = {
    "welcome": lambda story: story,
    "question-doubted-name": lambda story: _doubted(story).answer_until("ap_name"),
    "question-doubted-date": lambda story: _doubted(story).answer_until("ap_birth"),
    "review-doubted": lambda story: _doubted(story).answer_until("ap_name").after(ev.ForwardPressed()).answer_until(""),
    "welcome-offline": lambda story: story,
    "preparing": _preparing,
    "planning": _fire,
    "welcome-nobody": lambda story: story,
    "welcome-broken": lambda story: story,
    "welcome-voice": lambda story: story,
    "welcome-no-slip": lambda story: story,
    "welcome-no-card": lambda story: story,
    "procedures": lambda story: story.after(ev.GroupChosen("certificates")),
    "procedures-none": lambda story: story.after(ev.GroupChosen("talk")),
    "card": _chosen,
    "card-trouble": lambda story: _chosen(story).after(ev.CardRefused(Code("C-02"))),
    "last-try": lambda story: _chosen(story).after(ev.CardSeen(1)),
    "pin": _pin,
    "pin-wrong": lambda story: _pin(story).after(ev.PinEntered(), ev.PinWrong(2)),
    "reading": lambda story: _pin(story).after(ev.PinEntered()),
    "question-five": _identified,
    "question": lambda story: _identified(story).answer_until("scope").after(ev.AnswerGiven("scope", "all")),
    "question-problem": lambda story: _identified(story).answer_until("scope").after(ev.ForwardPressed()),
    "question-switches": lambda story: _identified(story).answer_until("show_head"),
    "question-six": lambda story: _identified(story).answer_until("purpose"),
    "question-several": lambda story: _dog_owner(story).after(
        ev.OptionTouched("wishes", "new"), ev.OptionTouched("wishes", "owner")
    ),
    "question-yes-or-no": lambda story: _dog_owner(story).after(
        ev.OptionTouched("wishes", "new"), ev.ForwardPressed(), ev.OptionTouched("shots", "rabies"), ev.ForwardPressed()
    ),
    "question-amount": lambda story: _dog_owner(story).after(
        ev.OptionTouched("wishes", "new"),
        ev.ForwardPressed(),
        ev.OptionTouched("shots", "rabies"),
        ev.ForwardPressed(),
        ev.AnswerGiven("paper", value=True),
        ev.ForwardPressed(),
        ev.AnswerGiven("paid", 12800),
    ),
    "account-way": _account,
    "account-bank": lambda story: _account(story, ("way", "bank")),
    "account-branch": lambda story: _account(story, *_BANK[:2]),
    "account-kind": lambda story: _account(story, *_BANK[:3]),
    "account-number": lambda story: _account(story, *_BANK).after(ev.PartGiven("paid_to", "number", "12345")),
    "account-holder": lambda story: _account(story, *_BANK, ("number", "1234567")),
    "account-symbol": lambda story: _account(story, *_POST[:1]),
    "account-figures": lambda story: _account(story, *_POST, ("figures", "12345681")),
    "account-review": lambda story: _account(story, *_POST, ("figures", "12345671")).after(
        ev.ForwardPressed(), ev.ForwardPressed()
    ),
    "question-group-nobody": _moving,
    "question-group": _household,
    "question-group-problem": lambda story: _household(story).after(ev.ForwardPressed()),
    "question-group-remove": lambda story: _household(story).after(ev.RemovePressed(1)),
    "question-entry": lambda story: _household(story).after(
        ev.EntryPressed(1), ev.ForwardPressed(), ev.ForwardPressed()
    ),
    "question-computed": lambda story: _moving(story, ev.BackPressed()),
    "review-group": lambda story: _household(story).after(
        ev.RemovePressed(3),
        ev.RemoveSettled(yes=True),
        ev.ForwardPressed(),
        ev.AnswerGiven("ap_tel", "079-221-0000"),
        ev.ForwardPressed(),
        ev.ReviewTurned(down=True),
    ),
    "question-number": lambda story: _identified(story).answer_until("copies"),
    "question-tel": lambda story: _identified(story).answer_until("ap_tel"),
    "question-name": lambda story: _without_card(story, "ap_name"),
    "question-address": lambda story: _without_card(story, "ap_addr"),
    "question-date": lambda story: _without_card(story, "ap_birth"),
    "stopped": lambda story: _identified(story).after(ev.AnswerGiven("who", "third"), ev.ForwardPressed()),
    "review": _review,
    "review-proposal": lambda story: _review(story).after(
        ev.ProposalMade(Proposal(call_id=CALL_ID, epoch=1, proposal_id=PROPOSAL_ID, field="show_honseki", value=False))
    ),
    "review-written": _care,
    "slot-asking": _visit,
    "slot-days": lambda story: _visit(story, TOLD),
    "slot-times": _times,
    "slot-taken": _taken,
    "slot-none": lambda story: _visit(story, ev.SlotsTold("shimin", ())),
    "slot-preferences": lambda story: _visit(
        story,
        ev.SlotsTold("shimin", None),
        ev.OptionTouched("visit", "2026-11-25 am"),
        ev.OptionTouched("visit", "2026-11-24 pm"),
    ),
    "question-notice": lambda story: _identified(story).after(ev.AnswerGiven("who", "agent")),
    "review-notices": _notices,
    "sign-again": lambda story: _review(story).after(
        ev.ForwardPressed(),
        ev.SignatureChanged(b"png"),
        ev.BackPressed(),
        ev.FixPressed("copies"),
        ev.AnswerGiven("copies", 3),
        ev.ForwardPressed(),
        ev.ForwardPressed(),
    ),
    "sign": lambda story: _review(story).after(ev.ForwardPressed()),
    "handing-in": lambda story: _review(story).after(
        ev.ForwardPressed(), ev.SignatureChanged(b"png"), ev.ForwardPressed()
    ),
    "not-handed-in": lambda story: _review(story).after(
        ev.ForwardPressed(), ev.SignatureChanged(b"png"), ev.ForwardPressed(), ev.StoreFailed(Trouble("B-02"))
    ),
    "handed-in": lambda story: _handed_in(story).after(ev.Received("IE-4731-08K", "2026-001234")),
    "handed-in-offline": _handed_in,
    "handed-in-booked": lambda story: _booked(story).after(ev.Received("IE-4731-08K", "2026-001234")),
    "handed-in-wished": _booked,
    "handed-in-later": _two_handed_in,
    "handed-in-all": lambda story: _two_handed_in(story).after(ev.FinishPressed(), ev.SlipPrinted()),
    "tap": lambda story: story.after(ev.GroupChosen("progress")),
    "tap-trouble": lambda story: story.after(ev.GroupChosen("progress"), ev.CardRefused(Code("C-03"))),
    "tap-asking": lambda story: story.after(
        ev.GroupChosen("progress"), ev.CardSeen(3, 3, 5, BOTH), ev.CardDone(Errand.TAP)
    ),
    "tap-cases": lambda story: _tap(story, *CASES),
    "tap-cases-many": lambda story: _tap(story, *(case(number, "done") for number in range(9))),
    "tap-cases-none": _tap,
    "tap-unregistered": lambda story: _tap(story, evidence=EVIDENCE.model_copy(update={"code": "C-30"})),
    "tap-expired": lambda story: _tap(story, evidence=EVIDENCE.model_copy(update={"code": "C-18"})),
    "tap-offline": lambda story: story.after(
        ev.GroupChosen("progress"),
        ev.CardSeen(3, 3, 5, BOTH),
        ev.CardDone(Errand.TAP),
        ev.HeadquartersDidNot("offline"),
    ),
    "tap-offer": _offered,
    "tap-pin": _registering,
    "tap-last-try": lambda story: _offered(story).after(ev.CardSeen(3, 1, 5, BOTH), ev.RegisterTapChosen()),
    "tap-registered": lambda story: _registering(story).after(
        ev.PinEntered(),
        ev.CardDone(Errand.REGISTERING),
        ev.ProofJudged(EVIDENCE, registered=True, errand=Errand.REGISTERING),
        ev.Ticked(2.0, NOW, in_call=False),
    ),
    "tap-failed": lambda story: _registering(story).after(
        ev.PinEntered(), ev.HeadquartersDidNot("offline", Errand.REGISTERING), ev.Ticked(2.0, NOW, in_call=False)
    ),
    "proof-card": lambda story: _review(story).after(ev.CardRemoved(), ev.ProofWanted(PROPOSAL_ID, CALL_ID)),
    "sign-card": lambda story: _command(story).after(ev.ForwardPressed()),
    "sign-card-none": lambda story: _command(story).after(
        ev.ForwardPressed(), ev.CardSeen(3, 3, None, Certificates(sign=False, auth=True))
    ),
    "password": _password,
    "password-wrong": lambda story: _password(story).after(ev.PinEntered(), ev.PinWrong(4, Errand.SIGNING)),
    "password-misformed": lambda story: _password(story).after(ev.PinMisformed()),
    "password-last-try": lambda story: _password(story, left=1),
    "sign-instead": lambda story: _password(story).after(ev.WithoutCardChosen()),
    "idle": _idle,
    "out-of-service": lambda story: story.after(ev.ServiceStopped(Trouble("B-02"))),
}
"""Every screen but those of the call."""
STATES |= dict.fromkeys(SHELTER, STATES["welcome"])
STAFF = StaffShown(name="田中 恵子", section="市民課")
TALKING = Talking(CALL_ID, 1, STAFF, 1, connected=True, picture=Picture.SHOWN)


def _card(
    state: str, want: CardWant, step: CardStep = CardStep.ASKED, code: Code | None = None, **changes: Any
) -> Callable[[], tuple[str, Call]]:
    """A call in which staff asked for the card."""
    turn = CardTurn(PROPOSAL_ID, want, step, code)
    return lambda: (state, Call(replace(TALKING, card=turn, **changes), online=True))


CALLS: dict[str, Callable[[], tuple[str, Call]]] = {
    "call-ringing": lambda: ("welcome", Call(Ringing(CALL_ID, 12, 1, 1), online=True)),
    "call-ringing-unspoken": lambda: ("welcome", Call(Ringing(CALL_ID, 12, 1, 1, language_spoken=False), online=True)),
    "call-ringing-away": lambda: ("welcome", Call(Ringing(CALL_ID, 12, 1, 1), offline_since_s=1.0)),
    "call-voice": lambda: ("review", Call(replace(TALKING, picture=Picture.VOICE_ONLY), online=True)),
    "call-unspoken": lambda: ("question", Call(replace(TALKING, language_spoken=False), online=True)),
    "call-connecting": lambda: ("review", Call(Talking(CALL_ID, 1, STAFF, 1), online=True)),
    "call-form": lambda: (
        "review-proposal",
        Call(Talking(CALL_ID, 1, STAFF, 1, connected=True, picture=Picture.SHOWN, form=Sharing.SHOWN), online=True),
    ),
    "call-asked": lambda: (
        "question",
        Call(Talking(CALL_ID, 1, STAFF, 1, connected=True, picture=Picture.SHOWN, form=Sharing.ASKED), online=True),
    ),
    "call-no-microphone": lambda: ("welcome", Call(TALKING, online=True, without=("microphone",))),
    "call-beside-unheard": lambda: (
        "question",
        Call(replace(TALKING, place=Place.SMALL), online=True, without=("voice",)),
    ),
    "call-voice-off": lambda: ("question", Call(TALKING, online=True, without=("voice",))),
    "call-beside": lambda: (
        "question",
        Call(Talking(CALL_ID, 1, STAFF, 1, connected=True, picture=Picture.SHOWN, place=Place.SMALL), online=True),
    ),
    "call-written": lambda: (
        "review-written",
        Call(replace(TALKING, form=Sharing.SHOWN, wrote="insured_no"), online=True),
    ),
    "call-beside-written": lambda: (
        "review-written",
        Call(replace(TALKING, form=Sharing.SHOWN, wrote="level", place=Place.SMALL), online=True),
    ),
    "call-beside-typing": lambda: ("question-name", Call(replace(TALKING, place=Place.SMALL), online=True)),
    "call-card-asked": _card("question", "face"),
    "call-card-asked-proof": _card("welcome", "proof"),
    "call-card-waits": _card("question", "face", place=Place.SMALL),
    "call-card-placing": _card("question", "face", CardStep.PLACING),
    "call-card-other": _card("question", "face", CardStep.PLACING, Code.OTHER_CARD),
    "call-card-reading": _card("question", "face", CardStep.READING),
    "call-card-proving": _card("question", "proof", CardStep.PROVING),
    "call-card-done": _card("question", "face", CardStep.DONE),
    "call-card-confirmed": _card("question", "face", CardStep.DONE, confirmed=True),
    "call-card-failed": _card("question", "face", CardStep.FAILED, Code.PULLED_OUT),
    "call-card-number": _card("question", "face", CardStep.FAILED, Code.WRONG_PIN),
    "call-confirmed": lambda: ("question", Call(replace(TALKING, confirmed=True, narrow_line=True), online=True)),
    "call-over": lambda: ("question", Call(Over(EndReason.STAFF_HUNG_UP), online=True)),
    "call-nobody": lambda: ("welcome-nobody", Call(Over(EndReason.NOBODY_FREE), online=True)),
    "call-broken": lambda: ("welcome-broken", Call(Over(EndReason.REFUSED), online=True)),
    "call-lost": lambda: ("welcome", Call(Over(EndReason.LOST), online=False)),
}
"""Screens of a call: the visit's state behind it, and the call."""
NOBODY = "welcome-nobody"
OFFLINE = ("welcome-offline", "handed-in-offline", "tap-offline")
BROKEN: dict[str, dict[str, Any]] = {
    "welcome-broken": {"talk": Talk.NONE, "elsewhere": "家島支所の窓口"},
    "welcome-voice": {"talk": Talk.VOICE},
    "welcome-no-slip": {"paper": False},
    "welcome-no-card": {"card": False},
}
"""Screens of a booth of which something does not work."""
DIGITS = {"pin": 2, "pin-wrong": 0, "password": 7, "password-misformed": 4}


class FewReadings:
    """Knows a few readings."""

    async def candidates(self, kana: str) -> list[str]:
        return {"かさい": ["葛西", "笠井", "河西", "火災"]}.get(kana, [])


class Screen(StillScreen):
    """A booth's window with nothing behind it, shown any state by its name."""

    def __init__(self, settings: ScreenSettings | None = None) -> None:
        self.rules = rules()
        world = World(self.rules, "姫路市", "家島支所", online=True, staff_free=2, staff_on_duty=3, groups=groups())
        super().__init__(world, settings, FewReadings())

    def show(self, name: str, locale: str = "ja", size: int = 0, mode: int = 0) -> Visit:
        """Bring a state onto the screen, as if just arrived there."""
        self.pad.expect(password=name.startswith("password"))
        for digit in range(DIGITS.get(name, 0)):
            self.pad.press(digit)
        state, call = CALLS[name]() if name in CALLS else (name, Call(online=name not in OFFLINE))
        story = STATES[state](_start(self.rules, locale, size, mode))
        world = replace(self.world, online=call.online)
        if state == NOBODY:
            world = replace(world, staff_free=0, staff_on_duty=0)
        world = replace(world, **BROKEN.get(state, {}))
        if state in SHELTER:
            world = replace(world, shelter=SHELTER[state]())
        self.draw(story.visit, call, world)
        return story.visit

    def enlarge(self, size: int) -> None:
        """The page that is on the screen, in another size of text, as the resident chooses it there."""
        visit, call, world = self.shown
        self.view.show(replace(visit, text_size=size), call, world)
        self.come_to_rest()

    def picture(self, name: str, locale: str = "ja", size: int = 0, mode: int = 0) -> QImage:
        """The screen in this state."""
        self.show(name, locale, size, mode)
        return self.grab()
