"""A procedure as its file says it: pages, fields, branches, fee, and the words in every language."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    JsonValue,
    RootModel,
    StringConstraints,
    Tag,
    model_validator,
)  # fmt: skip
from typing_extensions import override

from kiosk.protocol.identifiers import FieldId, ProcedureId

Expression = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""A condition or formula in CEL over field ids; see `kiosk.procedures.expressions`."""
PageId = FieldId
Icon = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
"""The name of a Material Symbol."""
Level = Literal["A0", "A1", "A2", "A3", "A4", "B"]
"""How surely headquarters must know who is there, from nobody asked (A0) to staff in the room (B)."""


class Part(BaseModel):
    """A piece of a procedure file: frozen, and strict about keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Text(RootModel[dict[str, str]]):
    """One text in several languages; Japanese is always there."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _japanese_is_there(self) -> "Text":
        if not self.root.get("ja", "").strip():
            raise ValueError("a text needs at least 'ja'")
        return self

    def in_(self, locale: str) -> str:
        """The text in `locale`, else in Japanese."""
        return self.root.get(locale) or self.root["ja"]

    @override
    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))


class FieldType(StrEnum):
    """What kind of value a field takes."""

    CHOICE = "choice"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    TEXT = "text"
    NAME = "name"
    KANA = "kana"
    DATE = "date"
    ADDRESS = "address"
    TEL = "tel"


class CardItem(StrEnum):
    """What the card can fill in."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    SEX = "sex"


class Option(Part):
    """One answer of a choice, drawn as a large card with a picture; the usual one stands first."""

    id: FieldId
    label: Text
    hint: Text | None = None
    icon: Icon | None = None


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
    """Counter word of an integer: 通."""
    minimum: int | None = None
    maximum: int | None = None
    max_chars: Annotated[int, Field(ge=1, le=400)] = 100
    """Characters without variation selectors."""
    future: bool = False
    """Whether a date may lie after today."""
    none: Text | None = None
    """Words for having none, offered as a button: 電話は ありません."""
    check: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _fits_its_type(self) -> "FormField":
        choice, boolean = self.type is FieldType.CHOICE, self.type is FieldType.BOOLEAN
        if choice != bool(self.options):
            raise ValueError(f"'{self.id}': options belong to a choice, and a choice needs them")
        if boolean != (self.on is not None and self.off is not None):
            raise ValueError(f"'{self.id}': a boolean needs the words 'on' and 'off', no other type has them")
        if self.none is not None and self.type is not FieldType.TEL:
            raise ValueError(f"'{self.id}': only a tel can have 'none'")
        return self

    def option(self, value: JsonValue) -> Option | None:
        """The option with this id."""
        return next((option for option in self.options if option.id == value), None)


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


class Use(Part):
    """The place where the pages of a shared block stand."""

    use: FieldId


def _item_kind(item: object) -> str:
    return "Use" if isinstance(item, Use) or (isinstance(item, dict) and "use" in item) else "Page"


PageItem: TypeAlias = Annotated[
    Annotated[Page, Tag("Page")] | Annotated[Use, Tag("Use")],
    Discriminator(_item_kind),
]


class Stop(Part):
    """A condition that ends the form kindly; the first true one counts."""

    id: FieldId
    when: Expression
    say: Text
    then: Literal["call_hq", "end"] = "call_hq"


class Notice(Part):
    """A sentence shown while its condition holds."""

    id: FieldId
    when: Expression
    say: Text
    icon: Icon = "info"


class Document(Part):
    """A paper the resident shows."""

    id: FieldId
    when: Expression
    label: Text
    show: Literal["camera"] = "camera"
    checked_by: Literal["hq", "host"] = "hq"


class Fee(Part):
    """What it costs, in yen."""

    formula: Expression
    currency: Literal["JPY"] = "JPY"
    pay: tuple[Literal["branch", "cashless", "post"], ...] = ()
    shown_with: FieldId | None = None
    """The field whose review line also tells the fee."""


class Valid(Part):
    """The days on which the procedure can be used; `until` is the last one."""

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    from_: date = Field(alias="from")
    until: date | None = None


class Office(Part):
    """Who receives the application."""

    section: str
    counter: str
    opens: Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d-\d\d:\d\d$")] | None = None


class Keeps(Part):
    """How long what is handed in is kept."""

    booth: Literal["until_receipt"] = "until_receipt"
    headquarters_days: Annotated[int, Field(ge=1, le=36500)]


class Print(Part):
    """How the application is drawn on paper."""

    template: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+\.typ$")]
    pdf: Literal["a-2b"] = "a-2b"


class Expected(Part):
    """What a test inside the file expects; what is not named is not looked at."""

    fee: int | None = None
    stop: str | None = None
    """The id of the stop; "" when there must be none."""
    notices: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    pages: tuple[str, ...] | None = None


class Trial(Part):
    """A test inside the file: answers given, outcome expected."""

    given: dict[FieldId, JsonValue]
    expect: Expected


class ProcedureFile(Part):
    """A whole `<id>.v<n>.form.yml` as written."""

    procedure: ProcedureId
    version: Annotated[str, StringConstraints(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]
    """Meaning of the answers is major.minor, wording is the patch."""
    status: Literal["draft", "published", "retired"]
    valid: Valid
    title: Text
    icon: Icon = "description"
    summary: Text | None = None
    minutes: Annotated[int, Field(ge=1, le=60)] = 5
    law: tuple[str, ...] = ()
    purpose_of_use: Text
    """Why the data are asked for (個人情報保護法62条), said on the first page."""
    office: Office
    identity: Annotated[dict[str, Level], Field(min_length=1)]
    fee: Fee | None = None
    keeps: Keeps
    signature_mode: Literal["tablet", "wet_ink", "none"] = "tablet"
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("ja", "easy", "en")
    """Every text of the file must be there in each of these."""
    use: tuple[FieldId, ...] = ()
    """Shared blocks whose pages follow after the last page; `- use: <block>` among the pages puts one elsewhere."""
    pages: Annotated[tuple[PageItem, ...], Field(min_length=1)]
    stops: tuple[Stop, ...] = ()
    notices: tuple[Notice, ...] = ()
    documents: tuple[Document, ...] = ()
    print: Print
    tests: tuple[Trial, ...] = ()


def schema() -> dict[str, JsonValue]:
    """The JSON Schema (2020-12) of a procedure file, for editors."""
    made: dict[str, JsonValue] = ProcedureFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made


class BlocksFile(Part):
    """The shared field blocks: written once, used by many procedures."""

    blocks: dict[FieldId, tuple[Page, ...]]


class Procedure(ProcedureFile):
    """A procedure with its shared blocks in place, ready for a visit."""

    pages: tuple[Page, ...]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the file and of the blocks it used: the answers' record says by which words they were asked."""

    @property
    def id(self) -> str:
        """The procedure's id."""
        return self.procedure

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field in the order of the pages."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, field_id: str) -> FormField | None:
        """The field with this id."""
        return next((field for field in self.fields if field.id == field_id), None)

    def page(self, page_id: str) -> Page | None:
        """The page with this id."""
        return next((page for page in self.pages if page.id == page_id), None)

    def page_of(self, field_id: str) -> Page | None:
        """The page on which this field stands."""
        return next((page for page in self.pages if any(field.id == field_id for field in page.fields)), None)
