"""Writing an address by choosing: prefecture, town, district, each from a list, or all at once by postal code; pure.

What was chosen so far is the text itself, so that it can be seen, and mended by typing, at every step.
"""

from typing import Final

from kiosk.booth.typing.picking import Source
from kiosk.procedures.japanese import places
from kiosk.procedures.japanese.listed import Listed
from kiosk.values import dataclass

POSTAL_DIGITS: Final = 7


@dataclass(frozen=True)
class Seeking:
    """How far a text has come: its prefecture and its town, as far as it begins with them."""

    prefecture: Listed | None = None
    town: Listed | None = None

    @property
    def text(self) -> str:
        """The part of an address that is known."""
        return (self.prefecture.name if self.prefecture else "") + (self.town.name if self.town else "")

    @property
    def above(self) -> str | None:
        """The text one step back; None where nothing was chosen."""
        if self.town and self.prefecture:
            return self.prefecture.name
        return "" if self.prefecture else None


def begin(text: str) -> Seeking:
    """What an address begins with; a town's name alone does not say where it is."""
    prefecture = next((one for one in places.prefectures() if text.startswith(one.name)), None)
    if prefecture is None:
        return Seeking()
    rest = text.removeprefix(prefecture.name)
    named = [one for one in places.towns(prefecture.code) if rest.startswith(one.name)]
    return Seeking(prefecture, max(named, key=lambda one: len(one.name), default=None))


def source(seeking: Seeking, own: str) -> Source:
    """The list of the next step; the `own` town (its code) and its prefecture stand first."""
    if seeking.town:
        return Source(places.districts(seeking.town.code), (), POSTAL_DIGITS, _with_code)
    if seeking.prefecture:
        return Source(places.towns(seeking.prefecture.code), (own,), POSTAL_DIGITS, _with_code)
    whole = _whole(own)
    entries = (*places.prefectures(), whole) if whole else places.prefectures()
    return Source(entries, (own, own[:2]), POSTAL_DIGITS, _with_code)


def chosen(seeking: Seeking, code: str) -> tuple[str, bool]:
    """The text after one entry was chosen, and whether only the number of the house is still to be written."""
    place = next((one for one in places.at_postal_code(code[:POSTAL_DIGITS]) if one.district.named.code == code), None)
    if place is not None:
        return place.text, True
    if len(code) == 5:
        prefecture = next(one for one in places.prefectures() if one.code == code[:2])
        found = places.town(code)
        return prefecture.name + (found.name if found else ""), False
    return next(one.name for one in places.prefectures() if one.code == code), False


def _whole(own: str) -> Listed | None:
    """The own town with its prefecture, so that most people touch only once."""
    town = places.town(own)
    prefecture = next((one for one in places.prefectures() if one.code == own[:2]), None)
    if town is None or prefecture is None:
        return None
    return Listed(own, prefecture.name + town.name, f"{prefecture.reading} {town.reading}")


def _with_code(digits: str) -> tuple[Listed, ...]:
    found = places.at_postal_code(digits) if len(digits) == POSTAL_DIGITS else ()
    return tuple(Listed(one.district.named.code, one.text, one.reading) for one in found)
