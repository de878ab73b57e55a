"""What is written into one place of a paper: an answer, the ticks of its options, or room for a hand (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import ClassVar, Final, Protocol

from pydantic import JsonValue
from typing_extensions import override

from kiosk.applications.application import Answered, AnsweredRow
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import CardItem, FormField
from kiosk.procedures.japanese import eras
from kiosk.procedures.papers.check import NO, YES
from kiosk.procedures.papers.layout import Column, Entry, Listing, stands
from kiosk.protocol.forms import Source
from kiosk.values import dataclass

_MARKS: Final = {Source.CARD: "カ", Source.STAFF: "職", Source.PRESET: "既", Source.RESIDENT: ""}
_COMPUTED: Final = "計"
"""Explained at the foot of the paper."""


@dataclass(frozen=True)
class Tick:
    """A box to tick with its words."""

    words: str
    on: bool


@dataclass(frozen=True)
class Said:
    """Words that were answered; `sure` is False where the card's words are in doubt."""

    words: str
    is_name: bool = False
    sure: bool = True

    @override
    def __repr__(self) -> str:
        return "Said(...)"


@dataclass(frozen=True)
class Hand:
    """Room for a hand; `shape` says what is printed for it, `words` a unit behind it."""

    shape: str
    words: str = ""


@dataclass(frozen=True)
class Digits:
    """A box for each of `count` digits, empty from the last that was answered."""

    digits: str
    count: int

    @property
    def words(self) -> str:
        """What was answered."""
        return self.digits

    @override
    def __repr__(self) -> str:
        return f"Digits({self.count})"


Piece = Tick | Said | Hand | Digits


@dataclass(frozen=True)
class Listed:
    """One answer about somebody in a list: its value as data, and in words where the record has them."""

    value: JsonValue
    said: Said | None = None


class Pen(Protocol):
    """What writes into a paper.

    Attributes:
        needs_hints: whether a hand will write here, which has to be told what.
    """

    needs_hints: ClassVar[bool]

    def answer(self, field_id: str) -> Answered | None:
        """The answer of one field, if there is one."""

    def mark(self, field_id: str) -> str:
        """A letter that says who wrote into the place of a field; empty for the resident."""

    def pieces(self, entry: Entry, field: FormField | None) -> Sequence[Piece]:
        """What stands in the place of this entry; `field` is what the procedure says of it, where it is known."""

    def entries(self, listing: Listing) -> Sequence[Mapping[str, Listed]]:
        """The rows of a list, at least as many as the form itself has: what was answered, by the id of the item."""

    def item(self, column: Column, entry: Mapping[str, Listed], field: FormField | None = None) -> Sequence[Piece]:
        """What stands in one column of one row; `field` is what the procedure says of the item."""


class Answers:
    """Writes the answers of an application."""

    needs_hints: ClassVar[bool] = False

    def __init__(self, answers: Sequence[Answered], day: date, *, marked: bool) -> None:
        """`day` is that of the application; `marked`: whether the paper says who wrote what."""
        self._by_field = {answer.field: answer for answer in answers}
        self._values: dict[str, JsonValue] = {answer.field: answer.value for answer in answers}
        self._day = day
        self._marked = marked

    def answer(self, field_id: str) -> Answered | None:
        """As `Pen`: the answer of one field, if it counted."""
        return self._by_field.get(field_id)

    def mark(self, field_id: str) -> str:
        """As `Pen`."""
        answer = self._by_field.get(field_id) if self._marked else None
        if answer is None:
            return ""
        return _COMPUTED if answer.computed else _MARKS[answer.source]

    def pieces(self, entry: Entry, field: FormField | None) -> Sequence[Piece]:
        """As `Pen`: ticks for options that were offered, words for all else; nothing where nobody answered."""
        if entry.tick is not None:
            return (Tick(entry.tick, stands(entry.when, self._values, self._day)),)
        assert entry.field is not None  # a layout is read so
        answer = self._by_field.get(entry.field)
        offered = options_of(entry, field, answer)
        ticks = tuple(Tick(words, on=answer is not None and is_chosen(answer, value)) for value, words in offered)
        if answer is None or (offered and _is_told(answer, ticks, offered)):
            return ticks
        value = answer.value
        if field is not None and field.type is FieldType.DIGITS and isinstance(value, str) and _is_number(value):
            return (Digits(value, max(field.maximum or 0, len(value))),)
        words = f"{entry.before or ''}{written(answer, field)}{entry.after or ''}"
        return (*ticks, Said(words, answer.is_name, not answer.doubts))

    def entries(self, listing: Listing) -> Sequence[Mapping[str, Listed]]:
        """As `Pen`: every entry that was answered, and empty rows after them."""
        answer = self._by_field.get(listing.field)
        value = answer.value if answer and isinstance(answer.value, list) else []
        rows = answer.rows if answer else ()
        found = [_listed(one, row) for one, row in zip_longest(value, rows) if isinstance(one, dict)]
        return [*found, *({} for _ in range(listing.rows - len(found)))]

    def item(self, column: Column, entry: Mapping[str, Listed], field: FormField | None = None) -> Sequence[Piece]:
        """As `Pen`."""
        listed = entry.get(column.item)
        value = listed.value if listed else None
        if column.ticks:
            one = (YES if value else NO) if isinstance(value, bool) else value
            chosen = one if isinstance(one, list) else [one]
            ticks = tuple(Tick(words, on=option in chosen) for option, words in column.ticks.items())
            if listed is None or all(option in column.ticks or option in (NO, None) for option in chosen):
                return ticks
            return (*ticks, listed.said or Said(str(value)))  # an option the layout does not know must not be lost
        if listed is None:
            return ()
        day, said = eras.from_json(value), listed.said or Said(str(value))
        return (said if day is None else replace(said, words=_day(day, field)),)


class Blank:
    """Leaves room for a hand everywhere."""

    needs_hints: ClassVar[bool] = True

    def answer(self, field_id: str) -> Answered | None:
        """As `Pen`: nobody answered."""
        return None

    def mark(self, field_id: str) -> str:
        """As `Pen`: nobody wrote."""
        return ""

    def pieces(self, entry: Entry, field: FormField | None) -> Sequence[Piece]:
        """As `Pen`: every box to tick is empty, and what is written has its shape."""
        if entry.tick is not None:
            return (Tick(entry.tick, on=False),)
        offered = options_of(entry, field, None)
        if offered:
            return tuple(Tick(words, on=False) for _, words in offered)
        return (_room(entry, field),)

    def entries(self, listing: Listing) -> Sequence[Mapping[str, Listed]]:
        """As `Pen`: empty rows."""
        return [{} for _ in range(listing.rows)]

    def item(self, column: Column, entry: Mapping[str, Listed], field: FormField | None = None) -> Sequence[Piece]:
        """As `Pen`."""
        return tuple(Tick(words, on=False) for words in column.ticks.values()) or (
            _room(Entry(field=column.item), field),
        )


def _listed(entry: Mapping[str, JsonValue], row: AnsweredRow | None) -> dict[str, Listed]:
    """What was answered about one, whatever of it the record has in words."""
    words = {part.field: Said(part.text, part.is_name, not part.doubts) for part in (row.parts if row else ())}
    return {name: Listed(value, words.get(name)) for name, value in entry.items()}


def options_of(entry: Entry, field: FormField | None, answer: Answered | None) -> list[tuple[JsonValue, str]]:
    """What can be ticked in the place of an entry: the value of each option and its words on this paper.

    Words of the layout come first, then those of the procedure's file, then those the resident was offered; of the
    last only the words are known, so they stand for the value.
    """
    if field is None:
        return [(words, words) for words in answer.choices] if answer else []
    if field.type is FieldType.BOOLEAN:
        words = {True: field.on.in_("ja") if field.on else "", False: field.off.in_("ja") if field.off else ""}
        paper = {True: entry.ticks.get(YES), False: entry.ticks.get(NO)}
        return [(value, paper[value] or words[value]) for value in (True, False) if not entry.ticks or paper[value]]
    return [(option.id, entry.ticks.get(option.id, option.label.in_("ja"))) for option in field.options]


def _is_told(answer: Answered, ticks: tuple[Tick, ...], offered: Sequence[tuple[JsonValue, str]]) -> bool:
    """Whether the ticks say all of the answer: an option the layout does not know must not be lost."""
    if isinstance(answer.value, list):
        known = [value for value, _ in offered]
        return all(one in known for one in answer.value) or (
            bool(answer.chosen) and all(one in known for one in answer.chosen)
        )
    return any(tick.on for tick in ticks) or answer.value in (False, None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def is_chosen(answer: Answered, value: JsonValue) -> bool:
    """Whether the option of this value was chosen; options known by their words alone are found by them."""
    if isinstance(answer.value, list):
        return value in answer.value or value in answer.chosen
    return answer.value == value or (isinstance(value, str) and value == answer.text)


def written(answer: Answered, field: FormField | None) -> str:
    """The words of an answer on paper: dates in 和暦 alone, numbers without the fee, all else as it was confirmed."""
    day = eras.from_json(answer.value)
    if day is not None:
        return _day(day, field)
    if answer.rows:  # `text` has them too, but only as far as it goes
        return "\n".join(
            f"{row.title}　{'、'.join(f'{one.label} {one.text}' for one in row.parts)}" for row in answer.rows
        )
    if field is not None and field.type is FieldType.INTEGER and isinstance(answer.value, int):
        return f"{answer.value}{field.unit.in_('ja') if field.unit else ''}"
    return answer.text


def _day(day: eras.WrittenDate, field: FormField | None) -> str:
    return eras.japanese(day, day_asked=not (field and field.month_only))


_SHAPES: Final = {FieldType.ADDRESS: "address", FieldType.BANK: "bank"}
"""Kinds for which something is printed whatever the field is."""


def _room(entry: Entry, field: FormField | None) -> Hand | Digits:
    if entry.before or entry.after:
        return Hand("inside")
    return Hand("line") if field is None else _shaped(field)


def _shaped(field: FormField) -> Hand | Digits:
    match field.type:
        case FieldType.DATE if field.month_only:
            return Hand("month")
        case FieldType.DATE:
            return Hand("birth" if field.fill is CardItem.BIRTH_DATE or not field.future else "date")
        case FieldType.INTEGER:
            return Hand("unit", field.unit.in_("ja") if field.unit else "")
        case FieldType.AMOUNT:
            return Hand("unit", "円")
        case FieldType.DIGITS:
            return Digits("", field.maximum or 1)
        case _:
            return Hand(_SHAPES.get(field.type, "line"))
