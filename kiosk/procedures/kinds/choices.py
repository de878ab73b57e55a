"""Choosing among the options of the file: one, or several."""

from itertools import combinations
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.kind import About, Kind, Wrong
from kiosk.procedures.words import words

_MOST_TRIED: Final = 8
"""Options of several whose every subset is tried; 256 of them."""


class Choice(Kind):
    """One of the options; a value is its id."""

    asks = "choose"
    proposable = True

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return isinstance(value, str) and item.option(value) is not None

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        option = item.option(value)
        return option.label.in_(locale) if option else str(value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return item.options[0].id

    @override
    def possible(self, item: FormField) -> list[JsonValue]:
        return [option.id for option in item.options]


class Several(Kind):
    """Some of the options; a value is a list of their ids, kept in the order of the file."""

    asks = "choose_some"
    proposable = True

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        """Whether each is the id of another option, and one that stands alone does."""
        if not isinstance(value, list):
            return False
        found = item.chosen(value)
        return len(found) == len(value) and (len(found) < 2 or not any(option.alone for option in found))

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        return [option.id for option in item.chosen(value)] or None

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        chosen = item.chosen(value)
        if any(option.alone for option in chosen):
            return None
        if item.minimum is not None and len(chosen) < item.minimum:
            return Wrong("too_few", {"count": item.minimum})
        if item.maximum is not None and len(chosen) > item.maximum:
            return Wrong("too_many", {"count": item.maximum})
        return None

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return words(locale)["between"].join(option.label.in_(locale) for option in item.chosen(value))

    @override
    def sample(self, item: FormField) -> JsonValue:
        return [item.options[0].id]

    @override
    def possible(self, item: FormField) -> list[JsonValue]:
        ids = [option.id for option in item.options]
        if len(ids) > _MOST_TRIED:
            return []
        some: list[list[JsonValue]] = [list(one) for count in range(len(ids) + 1) for one in combinations(ids, count)]
        return [one for one in some if self.fits(item, one)]

    @override
    def unanswered(self, item: FormField) -> JsonValue:
        """None of them, as long as nobody says otherwise."""
        return []


def touched(item: FormField, value: JsonValue, option_id: str) -> JsonValue:
    """The value of several after one option was touched: it comes or goes, and what cannot stand beside it goes."""
    touched_one, before = item.option(option_id), item.chosen(value)
    if touched_one is None or touched_one in before:
        after = tuple(option for option in before if option is not touched_one)
    elif touched_one.alone:
        after = (touched_one,)
    else:
        after = (*(option for option in before if not option.alone), touched_one)
    return [option.id for option in item.options if option in after] or None
