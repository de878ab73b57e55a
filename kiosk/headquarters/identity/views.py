"""What staff are shown about who a person is."""

from typing import Literal

from pydantic import AwareDatetime

from kiosk.headquarters.view import PersonalView, View
from kiosk.protocol.identity import CardCode, Level, Method, Outcome, Verdict


class IdentityStep(View):
    """One check behind an act of identification, in words for staff."""

    words: str
    verdict: Verdict
    code: CardCode | None = None


class IdentityEvent(View):
    """One act of identification: how and when, not who. `sentence` is what staff do about it, `by` who looked."""

    method: Method
    words: str
    at: AwareDatetime | None = None
    outcome: Outcome = Outcome.NOT_CHECKED
    code: CardCode | None = None
    sentence: str = ""
    steps: tuple[IdentityStep, ...] = ()
    by: str = ""


class HolderBeside(PersonalView):
    """What a signing certificate says of its holder beside what the application says: for staff to compare.

    `certified` comes in pieces; True for one that stands in for a character the certificate cannot hold.
    """

    words: str
    certified: tuple[tuple[str, bool], ...]
    written: str


class IdentitySummary(View):
    """How far the resident is identified (None: not at all), and what the procedure needs (None: not known here)."""

    needed: Literal["A0", "A1", "A2", "A3", "A4", "B"] | None = None
    reached: Level | None = None
    words: str
    missing: tuple[str, ...] = ()
