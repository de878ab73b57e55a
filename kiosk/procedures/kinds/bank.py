"""An account money is paid to: asked part by part, checked as far as it can be without the bank."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese import bank_letters, banks, post_bank
from kiosk.procedures.kinds import account as accounts
from kiosk.procedures.kinds.account import Account, Part, Way
from kiosk.procedures.kinds.kind import About, Kind, Wrong
from kiosk.procedures.words import words

_MOST_TOLD: Final = 5
_FAULTS: Final[Mapping[post_bank.Fault, tuple[str, Part]]] = {
    "symbol": ("account_symbol_odd", Part.SYMBOL),
    "figures": ("account_figures_odd", Part.FIGURES),
    "check": ("account_check", Part.FIGURES),
}


class Bank(Kind):
    """A value is a `kiosk.procedures.kinds.account.Account` as JSON, also while it is only begun."""

    asks = "account_way"

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        account = accounts.from_json(value)
        if account is None or value is None:
            return False
        allowed = item.registered or account.way != Way.REGISTERED
        return bool(account.way) and allowed and (item.savings or account.kind != "savings")

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        account = accounts.from_json(value)
        return accounts.completed(account).to_json() if account else None

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        account = accounts.from_json(value)
        assert account is not None
        missing = next((part for part in account.parts if not account.said(part)), None)
        odd = _odd(account)
        if odd and (missing is None or account.parts.index(Part(odd.part)) < account.parts.index(missing)):
            return odd
        if missing:
            return Wrong(f"account_{missing}", part=missing)
        return None if account.way == Way.REGISTERED else _holder(account, item, about)

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        """Bank, branch, kind, number and holder in a line; of ゆうちょ also what stands in the passbook."""
        account = accounts.from_json(value)
        if account is None:
            return str(value)
        told = words(locale)
        if account.way == Way.REGISTERED:
            return told["account_registered"]
        kind = told[f"account_{account.kind}"] if account.kind else ""
        said = (
            ("account_at", account.branch and account.bank_name),
            ("account_passbook", account.way == Way.POST and account.figures),
            ("account_numbered", account.number),
            ("account_held", account.holder),
        )
        named = asdict(account) | {
            "bank": account.bank_name, "branch": account.branch_name, "code": account.branch, "kind": kind,
        }  # fmt: skip
        pieces = [told[key].format(**named) for key, there in said if there]
        return told["between"].join(pieces) or account.bank_name or told["no_answer"]

    @override
    def sample(self, item: FormField) -> JsonValue:
        begun = Account(Way.POST, symbol="14030", figures="12345671", holder="ヤマダ ハナコ")
        return accounts.completed(begun).to_json()

    @override
    def parts(self, item: FormField, value: JsonValue) -> tuple[str, ...]:
        account = accounts.from_json(value)
        return account.parts if account else ()

    @override
    def way(self, value: JsonValue) -> str:
        account = accounts.from_json(value)
        return account.way if account else ""

    @override
    def with_part(self, item: FormField, value: JsonValue, part: str, given: str) -> JsonValue:
        account = accounts.from_json(value)
        return (
            value
            if account is None or part not in account.parts
            else accounts.with_part(account, part, given).to_json()
        )

    @override
    def opened(self, item: FormField, value: JsonValue, part: str, others: Mapping[str, JsonValue]) -> JsonValue:
        """The name of the form stands there already when the holder is asked."""
        account, reading = accounts.from_json(value), others.get(item.holder or "")
        if account is None or part != Part.HOLDER or account.holder or not isinstance(reading, str):
            return value
        return accounts.with_part(account, part, reading).to_json()


def _odd(account: Account) -> Wrong | None:
    """What is there and cannot be."""
    if account.way == Way.POST and account.symbol and account.figures:
        return _odd_passbook(account)
    if account.way == Way.POST and account.symbol and (len(account.symbol) < 5 or account.symbol[0] not in "01"):
        return Wrong("account_symbol_odd", part=Part.SYMBOL)
    if account.way == Way.BANK and account.bank and banks.bank(account.bank) is None:
        return Wrong("account_bank", part=Part.BANK)
    if account.way == Way.BANK and account.branch and banks.branch(account.bank, account.branch) is None:
        return Wrong("account_branch", part=Part.BRANCH)
    if account.way == Way.BANK and account.number and (len(account.number) != 7 or not int(account.number)):
        return Wrong("account_number", part=Part.NUMBER)
    return None


def _odd_passbook(account: Account) -> Wrong | None:
    found = post_bank.transfer(account.symbol, account.figures)
    if isinstance(found, str):
        why, part = _FAULTS[found]
        return Wrong(why, part=part)
    known = banks.branch(post_bank.BANK, found.branch) is not None
    return None if known else Wrong("account_symbol_odd", part=Part.SYMBOL)


def _holder(account: Account, item: FormField, about: About) -> Wrong | None:
    strange = bank_letters.strange(account.holder)
    if strange:
        return Wrong("account_letters", {"letters": " ".join(strange[:_MOST_TOLD])}, Part.HOLDER)
    if len(bank_letters.in_files(account.holder)) > bank_letters.MOST:
        return Wrong("account_holder_long", {"count": bank_letters.MOST}, Part.HOLDER)
    payee = about.others.get(item.holder or "")
    if item.same_holder and isinstance(payee, str) and not bank_letters.same_holder(payee, account.holder):
        return Wrong("account_same_holder", {"name": payee}, Part.HOLDER)
    return None
