"""An account as an answer: what was said of it so far, and the parts it is asked in."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from enum import StrEnum
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.japanese import bank_letters, banks, names, post_bank
from kiosk.values import dataclass


class Way(StrEnum):
    """How an account is named: ゆうちょ by its passbook, a bank's, or the registered one (公金受取口座)."""

    POST = "post"
    BANK = "bank"
    REGISTERED = "registered"


class Part(StrEnum):
    """What one screen asks."""

    WAY = "way"
    BANK = "bank"
    BRANCH = "branch"
    KIND = "kind"
    NUMBER = "number"
    SYMBOL = "symbol"
    FIGURES = "figures"
    HOLDER = "holder"


PARTS: Final[Mapping[str, tuple[Part, ...]]] = {
    "": (Part.WAY,),
    Way.POST: (Part.WAY, Part.SYMBOL, Part.FIGURES, Part.HOLDER),
    Way.BANK: (Part.WAY, Part.BANK, Part.BRANCH, Part.KIND, Part.NUMBER, Part.HOLDER),
    Way.REGISTERED: (Part.WAY,),
}
"""What is asked one after another, by the way."""
KINDS: Final = ("ordinary", "current", "savings")
"""普通, 当座, 貯蓄."""
DIGITS: Final[Mapping[str, int]] = {Part.NUMBER: 7, Part.SYMBOL: 5, Part.FIGURES: 8}
"""How many digits a part has at most."""
LONGEST: Final = 48
"""Characters of a name that are taken before it is told to be too long for a bank."""


@dataclass(frozen=True)
class Account:
    """What was said so far; empty parts are still to be asked.

    Attributes:
        bank, branch: codes of four and three digits; for ゆうちょ they come out of the passbook.
        bank_name, branch_name: as listed when it was answered, since banks merge.
        number: seven digits, with the zeros before it.
        symbol, figures: 記号 and 番号 of a passbook of ゆうちょ.
        holder: in the banks' letters.
    """

    way: str = ""
    bank: str = ""
    bank_name: str = ""
    branch: str = ""
    branch_name: str = ""
    kind: str = ""
    number: str = ""
    symbol: str = ""
    figures: str = ""
    holder: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is asked for this way."""
        return PARTS[self.way]

    def said(self, part: str) -> str:
        """What was said of one part, as it is kept."""
        found: str = getattr(self, part)
        return found

    def to_json(self) -> JsonValue:
        """As it is kept: only what was said; null for nothing."""
        return {name: value for name, value in asdict(self).items() if value} or None

    @override
    def __repr__(self) -> str:
        return f"Account({self.way!r}, ...)"


_NAMES: Final = frozenset(one.name for one in fields(Account))


def from_json(value: JsonValue) -> Account | None:
    """The account a value says, an empty one for null; None for what is no account."""
    if value is None:
        return Account()
    if not isinstance(value, dict) or not value.keys() <= _NAMES:
        return None
    said = {name: text for name, text in value.items() if isinstance(text, str) and _is_plain(text)}
    account = Account(**said)
    known = account.way in PARTS and account.kind in ("", *KINDS)
    digits = (account.bank, account.branch, account.number, account.symbol, account.figures)
    numeric = all(not one or (one.isascii() and one.isdigit()) for one in digits)
    return account if known and numeric and len(said) == len(value) else None


def _is_plain(text: str) -> bool:
    return len(text) <= LONGEST and not any(map(names.is_unseen, text))


def completed(account: Account) -> Account:
    """With what follows from what was said: names from their codes, of ゆうちょ all that is written in a passbook."""
    match account.way:
        case Way.POST:
            found = post_bank.transfer(account.symbol, account.figures)
            if isinstance(found, str):
                begun = Account(Way.POST, symbol=account.symbol, figures=account.figures, holder=account.holder)
                return _named(replace(begun, bank=post_bank.BANK))
            derived = replace(account, bank=post_bank.BANK, branch=found.branch, kind=found.kind, number=found.number)
            return _named(derived)
        case Way.BANK:
            return _named(replace(account, symbol="", figures=""))
        case _:
            return Account(account.way)


def with_part(account: Account, part: str, given: str) -> Account:
    """The account after one part was said; a branch goes with its bank, and all but the name with the way."""
    match part:
        case Part.WAY if given != account.way:
            return completed(Account(given, holder=account.holder))
        case Part.BANK if given != account.bank:
            return completed(replace(account, bank=given, bank_name="", branch="", branch_name=""))
        case Part.BRANCH:
            return completed(replace(account, branch=given, branch_name=""))
        case Part.HOLDER:
            return replace(account, holder=bank_letters.bank_kana(given)[:LONGEST])
        case Part.NUMBER:
            return replace(account, number=given[:7].zfill(7) if given else "")
        case _:
            return completed(replace(account, **{part: given}))


def _named(account: Account) -> Account:
    """With the names as listed today; those of a bank that is listed no more stay as they were."""
    bank = banks.bank(account.bank)
    branch = banks.branch(account.bank, account.branch)
    return replace(
        account,
        bank_name=bank.name if bank else account.bank_name,
        branch_name=branch.name if branch else account.branch_name,
    )
