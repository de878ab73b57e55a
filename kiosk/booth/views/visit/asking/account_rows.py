"""How the parts of an account are asked: cards to choose from, keys to type with, tabs with what was said (pure)."""

from collections.abc import Callable, Mapping
from typing import Final

from kiosk.booth.typing.composer import Kind
from kiosk.booth.typing.picking import Source
from kiosk.booth.views.visit.asking.question_rows import OptionCard
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese import banks
from kiosk.procedures.kinds import account as accounts
from kiosk.procedures.kinds.account import Account, Part, Way
from kiosk.values import dataclass

Say = Callable[[str], str]
"""The booth's word for a key, in the resident's language."""
TYPED: Final[Mapping[str, Kind]] = {
    Part.NUMBER: Kind.DIGITS, Part.SYMBOL: Kind.DIGITS, Part.FIGURES: Kind.DIGITS, Part.HOLDER: Kind.HOLDER,
}  # fmt: skip
"""The parts that are typed."""
_ICONS: Final = {Way.POST: "local_post_office", Way.BANK: "account_balance", Way.REGISTERED: "verified_user"}
_GROUPS: Final = {Part.NUMBER: 3, Part.FIGURES: 4}
"""Digits before the gap, as a long number is read aloud."""


@dataclass(frozen=True)
class PartTab:
    """One part above the question: its name and what was said; `now` on the screen, `open` to a touch."""

    part: str
    label: str
    text: str
    now: bool
    open: bool


def way_of(part: str) -> str:
    """How a part is answered: choice, picking or typing."""
    return "typing" if part in TYPED else "picking" if part in (Part.BANK, Part.BRANCH) else "choice"


def cards(item: FormField, account: Account, part: str, say: Say) -> tuple[OptionCard, ...]:
    """The answers of a part that is chosen, none for another one."""
    if part == Part.WAY:
        ways = [one for one in Way if one is not Way.REGISTERED or item.registered]
        hints = {one: say(f"account-way-hint-{one}") for one in ways}
        return tuple(
            OptionCard(one, say(f"account-way-{one}"), hints[one], _ICONS[one], account.way == one) for one in ways
        )
    if part == Part.KIND:
        kinds = [one for one in accounts.KINDS if one != "savings" or item.savings]
        return tuple(
            OptionCard(one, say(f"account-kind-{one}"), say(f"account-kind-hint-{one}"), "", account.kind == one)
            for one in kinds
        )
    return ()


def tabs(account: Account, part: str, say: Say) -> tuple[PartTab, ...]:
    """What is asked and was said; none before the way is known, and none where there is nothing more to say."""
    names = account.parts
    if len(names) == 1:
        return ()
    reached = next((place for place, one in enumerate(names) if not account.said(one)), len(names))
    return tuple(
        PartTab(one, say(f"account-tab-{one}"), _said(account, one, say), one == part, place <= reached)
        for place, one in enumerate(names)
    )


def _said(account: Account, part: str, say: Say) -> str:
    match part:
        case Part.WAY:
            return say(f"account-short-{account.way}")
        case Part.BANK:
            return account.bank_name
        case Part.BRANCH:
            return account.branch_name
        case Part.KIND:
            return say(f"account-kind-{account.kind}") if account.kind else ""
        case _:
            return account.said(part)


def source(account: Account, part: str, usual: tuple[str, ...]) -> Source:
    """The list a part is picked from, the `usual` banks first."""
    if part == Part.BANK:
        others = tuple(one for one in banks.banks() if one.code != "9900")
        return Source(others, usual, 4)
    return Source(banks.branches(account.bank), (), 3)


def grouped(part: str, digits: str) -> str:
    """Digits with a gap where one breathes: 123 4567, 1234 5671."""
    head = _GROUPS.get(Part(part), 0) if part else 0
    return f"{digits[:head]} {digits[head:]}".strip() if head else digits


def kept(part: str, text: str) -> str:
    """What is kept of a part that is being typed."""
    return accounts.with_part(Account(Way.BANK), part, text).said(part) if part in (Part.HOLDER, Part.NUMBER) else text


def padded(part: str, text: str) -> str:
    """A number too short, as it is kept: with zeros before it; empty where nothing is added."""
    return kept(part, text) if part == Part.NUMBER and 0 < len(text) < accounts.DIGITS[part] else ""
