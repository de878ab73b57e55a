"""Rules for かざし: a card laid down without a PIN shows what its resident has applied for, and nothing else.

A look is no part of an application: the welcome screen lies between them, and forgets.
"""

from kiosk.booth.visit import card
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.identity import proof
from kiosk.booth.visit.stages import AskingHeadquarters, Errand, ListingCases, NoCasesTold, ReadingCard, Welcoming
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Outcome


def chosen(visit: Visit, _event: ev.TapChosen, _rules: Rules) -> Step:
    """Look, or look again."""
    if not isinstance(visit.stage, Welcoming | ListingCases | NoCasesTold):
        return stay(visit)
    return card.ask(visit, Errand.TAP)


def cases_told(visit: Visit, event: ev.CasesTold, _rules: Rules) -> Step:
    """Only a card headquarters could use, and whose resident registered it, is told anything."""
    if visit.stage != AskingHeadquarters(Errand.TAP):
        return stay(visit)
    evidence = event.evidence
    if evidence.code is not None:
        return go(visit, NoCasesTold(_known(evidence.code)))
    if evidence.outcome is Outcome.NOT_CONFIRMED:
        return go(visit, NoCasesTold(Code.STATUS_UNKNOWN))
    return go(visit, ListingCases(event.cases))


def _known(code: str) -> Code:
    """A code this booth has a sentence for; of one that only a newer headquarters knows nothing can be told."""
    return Code(code) if code in set(Code) else Code.STATUS_UNKNOWN


def did_not(visit: Visit, event: ev.HeadquartersDidNot, _rules: Rules) -> Step:
    """Headquarters gave no answer to a tap or to a proof."""
    if visit.stage not in (AskingHeadquarters(event.errand), ReadingCard(event.errand)):
        return stay(visit)
    return go(visit, NoCasesTold(event.why)) if event.errand is Errand.TAP else proof.did_not(visit, event)
