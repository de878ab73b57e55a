"""Banks and their branches by code, name and reading, from the data of the package `zengin-code` (MIT).

The package itself is never imported: doing so reads all 31,000 branches of the country at once. Its files are read one
bank at a time, when somebody first looks at that bank.
"""

import importlib.util
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kiosk.procedures.japanese.listed import Listed

_NAMED_BANK: Final = (("0001", "0199"), ("0288", "0399"), ("0500", "0599"), ("9900", "9900"))
"""Codes of 銀行 of this country, whose name the data gives without that word."""
_WHOLE: Final = {"信金": "信用金庫", "信組": "信用組合", "労金": "労働金庫"}


@cache
def banks() -> tuple[Listed, ...]:
    """Every bank, by its reading; the code has four digits."""
    return tuple(sorted((_bank(code, entry) for code, entry in _read("banks.json").items()), key=Listed.order))


@lru_cache(maxsize=4)
def branches(bank: str) -> tuple[Listed, ...]:
    """Every branch of this bank, by its reading, the code has three digits; none for a bank that is not known."""
    if all(one.code != bank for one in banks()):
        return ()
    found = (Listed(code, _plain(entry["name"]), _plain(entry["kana"])) for code, entry in _branches_of(bank).items())
    return tuple(sorted(found, key=Listed.order))


def bank(code: str) -> Listed | None:
    """The bank with this code."""
    return next((one for one in banks() if one.code == code), None)


def branch(bank: str, code: str) -> Listed | None:
    """The branch of this bank with this code."""
    return next((one for one in branches(bank) if one.code == code), None)


def _bank(code: str, entry: dict[str, str]) -> Listed:
    """The bank by the name that stands on its door: 三菱UFJ銀行, 姫路信用金庫, 兵庫西農協."""
    name = _plain(entry["name"])
    whole = _WHOLE.get(name[-2:])
    if whole and not name.startswith("全"):
        name = name[:-2] + whole
    elif any(first <= code <= last for first, last in _NAMED_BANK):
        name += "銀行"
    return Listed(code, name, _plain(entry["kana"]).replace("ノウキヨウ", "ノウキョウ"))


def _plain(text: str) -> str:
    """Letters of the Latin alphabet as wide as everywhere else here."""
    return "".join(chr(ord(one) - 0xFEE0) if "Ａ" <= one <= "ｚ" else one for one in text)


def _branches_of(bank: str) -> dict[str, dict[str, str]]:
    return _read("branches", f"{bank}.json")


def _read(*path: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(_folder().joinpath(*path).read_text(encoding="utf-8"))
    return found


def _folder() -> Path:
    found = importlib.util.find_spec("zengin_code")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "source-data" / "data"
