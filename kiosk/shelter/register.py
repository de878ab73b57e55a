"""The register: what stands now, reckoned from the set of records alone, whatever the order they came in."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from kiosk.protocol.model import Moment
from kiosk.shelter.people import Family
from kiosk.shelter.records import MOST_RECORDS, Record
from kiosk.values import dataclass


class Full(Exception):
    """A register holds no more records."""


class Contradicted(Exception):
    """Two different records have one id: one of them was tampered with."""


@dataclass(frozen=True)
class Household:
    """A family as it stands now.

    Attributes:
        id: of its first record; stays when records of other booths come to it.
        references: every number it was given, the first one first.
        marks: the cards that are known of it.
        since: when it came or went last.
    """

    id: str
    references: tuple[str, ...]
    marks: frozenset[str]
    family: Family
    present: bool
    since: Moment

    @property
    def reference(self) -> str:
        """The number it is called by."""
        return self.references[0]


class Register:
    """A set of records. Frozen: `with_records` makes another."""

    def __init__(self, records: Mapping[str, Record] | None = None) -> None:
        self._records: Mapping[str, Record] = MappingProxyType(dict(records or {}))

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return iter(sorted(self._records.values(), key=lambda one: one.stamp))

    def with_records(self, records: Iterable[Record]) -> "Register":
        """This register and `records`; what is there already is there once.

        Raises `Contradicted` and `Full`; nothing is taken then.
        """
        together = dict(self._records)
        for one in records:
            if together.setdefault(one.id, one) != one:
                raise Contradicted(one.id)
        if len(together) > MOST_RECORDS:
            raise Full
        return Register(together)

    @property
    def ids(self) -> frozenset[str]:
        """Of every record."""
        return frozenset(self._records)

    @cached_property
    def number(self) -> int:
        """The largest number of a record, 0 for none."""
        return max((one.number for one in self._records.values()), default=0)

    @cached_property
    def households(self) -> tuple[Household, ...]:
        """Everybody who came, those who went out too; by their first number.

        Records belong together that share a household, a number or a card. Of what a family told the latest counts,
        and of where it is. Who only went out, by a number nobody knows yet, is nobody until that number comes.
        """
        found = (_household(group) for group in _together(tuple(self)))
        return tuple(sorted((one for one in found if one), key=lambda one: one.references))

    def with_reference(self, digits: str) -> tuple[Household, ...]:
        """Whose number has these six digits; the letters of the place need not be typed."""
        return tuple(one for one in self.households if any(_digits(known) == digits for known in one.references))

    def with_marks(self, marks: Iterable[str]) -> tuple[Household, ...]:
        """Whose card this is, under the key of whichever booth."""
        wanted = frozenset(marks)
        return tuple(one for one in self.households if one.marks & wanted)

    def household(self, household: str) -> Household | None:
        """The one with this id."""
        return next((one for one in self.households if one.id == household), None)


def _digits(reference: str) -> str:
    return "".join(character for character in reference[:10] if character.isdigit())


def _household(records: tuple[Record, ...]) -> Household | None:
    """What records in order say about one family; None while none of them tells who it is."""
    told = [one for one in records if one.family is not None]
    moves = [one for one in records if one.moved is not None]
    references = tuple(dict.fromkeys(one.reference for one in told if one.reference))
    if not told or not references or not moves:
        return None
    family = told[-1].family
    assert family is not None
    marks = frozenset(mark for one in records for mark in one.marks)
    return Household(told[0].household, references, marks, family, moves[-1].moved == "in", moves[-1].at)


def _together(records: tuple[Record, ...]) -> tuple[tuple[Record, ...], ...]:
    """The records of each family, in order.

    A number alone joins no families: two booths of one place may have given the same. Where a booth knew no more than
    the number, it means the one family that has it, or of several the one that this booth gave it to.
    """
    groups = _surely_together([one for one in records if _names(one)])
    numbered: dict[str, list[list[Record]]] = {}
    for group in groups:
        for reference in {one.reference for one in group if one.reference}:
            numbered.setdefault(reference, []).append(group)
    for one in records:
        meant = None if _names(one) else _meant(numbered.get(one.reference, []), one)
        if meant is not None:
            meant.append(one)
    return tuple(tuple(sorted(group, key=lambda one: one.stamp)) for group in groups)


def _surely_together(records: list[Record]) -> list[list[Record]]:
    """Groups of records that share a household or a card, directly or through others."""
    leader: dict[str, str] = {}

    def first(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one in records:
        names = _names(one)
        for name in names:
            leader[first(name)] = first(names[0])
    groups: dict[str, list[Record]] = {}
    for one in records:
        groups.setdefault(first(_names(one)[0]), []).append(one)
    return list(groups.values())


def _meant(having: list[list[Record]], asked: Record) -> list[Record] | None:
    if len(having) > 1:
        having = [group for group in having if any(_gave(known, asked) for known in group)]
    return having[0] if len(having) == 1 else None


def _names(record: Record) -> list[str]:
    """What surely says which family a record is about."""
    return [name for name in (record.household, *record.marks) if name]


def _gave(known: Record, asked: Record) -> bool:
    return known.family is not None and (known.booth, known.reference) == (asked.booth, asked.reference)
