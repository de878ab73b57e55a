"""Invented families, and booths that write them down."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from hypothesis import strategies as st

from kiosk.applications.reference import is_reference
from kiosk.protocol.shelter import Bands, Need
from kiosk.shelter.people import Family, Inquiry, Pet
from kiosk.shelter.records import Record, Where
from kiosk.shelter.register import Register

AT: Final = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
A, B = "himeji-ieshima-1", "himeji-ieshima-2"


def uuid(number: int) -> str:
    return f"0199aaaa-0000-7000-8000-{number:012x}"


def mark(number: int) -> str:
    return f"{number:064x}"


REFERENCES: Final = tuple(
    found
    for number in range(40)
    for found in [
        next(
            f"IE-{number:04d}-00{check}"
            for check in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
            if is_reference(f"IE-{number:04d}-00{check}")
        )
    ]
)
"""Both booths of one place give numbers of the same kind."""


def family(name: str = "かさい つじこ", adult: int = 2, **changes: Any) -> Family:
    return Family(**{"bands": Bands(adult=adult), "name": name, **changes})


class Booth:
    """Writes records as a booth does: each one later than everything it knows."""

    def __init__(self, name: str, first: int) -> None:
        self.name = name
        self.register = Register()
        self._next = first

    def writes(self, **said: Any) -> Record:
        self._next += 1
        made = Record(id=uuid(self._next), booth=self.name, number=self.register.number + 1, at=AT, **said)
        self.register = self.register.with_records([made])
        return made

    def arrives(self, who: int, told: Family | None = None, marks: tuple[str, ...] = ()) -> Record:
        told = told or family()
        household = uuid(self._next + 1)
        return self.writes(household=household, reference=REFERENCES[who], family=told, moved="in", marks=marks)

    def moves(self, record: Record, where: Where) -> Record:
        return self.writes(household=record.household, reference=record.reference, moved=where)

    def takes(self, records: Iterable[Record]) -> None:
        self.register = self.register.with_records(records)


families: Final = st.builds(
    Family,
    bands=st.builds(Bands, baby=st.integers(0, 2), adult=st.integers(1, 4), aged=st.integers(0, 2)),
    name=st.sampled_from(["かさい つじこ", "葛\U000e0102西 辻\U000e0102子", "NI NI WIN", "ヴー", "", "ぽち"]),
    needs=st.lists(st.sampled_from(Need), unique=True, max_size=3).map(tuple),
    pet=st.sampled_from(Pet),
    inquiry=st.sampled_from(Inquiry),
    town=st.sampled_from(["", "神戸市"]),
)
