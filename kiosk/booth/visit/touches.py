"""What a resident can do to a visit (past tense), by touching the screen; `events` gives these on.

A PIN is in none of them: its digits live in the pad's buffer, and `PinEntered` only says that it is full.
"""

import dataclasses

from pydantic import JsonValue

from kiosk.procedures.entries import Within
from kiosk.values import dataclass


@dataclass(frozen=True)
class Touched:
    """Somebody touched the screen anywhere."""


@dataclass(frozen=True)
class LanguageChosen:
    """A locale was touched; answers stay."""

    locale: str


@dataclass(frozen=True)
class TextSizeChosen:
    """0 normal, 1 large, 2 larger, 3 largest."""

    size: int


@dataclass(frozen=True)
class ColoursChosen:
    """0 usual, 1 strong black on white, 2 white on black, 3 calm."""

    colours: int


@dataclass(frozen=True)
class GroupChosen:
    """One of the eight big answers of the welcome screen."""

    group: str


@dataclass(frozen=True)
class ProcedureChosen:
    """A procedure was touched."""

    procedure: str


@dataclass(frozen=True)
class EventChosen:
    """What happened was touched."""

    event: str


@dataclass(frozen=True)
class ProceduresTurned:
    """▲ ▼ on the list of procedures, to this page."""

    page: int


@dataclass(frozen=True)
class TaskChosen:
    """はじめる beside one thing to do."""

    task: str


@dataclass(frozen=True)
class TodoWanted:
    """紙に 出す: the list of what is to be done, to take home."""


@dataclass(frozen=True)
class TodosTurned:
    """▲ ▼ on the list of what to do."""

    down: bool


@dataclass(frozen=True)
class WithoutCardChosen:
    """The resident goes on without a card."""


@dataclass(frozen=True)
class LastTryConfirmed:
    """Yes, one more try."""


@dataclass(frozen=True)
class LastTryDeclined:
    """No: another way."""


@dataclass(frozen=True)
class PinEntered:
    """A whole PIN or password is in the pad's buffer."""


@dataclass(frozen=True)
class TapChosen:
    """申請の状況を見る, or another look."""


@dataclass(frozen=True)
class RegisterTapChosen:
    """とうろくする: this card is to find the application again."""


@dataclass(frozen=True)
class AnswerGiven:
    """The resident answered one field."""

    field: str
    value: JsonValue = dataclasses.field(repr=False)


@dataclass(frozen=True)
class OptionTouched:
    """One card of a question that takes several: chosen by the first touch, not any more by the second."""

    field: str
    option: str


@dataclass(frozen=True)
class PartGiven:
    """One part of an answer that is put together on several screens: its bank, its number."""

    field: str
    part: str
    given: str = dataclasses.field(repr=False)


@dataclass(frozen=True)
class PartOpened:
    """Another screen of the same question: the tab of a part that was touched."""

    field: str
    part: str


@dataclass(frozen=True)
class ForwardPressed:
    """つぎへ, 署名へ, はい: whatever the right-hand button means on this stage."""


@dataclass(frozen=True)
class BackPressed:
    """もどる."""


@dataclass(frozen=True)
class FixPressed:
    """なおす on one line of the review; `within` is the entry of a group that the line tells."""

    field: str
    within: Within | None = None


@dataclass(frozen=True)
class AddPressed:
    """人を 足す below the entries of a group; `applicant`: わたしを 足す."""

    applicant: bool = False


@dataclass(frozen=True)
class EntryPressed:
    """なおす beside one entry of a group; numbers count from 0."""

    number: int


@dataclass(frozen=True)
class RemovePressed:
    """けす beside one entry of a group."""

    number: int


@dataclass(frozen=True)
class RemoveSettled:
    """はい or いいえ to whether an entry is to be taken away."""

    yes: bool


@dataclass(frozen=True)
class ReviewTurned:
    """▲ ▼ on the review or beside entries, or つづきを見る: the lines before or after those on the screen."""

    down: bool


@dataclass(frozen=True)
class SignatureChanged:
    """The ink on the pad: a PNG, or None when the pad is empty."""

    png: bytes | None = dataclasses.field(repr=False)


@dataclass(frozen=True)
class CannotSignChosen:
    """書けません: staff record it."""


@dataclass(frozen=True)
class ProposalSettled:
    """The resident's touch on it."""

    proposal_id: str
    accepted: bool


@dataclass(frozen=True)
class ContinuePressed:
    """つづける on the idle warning."""


@dataclass(frozen=True)
class FinishPressed:
    """おわる / やめる: end the visit and forget everything."""


Touch = (
    Touched
    | LanguageChosen
    | TextSizeChosen
    | ColoursChosen
    | GroupChosen
    | ProcedureChosen
    | EventChosen
    | TaskChosen
    | ProceduresTurned
    | TodosTurned
    | TodoWanted
    | WithoutCardChosen
    | LastTryConfirmed
    | LastTryDeclined
    | PinEntered
    | TapChosen
    | RegisterTapChosen
    | AnswerGiven
    | OptionTouched
    | PartGiven
    | PartOpened
    | ForwardPressed
    | BackPressed
    | FixPressed
    | AddPressed
    | EntryPressed
    | RemovePressed
    | RemoveSettled
    | ReviewTurned
    | SignatureChanged
    | CannotSignChosen
    | ProposalSettled
    | ContinuePressed
    | FinishPressed
)
