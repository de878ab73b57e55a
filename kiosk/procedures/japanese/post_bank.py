"""ゆうちょ銀行: 記号 and 番号 of a passbook turned into 店番, 預金種目 and 口座番号, as other banks need them (pure).

Source: the conversion the bank itself publishes (kj_sk_kz_furikomi_ksk.html) for 店番 and 口座番号. The check digit
(4th digit of 記号) is not published; it stands here as two sources have it independently, one of them the program
sanmai/jpb-account-converter, whose examples are the tests. The digit between 記号 and 番号 (再発行; of a 振替口座 a
check of its own) is never needed.
"""

from typing import Final, Literal

from kiosk.values import dataclass

BANK: Final = "9900"
Fault = Literal["symbol", "figures", "check"]
"""What cannot be: the symbol's shape, the number's, or the two together."""


@dataclass(frozen=True)
class Transfer:
    """Where money is sent to: branch code of three digits, ordinary or current account, seven digits."""

    branch: str
    kind: Literal["ordinary", "current"]
    number: str


def transfer(symbol: str, figures: str) -> Transfer | Fault:
    """Where money is sent to for a passbook with 記号 `symbol` (five digits) and 番号 `figures` (up to eight).

    Example:
        14030 and 12345671 are branch 408, ordinary account 1234567. 00160 and 100001 (振替口座, which has up to six
        digits) are branch 019, current account 0100001.
    """
    if len(symbol) != 5 or not _is_digits(symbol) or symbol[0] not in "01":
        return "symbol"
    ordinary = symbol[0] == "1"
    if not _is_digits(figures) or not _fits(figures, ordinary=ordinary):
        return "figures"
    if int(symbol[3]) != check_digit(symbol, figures):
        return "check"
    if ordinary:
        return Transfer(f"{symbol[1:3]}8", "ordinary", figures[:-1].zfill(7))
    return Transfer(f"{symbol[1:3]}9", "current", figures.zfill(7))


def check_digit(symbol: str, figures: str) -> int:
    """What the 4th digit of `symbol` must be: in groups of three, weights 1, 3 and 2 (less 9 from ten on); modulo 10.

    The 13th and last digit counts once.
    """
    total = 0
    for place, letter in enumerate(symbol[:3] + "0" + symbol[4] + figures.zfill(8)):
        digit = int(letter)
        match place % 3:
            case 0:
                total += digit
            case 1:
                total += 3 * digit
            case _:
                total += 2 * digit - (9 if digit >= 5 else 0)
    return total % 10


def _fits(figures: str, *, ordinary: bool) -> bool:
    """Of accounts that take transfers: 総合口座 and 通常貯金 end in 1, a 振替口座 has at most six digits."""
    if ordinary:
        return 2 <= len(figures) <= 8 and figures[-1] == "1"
    return len(figures) <= 6


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
