"""Words of the package's own sentences (problems, review) per language, from `words/<locale>.json`, and of numbers."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from typing_extensions import override

from kiosk.reviewed import read

FOLDER: Final = Path(__file__).parent / "words"


@cache
def words(locale: str) -> dict[str, str]:
    """The sentences in `locale`, else in Japanese."""
    path = FOLDER / f"{locale}.json"
    if not locale.isascii() or not locale.replace("-", "").isalpha() or not path.is_file():
        path = FOLDER / "ja.json"
    return dict(read(path).texts)


class Count(int):
    """A number in a sentence, in languages that tell one from many.

    Example:
        ``"{count: day| days}"`` with ``count=Count(1)`` is ``1 day``; ``"{count}日"`` is ``1日``.
    """

    @override
    def __format__(self, wanted: str) -> str:
        return f"{int(self)}{unit_for(self, wanted)}" if "|" in wanted else format(int(self), wanted)


def unit_for(number: int, unit: str) -> str:
    """The counter word of a number, where `unit` may say one and many: `` sheet| sheets``."""
    one, differs, many = unit.partition("|")
    return many if differs and number != 1 else one


def in_sentence(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence, so that it can tell one from many."""
    return {name: Count(value) if type(value) is int else value for name, value in values.items()}
