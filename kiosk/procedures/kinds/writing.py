"""What is written: texts, names, readings, addresses, telephone and other numbers. Only readings and digits are brought
into one form.
"""

import re
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import NONE, FormField
from kiosk.procedures.japanese import kana, letters, names, telephones
from kiosk.procedures.kinds.kind import About, Kind, Wrong

LONGEST_TEXT: Final = 1000
"""Code points of any text value; what a reader counts is a check, this is a limit."""
_MOST_TOLD: Final = 5
"""Characters named in one sentence."""
_JOINERS: Final = "\u200c\u200d"


class Written(Kind):
    """A text or an address; blank text is nothing."""

    def __init__(self, sample: str) -> None:
        self._sample = sample

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return isinstance(value, str) and len(value) <= LONGEST_TEXT and not _has_controls(value)

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        assert isinstance(value, str)
        return value if value.strip() else None

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        text = str(value)
        return self.misspelt(text) or (None if about.as_on_card else self.unfit(item, text, about))

    def misspelt(self, text: str) -> Wrong | None:
        """What no value of the kind looks like, whoever says it."""
        return None

    def unfit(self, item: FormField, text: str, about: About) -> Wrong | None:
        """What would be wrong, had not the card said it."""
        return Wrong("too_long", {"count": item.max_chars}) if names.chars(text) > item.max_chars else None

    @override
    def sample(self, item: FormField) -> JsonValue:
        return self._sample


class Name(Written):
    """A name, with the variants of its letters; never normalised."""

    @override
    def unfit(self, item: FormField, text: str, about: About) -> Wrong | None:
        """A letter no name is written with; a stand-in of the card's own may stay: nobody may know its letter."""
        strange = [letter for letter in letters.not_of_names(text) if letter not in about.stand_ins]
        if strange:
            return Wrong("letters", {"letters": " ".join(strange[:_MOST_TOLD])})
        return super().unfit(item, text, about)


class Kana(Written):
    """A reading, kept in full-width katakana."""

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        written = super().kept(item, value)
        return kana.katakana(written) if isinstance(written, str) else None

    @override
    def misspelt(self, text: str) -> Wrong | None:
        return None if kana.is_kana(text) else Wrong("kana")


class Telephone(Written):
    """A telephone number, or the words for having none."""

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        return None if _says_none(item, value) or telephones.is_number(str(value)) else Wrong("tel")

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return item.none.in_(locale) if item.none and value == NONE else str(value)


class Digits(Written):
    """A number on a card or a letter, of as many digits as the file says; its first may be 0. Kept without spaces."""

    @override
    def kept(self, item: FormField, value: JsonValue) -> JsonValue:
        written = super().kept(item, value)
        return "".join(kana.narrow_digits(written).split()) if isinstance(written, str) else None

    @override
    def wrong(self, item: FormField, value: JsonValue, about: About) -> Wrong | None:
        least, most = item.minimum or 1, item.maximum or 1
        if _says_none(item, value) or re.fullmatch(f"[0-9]{{{least},{most}}}", str(value)):
            return None
        return Wrong("digits_exactly" if least == most else "digits_at_most", {"count": most})

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return item.none.in_(locale) if item.none and value == NONE else in_fours(str(value))

    @override
    def sample(self, item: FormField) -> JsonValue:
        return "1234567890"[: item.maximum] if (item.maximum or 1) <= 10 else "1" * (item.minimum or 1)


def in_fours(digits: str) -> str:
    """Long numbers as they are read out: 0000 1234 5678; up to five digits as they are."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)) if len(digits) > 5 else digits


def _says_none(item: FormField, value: JsonValue) -> bool:
    return item.none is not None and value == NONE


def _has_controls(text: str) -> bool:
    """Whether anything in it is not seen but turns, hides or breaks what is: controls, bidi marks, invisible spaces.

    The two joiners shape letters of several scripts and may stay, and so may variation selectors.
    """
    return any(letter not in _JOINERS and names.is_unseen(letter) for letter in text)
