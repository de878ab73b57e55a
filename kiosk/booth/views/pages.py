"""Which page of QML belongs to which stage, and what the pages have in common."""

from collections.abc import Mapping
from typing import Final

from kiosk.booth.views.world import World
from kiosk.booth.visit import stages
from kiosk.booth.visit.state import Visit
from kiosk.procedures.procedure import Procedure

PAGES: Final[Mapping[type[stages.Stage], str]] = {
    stages.Welcoming: "WelcomePage",
    stages.Choosing: "ProceduresPage",
    stages.Planning: "PlanningPage",
    stages.Preparing: "PreparingPage",
    stages.WaitingForCard: "CardPage",
    stages.ConfirmingLastTry: "LastTryPage",
    stages.EnteringPin: "PinPage",
    stages.CountingTries: "ReadingPage",
    stages.EnteringPassword: "PasswordPage",
    stages.ReadingCard: "ReadingPage",
    stages.AskingHeadquarters: "ReadingPage",
    stages.ListingCases: "CasesPage",
    stages.NoCasesTold: "NoCasesPage",
    stages.Answering: "QuestionPage",
    stages.Stopped: "StoppedPage",
    stages.Reviewing: "ReviewPage",
    stages.Signing: "SignPage",
    stages.HandingIn: "HandingInPage",
    stages.NotHandedIn: "NotHandedInPage",
    stages.HandedIn: "HandedInPage",
    stages.OutOfService: "OutOfServicePage",
}
"""One page of QML for each stage of a visit."""
_NOTHING_TO_FINISH: Final = (
    stages.Welcoming,
    stages.OutOfService,
    stages.HandedIn,
    stages.HandingIn,
    stages.CountingTries,
    stages.ReadingCard,
    stages.AskingHeadquarters,
)


def page_of(stage: stages.Stage) -> str:
    """The name of the page's file."""
    return PAGES[type(stage)]


def can_be_finished(stage: stages.Stage) -> bool:
    """Whether there is something for おわる to end."""
    return not isinstance(stage, _NOTHING_TO_FINISH)


def procedures_on(visit: Visit, world: World | None) -> tuple[Procedure, ...]:
    """The procedures whose words are on the screen: those to choose from, or the one that is filled in."""
    if isinstance(visit.stage, stages.Choosing) and world is not None:
        return tuple(world.rules.procedures.values())
    return (visit.form.procedure,) if visit.form else ()


def trouble_of(stage: stages.Stage) -> str:
    """The small code of what is wrong with the booth, on the pages that say so; empty on all others."""
    return stage.why if isinstance(stage, stages.OutOfService | stages.NotHandedIn) else ""
