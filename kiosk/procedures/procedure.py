"""A procedure as its file says it: pages of questions, branches, fee, papers, and the tests inside it."""

from datetime import date
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, JsonValue, StringConstraints, Tag

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import CardItem, Expression, FormField, Icon, Option, Page, Part, Text
from kiosk.procedures.files.schema import schema_of
from kiosk.procedures.japanese.opening_hours import Hours, HoursText, hours
from kiosk.protocol.identifiers import CounterId, FieldId, ProcedureId, Skill

__all__ = [
    "BlocksFile", "CardItem", "Document", "Expected", "Fee", "FieldType", "FormField", "Notice", "Option", "Page",
    "Part", "Procedure", "ProcedureFile", "Stop", "Text", "Trial", "Use", "schema",
]  # fmt: skip

Level = Literal["A0", "A1", "A2", "A3", "A4", "B"]
"""How surely headquarters must know who is there, from nobody asked (A0) to staff in the room (B)."""


class Use(Part):
    """The place where the pages of a shared block stand."""

    use: FieldId
    show_if: Expression | None = None
    """When they are asked; a page's own condition must hold too."""


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


class Notice(Part):
    """A sentence shown while its condition holds."""

    id: FieldId
    when: Expression
    say: Text


class Document(Part):
    """A paper or card the resident shows: said before the first question, ticked by staff in a call or in the case."""

    id: FieldId
    when: Expression
    label: Text
    hint: Text | None = None
    """Who needs it, where not everybody does."""
    icon: Icon = "description"


@lru_cache(maxsize=1024)
def tick_of(document: Document) -> FormField:
    """The field in which staff write that they saw the paper."""
    return FormField(
        id=document.id, type=FieldType.PAPER, by="staff", label=document.label, hint=document.hint, icon=document.icon
    )


class Fee(Part):
    """What it costs, in yen."""

    formula: Expression
    shown_with: FieldId | None = None
    """The field whose review line also tells the fee."""
    pay: Text | None = None
    """Where and how it is paid, said on the review and on the slip where there is something to pay."""


class Valid(Part):
    """The days on which the procedure can be used; `until` is the last one."""

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    from_: date = Field(alias="from")
    until: date | None = None


class Office(Part):
    """Who receives the application, and who answers a call about it: somebody at `counter`, with all `skills`."""

    counter: CounterId
    skills: tuple[Skill, ...] = ()
    opens: HoursText | None = None
    """On working days, for the sentence that says when staff look at it; who can be called, the counters say."""

    @property
    def hours(self) -> Hours | None:
        """When somebody is there; None where the file does not say."""
        return hours(self.opens) if self.opens else None


class Keeps(Part):
    """How long what is handed in is kept."""

    headquarters_days: Annotated[int, Field(ge=1, le=36500)]


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


LawName = Annotated[str, StringConstraints(min_length=1, max_length=60)]


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
    law: Annotated[tuple[LawName, ...], Field(max_length=10)] = ()
    """What an application rests on, said to staff and on the paper."""
    purpose_of_use: Text
    """Why the data are asked for (個人情報保護法62条), said on the first page."""
    office: Office
    identity: Annotated[dict[str, Level], Field(min_length=1)]
    fee: Fee | None = None
    keeps: Keeps
    languages: Annotated[tuple[str, ...], Field(min_length=1)] = ("ja", "easy", "en")
    """Every text of the file must be there in each of these."""
    use: tuple[FieldId, ...] = ()
    """Shared blocks whose pages follow after the last page; `- use: <block>` among the pages puts one elsewhere."""
    pages: Annotated[tuple[PageItem, ...], Field(min_length=1)]
    stops: tuple[Stop, ...] = ()
    notices: tuple[Notice, ...] = ()
    documents: tuple[Document, ...] = ()
    tests: tuple[Trial, ...] = ()


def schema() -> dict[str, JsonValue]:
    """The JSON Schema (2020-12) of a procedure file, for editors."""
    return schema_of(ProcedureFile)


class BlocksFile(Part):
    """The shared field blocks: written once, used by many procedures."""

    blocks: dict[FieldId, tuple[PageItem, ...]]
    """A block may use those above it."""


class Procedure(ProcedureFile):
    """A procedure with its shared blocks in place, ready for a visit."""

    pages: tuple[Page, ...]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the file and of the blocks it used: the answers' record says by which words they were asked."""
    shared: frozenset[FieldId] = frozenset()
    """The fields of shared blocks, which mean the same in every procedure."""

    @property
    def id(self) -> str:
        """The procedure's id."""
        return self.procedure

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field in the order of the pages."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, field_id: str) -> FormField | None:
        """The field with this id, also that in which a paper of this id is ticked."""
        asked = next((field for field in self.fields if field.id == field_id), None)
        return asked or next((tick_of(one) for one in self.documents if one.id == field_id), None)

    def page(self, page_id: str) -> Page | None:
        """The page with this id."""
        return next((page for page in self.pages if page.id == page_id), None)

    def page_of(self, field_id: str) -> Page | None:
        """The page on which this field stands."""
        return next((page for page in self.pages if any(field.id == field_id for field in page.fields)), None)

    def of_entry(self, group: FormField) -> "Procedure":
        """What is asked about one that is entered into a group, as a procedure of its own that ends nowhere."""
        only: dict[str, object] = {"stops": (), "notices": (), "documents": (), "fee": None, "minutes": 1}
        return self.model_copy(update={"pages": group.pages, **only})
