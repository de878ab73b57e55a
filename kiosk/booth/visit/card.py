"""Rules for the card, whatever it is asked for: seen, refused, pulled out, counted, opened with a PIN.

An errand (`stages.Errand`) says what the card is asked for; it decides which PIN, which certificate, and where the
resident goes on without the card. No pad is shown before the card has told how many tries are left, and after a broken
exchange it is asked again.
"""

from dataclasses import replace
from typing import Final

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.identity.insertions import swapped
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandingIn,
    ReadingCard,
    Stage,
    WaitingForCard,
)
from kiosk.booth.visit.state import Proof, Rules, Step, Visit, go, stay
from kiosk.card.card import Tries
from kiosk.protocol.faults import Code

MUTE: Final = Code.MUTE
PULLED: Final = Code.PULLED_OUT
CardStage = WaitingForCard | CountingTries | ConfirmingLastTry | EnteringPin | EnteringPassword | ReadingCard
_OPEN = WaitingForCard | CountingTries | ConfirmingLastTry | EnteringPin | EnteringPassword
"""Stages in which nothing is under way with the card that has to end first."""


def ask(visit: Visit, errand: Errand, trouble: Code | None = None) -> Step:
    """Ask for the card; one that lies there already is used at once."""
    if visit.card_in and trouble is None:
        return _begin(visit, errand)
    return go(visit, WaitingForCard(trouble, errand))


def _begin(visit: Visit, errand: Errand) -> Step:
    """What this errand needs of the card that lies there, in this order.

    Example:
        Signing, but its certificate is not on the card: C-11, no pad. Proving with another card than the one whose
        face staff saw: C-26. After a broken exchange: the card is counted first. Else the pad, or the last-try page.
    """
    visit = replace(visit, pad_for=visit.insertion)
    if _lacks_certificate(visit, errand):
        return go(visit, WaitingForCard(Code.NO_SIGNING_CERTIFICATE, errand))
    if errand is Errand.TAP:
        return go(visit, ReadingCard(errand), do.AskCases(visit.pad_for))
    if errand in (Errand.PROVING, Errand.REGISTERING) and swapped(visit):
        return go(visit, WaitingForCard(Code.SWAPPED, errand))
    if not visit.counted:
        return go(visit, CountingTries(errand), do.AskTries(errand, visit.pad_for))
    return _pad(visit, errand)


def _lacks_certificate(visit: Visit, errand: Errand) -> bool:
    if errand is Errand.IDENTITY:
        return False
    held = visit.certificates.sign if errand is Errand.SIGNING else visit.certificates.auth
    return held is False


def _pad(visit: Visit, errand: Errand) -> Step:
    left = visit.left(errand)
    if left is None:  # もう一度 asks the card again
        return go(replace(visit, counted=False), WaitingForCard(MUTE, errand))
    if left == 0:
        return go(visit, WaitingForCard(_locked(visit), errand))
    if left == 1:
        return go(visit, ConfirmingLastTry(errand))
    return go(visit, pad_of(errand, left))


def pad_of(errand: Errand, left: int, *, wrong: bool = False) -> EnteringPin | EnteringPassword:
    """The pad this errand needs."""
    if errand is Errand.SIGNING:
        return EnteringPassword(left, wrong)
    return EnteringPin(left, wrong, errand)


def _locked(visit: Visit) -> Code:
    """Locked, or perhaps a card made without PINs: nobody can tell for sure."""
    face_only = visit.tries.auth == 0 and visit.certificates.sign is False
    return Code.FACE_ONLY if face_only else Code.LOCKED


# -- what happens at the reader ---------------------------------------------------------------------------------------


def card_seen(visit: Visit, event: ev.CardSeen, _rules: Rules) -> Step:
    tries = Tries(card_face=event.tries_left, auth=event.auth_left, sign=event.sign_left)
    visit = replace(
        visit,
        card_in=True,
        insertion=event.insertion,
        tries=tries,
        certificates=event.certificates,
        counted=True,
    )
    return _begin(visit, visit.stage.errand) if isinstance(visit.stage, WaitingForCard) else stay(visit)


def _gone(visit: Visit) -> Visit:
    fresh = Visit()
    return replace(
        visit,
        card_in=False,
        insertion=fresh.insertion,
        tries=fresh.tries,
        certificates=fresh.certificates,
        counted=fresh.counted,
        touched_at_s=visit.now_s if visit.card_in else visit.touched_at_s,
    )


def _waits_for_outcome(stage: Stage) -> bool:
    """While it signs or proves, the card's own answer says how it ended; one outcome always comes."""
    return isinstance(stage, ReadingCard) and stage.errand is not Errand.IDENTITY


def card_refused(visit: Visit, event: ev.CardRefused, _rules: Rules) -> Step:
    visit, stage = _gone(visit), visit.stage
    if isinstance(stage, CardStage) and not _waits_for_outcome(stage):
        return go(visit, WaitingForCard(event.code, stage.errand))
    return stay(visit)


def card_removed(visit: Visit, _event: ev.CardRemoved, _rules: Rules) -> Step:
    visit, stage = _gone(visit), visit.stage
    if isinstance(stage, WaitingForCard):
        return stay(visit) if stage.trouble in (None, PULLED) else go(visit, WaitingForCard(errand=stage.errand))
    if isinstance(stage, CardStage) and not _waits_for_outcome(stage):
        return go(visit, WaitingForCard(PULLED, stage.errand))
    return stay(visit)


def tries_counted(visit: Visit, event: ev.TriesCounted, _rules: Rules) -> Step:
    if not isinstance(visit.stage, CountingTries):
        return stay(visit)
    return _pad(replace(visit, tries=event.tries, counted=True), visit.stage.errand)


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    """もう一度 ためす: the card that lies there is asked again."""
    stage = visit.stage
    return _begin(visit, stage.errand) if visit.card_in and isinstance(stage, WaitingForCard) else stay(visit)


# -- the pad ----------------------------------------------------------------------------------------------------------


def last_try_confirmed(visit: Visit, _event: ev.LastTryConfirmed, _rules: Rules) -> Step:
    stage = visit.stage
    return go(visit, pad_of(stage.errand, 1)) if isinstance(stage, ConfirmingLastTry) else stay(visit)


def pin_misformed(visit: Visit, _event: ev.PinMisformed, _rules: Rules) -> Step:
    """Nothing was sent and nothing is lost: what was typed stays and can be mended."""
    if not isinstance(visit.stage, EnteringPassword):
        return stay(visit)
    return go(visit, replace(visit.stage, misformed=True, wrong=False))


def pin_wrong(visit: Visit, event: ev.PinWrong, _rules: Rules) -> Step:
    """The card's own counter decides what comes next.

    Example, identity, three tries left before:
        wrong, 2 left: the pad again, saying so; wrong, 1 left: the question whether to use the last one; wrong, 0
        left: locked, other ways are offered. An answer that comes after the card was pulled changes no page, but the
        card is counted anew before the next pad.
    """
    stage = _busy_with(visit, event.errand)
    if stage is None:
        return stay(replace(visit, counted=False))  # an answer that comes too late still spent a try
    field = {Errand.IDENTITY: "card_face", Errand.SIGNING: "sign"}.get(stage.errand, "auth")
    visit = replace(visit, tries=visit.tries.model_copy(update={field: event.left}))
    if event.left >= 2:
        return go(visit, pad_of(stage.errand, event.left, wrong=True))
    return _pad(visit, stage.errand)


def card_failed(visit: Visit, event: ev.CardFailed, _rules: Rules) -> Step:
    """Whether a PIN counted, only the card knows now: it is asked before another entry."""
    visit = replace(visit, counted=False)
    if visit.stage == CountingTries(event.errand) or _busy_with(visit, event.errand) is not None:
        return go(visit, WaitingForCard(event.code, event.errand))
    return stay(visit)


def _busy_with(visit: Visit, errand: Errand) -> ReadingCard | None:
    """What the card is doing for this errand; a signature that fails late must not leave handing in for ever."""
    reading = ReadingCard(errand)
    late = errand is Errand.SIGNING and isinstance(visit.stage, HandingIn)
    return reading if visit.stage == reading or late else None


def card_done(visit: Visit, event: ev.CardDone, _rules: Rules) -> Step:
    """Signed or read: what follows needs the card no more."""
    stage = visit.stage
    if stage != ReadingCard(event.errand) or event.errand is Errand.IDENTITY:
        return stay(visit)
    if stage.errand is Errand.SIGNING:
        return go(visit, HandingIn(), do.ForgetCard())
    return go(visit, AskingHeadquarters(stage.errand), do.ForgetCard())


def can_step_aside(visit: Visit) -> bool:
    """Whether the card may be asked for something else now: nothing is under way with it."""
    return not isinstance(visit.stage, ReadingCard | CountingTries | AskingHeadquarters | HandingIn)


def step_aside(visit: Visit, errand: Errand, proof: Proof | None = None) -> Step:
    """Ask the card for something else; what was on the screen waits, a pad as the page that asks for the card.

    Example:
        On the step `purpose` the resident agrees to a proof: the pad for it comes, `purpose` waits aside and is back
        when the proof ended, however. On the pad for identity the same leads back to "please put the card down".
    """
    stage = visit.stage
    waiting = WaitingForCard(errand=stage.errand) if isinstance(stage, _OPEN) else stage
    return ask(replace(visit, aside=waiting, proof=proof), errand)
