"""The questions of a form: texts in every language, fields with their types, options and checks, pages."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, StringConstraints, model_validator
from typing_extensions import override

from kiosk.procedures.field_types import BELONG, NEEDED, NOT_INSIDE, STAFF_WRITE, FieldType
from kiosk.procedures.files.mistakes import refusal
from kiosk.protocol.identifiers import CounterId, FieldId

Expression = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""A condition or formula in CEL over field ids; see `kiosk.procedures.expressions`."""
PageId = FieldId
MOST_ENTRIES: Final = 12
"""As many people, children or dogs as one group may take; all their answers are one value (`AnswerValue`)."""
Icon = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
"""The name of a Material Symbol."""


NONE: Final = "none"
"""The answer of somebody who has or knows none: no telephone, no number."""
LONGEST_DIGITS: Final = 20


class Part(BaseModel):
    """A piece of a procedure file: frozen, and strict about keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Text(RootModel[dict[str, str]]):
    """One text in several languages; Japanese is always there."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _japanese_is_there(self) -> "Text":
        if not self.root.get("ja", "").strip():
            raise refusal("no_japanese")
        return self

    def in_(self, locale: str) -> str:
        """The text in `locale`, else in やさしい日本語, which most foreign residents read, else in Japanese."""
        return self.root.get(locale) or (self.root.get("easy") if locale != "ja" else None) or self.root["ja"]

    @override
    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))


class CardItem(StrEnum):
    """What the card can fill in."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    SEX = "sex"


class Option(Part):
    """One answer of a choice or of several, drawn as a large card with a picture; the usual one stands first."""

    id: FieldId
    label: Text
    hint: Text | None = None
    icon: Icon | None = None
    alone: bool = False
    """Of several: takes the others away, as they take it: どれもない."""


class Rule(Part):
    """A condition an answer must meet, and what to say kindly when it does not."""

    rule: Expression
    error: Text


class Follows(Part):
    """While `when` holds, the field takes the answer of another field, so that nothing is asked twice."""

    field: FieldId
    when: Expression


class FormField(Part):
    """One item of the form."""

    id: FieldId
    type: FieldType
    by: Literal["resident", "staff"] = "resident"
    """Who writes it. What `staff` write is the office's own finding: never asked, shown as soon as it is there."""
    label: Text
    """The item's name as on paper and in the review: 通数."""
    question: Text | None = None
    """Asked above this field where a page has several; the page's title otherwise."""
    hint: Text | None = None
    example: Text | None = None
    icon: Icon | None = None
    required: bool = True
    default: JsonValue = None
    """The preset: stands until somebody chooses otherwise."""
    show_if: Expression | None = None
    fill: CardItem | None = None
    """The item of the card that answers this field."""
    follows: Follows | None = None
    options: tuple[Option, ...] = ()
    on: Text | None = None
    """Words of a yes: のせる."""
    off: Text | None = None
    """Words of a no: のせない."""
    unit: Text | None = None
    """Counter word of an integer, of what is computed or of a group: 通, 人."""
    minimum: int | None = None
    """Of a number (an amount: in yen); of several or a group, how many there are at least; of digits, how many."""
    maximum: int | None = None
    max_chars: Annotated[int, Field(ge=1, le=400)] = 100
    """Characters without variation selectors."""
    future: bool = False
    """Whether a date may lie after today."""
    unknown: bool = True
    """Whether a part of a date may be unknown (不詳)."""
    month_only: bool = False
    """Whether of a date only year and month are asked: 診療年月."""
    calendar: CounterId | None = None
    """Of a slot: whose times, in ``bookings.toml``; those of the office's counter otherwise."""
    none: Text | None = None
    """Words for having or knowing none, offered as a button: 電話は ありません."""
    registered: bool = False
    """Of a bank account: whether the one registered with the state (公金受取口座) may be used instead."""
    savings: bool = False
    """Of a bank account: whether money may be paid to a 貯蓄預金."""
    holder: FieldId | None = None
    """Of a bank account: the field with the reading of the payee's name, which is the usual holder."""
    same_holder: bool = False
    """Of a bank account: nobody else's account will do."""
    check: tuple[Rule, ...] = ()
    fields: Annotated[tuple["FormField", ...], Field(max_length=20)] = ()
    """Of a group: what is asked about each one that is entered, in this order."""
    item: Text | None = None
    """Of a group: what one of them is called: 引っ越す人."""
    add: Text | None = None
    """Of a group: the words of the button that enters one more: 人を 足す."""
    first: dict[FieldId, FieldId] = {}
    """Of a group: its field and the field outside it from whose answer わたしを 足す fills it."""
    formula: Expression | None = None
    """Of what is computed: its value, over what was asked before it."""
    show: Literal["amount", "number", "date", "text", "age"] | None = None
    """Of what is computed: as what it is written."""

    @model_validator(mode="after")
    def _fits_its_type(self) -> "FormField":
        for key, kinds in BELONG.items():
            given = getattr(self, key)
            if given not in (None, (), {}) and given is not False and self.type not in kinds:
                raise refusal("key_foreign", name=self.id, key=key, type=str(self.type), types=", ".join(kinds))
        for key in NEEDED.get(self.type, ()):
            if getattr(self, key) in (None, ()):
                raise refusal("key_needed", name=self.id, key=key, type=str(self.type))
        if self.type is not FieldType.SEVERAL and any(option.alone for option in self.options):
            raise refusal("alone_foreign", name=self.id)
        if self.type is FieldType.DIGITS and not 1 <= (self.minimum or 1) <= (self.maximum or 0) <= LONGEST_DIGITS:
            raise refusal("digits_bounds", name=self.id, most=LONGEST_DIGITS)
        if self.same_holder and self.holder is None:
            raise refusal("holder_needed", name=self.id)
        return self

    @model_validator(mode="after")
    def _staff_can_write_it(self) -> "FormField":
        if self.type is FieldType.PAPER and not self.by_staff:
            raise refusal("paper_by_staff", name=self.id)
        if self.by_staff and self.type not in STAFF_WRITE:
            raise refusal("staff_cannot_write", name=self.id)
        if self.by_staff and (self.fill or self.follows or self.default is not None or self.none):
            raise refusal("staff_answered", name=self.id)
        return self

    @property
    def by_staff(self) -> bool:
        """Whether only staff write it."""
        return self.by == "staff"

    @model_validator(mode="after")
    def _is_whole_as_a_group(self) -> "FormField":
        if self.type is not FieldType.GROUP:
            return self
        if not max(1, self.minimum or 0) <= (self.maximum or 0) <= MOST_ENTRIES:
            raise refusal("group_bounds", name=self.id, most=MOST_ENTRIES)
        if any(inner.type in NOT_INSIDE or inner.fill or inner.by_staff for inner in self.fields):
            raise refusal("group_inside", name=self.id)
        if self.default is not None or self.fill or self.follows:
            raise refusal("group_answered", name=self.id)
        return self

    @model_validator(mode="after")
    def _is_computed_or_not(self) -> "FormField":
        if self.type is FieldType.COMPUTED and (self.default is not None or self.fill or self.follows or self.check):
            raise refusal("computed_answered", name=self.id)
        if self.type is not FieldType.DATE and not self.unknown:
            raise refusal("unknown_foreign", name=self.id)
        return self

    @property
    def pages(self) -> tuple["Page", ...]:
        """Of a group: the pages on which one that is entered is asked about, a question each."""
        pages: list[tuple[FormField, ...]] = []
        for inner in self.fields:
            below = inner.type is FieldType.COMPUTED and pages
            pages[len(pages) - bool(below) :] = [(*pages[-1], inner) if below else (inner,)]
        return tuple(_page_of(*fields) for fields in pages)

    def option(self, value: JsonValue) -> Option | None:
        """The option with this id."""
        return next((option for option in self.options if option.id == value), None)

    def chosen(self, value: JsonValue) -> tuple[Option, ...]:
        """The options a value of several names, in the order of the file."""
        return tuple(option for option in self.options if isinstance(value, list) and option.id in value)


class Page(Part):
    """One question on the screen, with one field or a few close ones."""

    id: PageId
    title: Text
    advice: Text | None = None
    """One sentence that helps to choose."""
    show_if: Expression | None = None
    quiet: bool = False
    """The presets stand: the page is passed over, and opened only from the review."""
    fields: Annotated[tuple[FormField, ...], Field(min_length=1, max_length=3)]


def _page_of(asked: FormField, *below: FormField) -> Page:
    """The page of one question about what is entered into a group, with what is computed `below` it."""
    title, fields = asked.question or asked.label, (asked, *below)
    return Page.model_construct(id=asked.id, title=title, advice=None, show_if=None, quiet=False, fields=fields)
