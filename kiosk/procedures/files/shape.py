"""Shape: what a model refuses in a file, as mistakes that whoever wrote the file can mend."""

import difflib
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from kiosk.procedures.files.mistakes import Mistake, Place, mistake, sentences

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_LONGEST_TOLD: Final = 60
_MOST_KEYS_TOLD: Final = 8
_EXAMPLES: Final = {
    "follows": '{field: ap_addr, when: "place_same"}', "fee": '{formula: "300"}',
    "office": '{counter: shimin, opens: "08:35-17:00"}', "identity": "{anybody: A0}",
    "valid": "{from: 2026-04-01, until: null}", "keeps": "{headquarters_days: 365}",
}  # fmt: skip
"""By key, how its part is written where somebody wrote only one word."""


def of_shape(error: ErrorDetails, place: Place, written: object, keys: list[str]) -> Mistake:
    """What one error of a model means; `written` stands at its place, `keys` are those known there."""
    last = str(place[-1]) if place else ""
    if (slip := _full_width(error["type"], last, written)) is not None:
        return slip
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(last, keys, n=1)
        if near:
            return mistake("unknown_key", key=last, near=near[0])
        if len(keys) <= _MOST_KEYS_TOLD:
            return mistake("no_such_key_here", key=last, known=", ".join(keys))
        return mistake("no_such_key", key=last)
    if error["type"] in sentences("en"):
        return Mistake(error["type"], tuple(error.get("ctx", {}).items()))
    for kinds, judge in _JUDGES:
        if error["type"].startswith(kinds):
            return judge(last, written, error.get("ctx", {}))
    return mistake("refused", told=error["msg"])


def _full_width(kind: str, key: str, written: object) -> Mistake | None:
    """What a Japanese keyboard gives where half-width signs are wanted."""
    if "：" in key:
        return mistake("full_width_colon")
    if any(ord(letter) in _FULL_WIDTH or (letter.isspace() and letter != " ") for letter in key):
        return mistake("full_width_key", key=key, plain=_narrow(key))
    if isinstance(written, str) and kind.startswith(("int", "date")) and _narrow(written) != written:
        return mistake("full_width_digits", written=written, plain=_narrow(written))
    return None


def _narrow(text: str) -> str:
    """The text in the letters of a key or a number: half-width, nothing around it."""
    return unicodedata.normalize("NFKC", text).strip()


def _missing(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("key_missing", key=key)


def _text(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    if written is None:
        return mistake("nothing_written", key=key)
    if key == "version":
        return mistake("version_expected", written=_told(written))
    if isinstance(written, bool | int | float):
        return mistake("value_needs_quotes", written=_told(written))
    return mistake("no_text", key=key)


def _part(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    if key in _EXAMPLES and isinstance(written, str | int):
        return mistake("part_expected", key=key, written=_told(written), example=f"{key}: {_EXAMPLES[key]}")
    if isinstance(written, str):
        return mistake("keys_expected", written=_told(written))
    return mistake("nothing_written", key=key) if written is None else mistake("wrong_shape", key=key)


def _languages(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    if isinstance(written, str):
        return mistake("languages_expected", written=_told(written))
    return mistake("nothing_written", key=key) if written is None else mistake("wrong_shape", key=key)


def _list(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("nothing_written", key=key) if written is None else mistake("list_expected", key=key)


def _number(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    if isinstance(written, list | dict):
        return mistake("one_number_expected", key=key)
    return mistake("number_expected", written=_told(written))


def _yes_no(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("yes_no_expected", written=_told(written))


def _day(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("day_expected", written=_told(written))


def _one_of(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    expected = str(context["expected"]).replace(" or ", ", ")
    near = difflib.get_close_matches(str(written), [one.strip("' ") for one in expected.split(",")], n=1)
    if near:
        return mistake("near_one_of", written=_told(written), near=near[0], expected=expected)
    return mistake("one_of", written=_told(written), expected=expected)


def _pattern(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    if key == "opens":
        return mistake("hours_expected", written=_told(written))
    if key == "version":
        return mistake("version_expected", written=_told(written))
    if any(comma in str(written) for comma in "、，"):
        return mistake("full_width_comma")
    return mistake("plain_id_expected", written=_told(written))


def _own_words(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    """What a check of a model says itself."""
    if key == "opens":
        return mistake("hours_expected", written=_told(written))
    return mistake("refused", told=str(context["error"]))


def _few(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("too_few", key=key, least=context["min_length"])


def _many(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("too_many", key=key, most=context["max_length"])


def _small(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("number_too_small", written=_told(written), least=context["ge"])


def _large(key: str, written: object, context: Mapping[str, Any]) -> Mistake:
    return mistake("number_too_large", written=_told(written), most=context["le"])


def _told(written: object) -> str:
    """What stands in the file, as it is written there."""
    if isinstance(written, bool):
        return "true" if written else "false"
    return "" if written is None else str(written)[:_LONGEST_TOLD]


_JUDGES: Final[tuple[tuple[str | tuple[str, ...], Callable[[str, object, Mapping[str, Any]], Mistake]], ...]] = (
    ("missing", _missing),
    (("string_too_short", "too_short"), _few),
    (("string_too_long", "too_long"), _many),
    ("string_pattern_mismatch", _pattern),
    ("string", _text),
    ("dict", _languages),
    ("model", _part),
    (("tuple", "list"), _list),
    ("int", _number),
    ("bool", _yes_no),
    ("date", _day),
    (("literal", "enum"), _one_of),
    ("greater_than_equal", _small),
    ("less_than_equal", _large),
    ("value_error", _own_words),
)
"""By the first letters of what pydantic calls an error."""
