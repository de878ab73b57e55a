"""Prefectures, towns and districts with their readings and postal codes, without a network.

One prefecture is read at a time, when somebody first looks into it. The file and how it is made stand in
`assets/places/README.md`.
"""

import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kiosk.procedures.japanese.listed import Listed
from kiosk.values import dataclass

FILE: Final = Path(__file__).parents[3] / "assets" / "places" / "japan.zip"


@dataclass(frozen=True)
class District:
    """A district (町, 大字) with its postal code, without a name where the code is for all the rest of its town.

    `named` begins with the postal code and has the town's in its own: 津浦町 with 860-0088 is in two wards of 熊本市.
    """

    postal_code: str
    named: Listed


@dataclass(frozen=True)
class Place:
    """A district in its town."""

    prefecture: Listed
    town: Listed
    district: District

    @property
    def text(self) -> str:
        """As an address begins: 兵庫県姫路市本町."""
        return self.prefecture.name + self.town.name + self.district.named.name

    @property
    def reading(self) -> str:
        """Its reading, in the same three parts."""
        return " ".join((self.prefecture.reading, self.town.reading, self.district.named.reading)).rstrip()


@dataclass(frozen=True)
class _Prefecture:
    named: Listed
    begins: frozenset[str]


@cache
def _index() -> tuple[_Prefecture, ...]:
    found = []
    for line in _member("index"):
        code, name, reading, begins = line.split("\t")
        found.append(_Prefecture(Listed(code, name, reading), frozenset(begins.split(" "))))
    return tuple(found)


def prefectures() -> tuple[Listed, ...]:
    """The 47, from north to south; the code has two digits."""
    return tuple(one.named for one in _index())


@lru_cache(maxsize=2)
def _below(prefecture: str) -> dict[str, tuple[Listed, tuple[District, ...]]]:
    """Each town with its districts, by the town's code."""
    towns: dict[str, tuple[Listed, tuple[District, ...]]] = {}
    town, here = Listed("", "", ""), list[District]()
    for line in [*_member(prefecture), "#\t\t"]:
        code, name, reading = line.split("\t")
        if code.startswith("#"):
            towns[town.code] = (town, tuple(here))
            town, here = Listed(code[1:], name, reading), []
        else:
            here.append(District(code, Listed(f"{code}{town.code}{name}", name, reading)))
    del towns[""]
    return towns


def towns(prefecture: str) -> tuple[Listed, ...]:
    """The towns (市区町村) of a prefecture by their readings; the code has five digits (JIS X 0402)."""
    if all(one.code != prefecture for one in prefectures()):
        return ()
    return tuple(sorted((town for town, _ in _below(prefecture).values()), key=Listed.order))


def town(code: str) -> Listed | None:
    """The town with this code."""
    return next((one for one in towns(code[:2]) if one.code == code), None)


def districts(town: str) -> tuple[Listed, ...]:
    """The districts of a town by their readings, each once though it may have several postal codes."""
    if not towns(town[:2]):
        return ()
    _, found = _below(town[:2]).get(town, (None, ()))
    each = {(one.named.name, one.named.reading): one.named for one in found if one.named.name}
    return tuple(sorted(each.values(), key=Listed.order))


def at_postal_code(code: str) -> tuple[Place, ...]:
    """Every district with this code of seven digits, none where it is not in use (or belongs to one large office)."""
    return tuple(
        Place(prefecture.named, town, district)
        for prefecture in _index()
        if code[:3] in prefecture.begins
        for town, below in _below(prefecture.named.code).values()
        for district in below
        if district.postal_code == code
    )


def _member(name: str) -> list[str]:
    with zipfile.ZipFile(FILE) as archive:
        return archive.read(name).decode("utf-8").split("\n")
