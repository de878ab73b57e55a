"""Identity (基本4情報): name, address, birth date, sex as the card gives them; never the 個人番号."""

from datetime import date
from enum import StrEnum

from typing_extensions import override

from kiosk.protocol.forms import Doubt
from kiosk.values import dataclass


class Sex(StrEnum):
    """JIS X 0303 codes as words; anything else a card holds is `UNKNOWN`."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class BirthDate:
    """A birth date as written, with the parts that are known; an unknown part is None and never invented."""

    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def known(self) -> date | None:
        """The date when all three parts are known and exist in the calendar."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @override
    def __repr__(self) -> str:
        return "BirthDate(...)"


@dataclass(frozen=True)
class IdentityDoubt:
    """What is odd about one item of an identity; `item` is name, address, birth_date or sex."""

    item: str
    doubt: Doubt


@dataclass(frozen=True)
class Identity:
    """What the card says about its holder. Empty text means the card's field could not be read.

    Names and addresses keep every code point of the card, variation selectors included.
    """

    name: str
    address: str
    birth_date: BirthDate
    sex: Sex
    sex_raw: str = ""
    doubts: tuple[IdentityDoubt, ...] = ()

    @override
    def __repr__(self) -> str:
        return "Identity(...)"
