"""The shelters that are open, as their booths told them last: numbers, how old they are, and nobody's name."""

from collections import Counter
from collections.abc import Iterable

from pydantic import AwareDatetime

from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.view import Unreadable, View
from kiosk.protocol.identifiers import BoothId
from kiosk.shelter.counting import BANDS, NEEDS, published, published_people


class Number(View):
    """How many of one kind; `public` is how it may be published."""

    words: str
    count: int
    public: str


class ShelterLine(View):
    """One booth that is a shelter's desk.

    Attributes:
        changed_at: when its register changed last, by its own clock; `number` counts the changes.
        heard_at: when headquarters heard it last; `connected`: it is heard now.
        locked: nobody has opened the register since the booth was switched on: who went out is not counted.
        public: people, families, and families that are out, as they may be published.
        twice: another booth tells of a shelter of this name: their numbers are not to be added up.
    """

    booth_id: BoothId
    place: str
    name: str
    people: int
    families: int
    out: int
    public: tuple[str, str, str]
    number: int
    changed_at: AwareDatetime
    heard_at: AwareDatetime | None
    connected: bool
    locked: bool
    twice: bool
    bands: tuple[Number, ...]
    needs: tuple[Number, ...]


def shelters(booths: Iterable[BoothLine | Unreadable]) -> tuple[ShelterLine, ...]:
    """Every booth that told of one, by its name."""
    open_here = [one for one in booths if isinstance(one, BoothLine) and one.health and one.health.shelter]
    names = Counter(one.health.shelter.name for one in open_here if one.health and one.health.shelter)
    lines = [_line(one, names) for one in open_here]
    return tuple(sorted((one for one in lines if one), key=lambda one: (one.name, one.booth_id)))


def _line(booth: BoothLine, names: Counter[str]) -> ShelterLine | None:
    told = booth.health.shelter if booth.health else None
    if told is None:
        return None
    bands = tuple(_number(BANDS[band], number) for band, number in told.bands.by_age.items())
    needs = tuple(_number(NEEDS[need], number) for need, number in told.needs.by_need.items())
    return ShelterLine(
        booth_id=booth.booth_id,
        place=booth.place,
        name=told.name,
        people=told.bands.people,
        families=told.families,
        out=told.out,
        public=(published_people(told), published(told.families, "世帯"), published(told.out, "世帯")),
        number=told.number,
        changed_at=told.at,
        heard_at=booth.last_seen_at,
        connected=booth.state is BoothState.CONNECTED,
        locked=told.locked,
        twice=names[told.name] > 1,
        bands=bands,
        needs=(*needs, _number("動物といっしょ", told.pets), _number("ほかの市町村から", told.elsewhere)),
    )


def _number(words: str, count: int) -> Number:
    return Number(words=words, count=count, public=published(count))
