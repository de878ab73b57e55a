"""A paper's layout as its file says it: numbered sections of ruled boxes, lists with a row for each entry, the rest.

A layout names fields of the procedure it lies beside and says nothing about types, fonts or millimetres, so that staff
of a town write it from their printed form. What is not said is taken from the procedure: label, options, units.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self, TypeAlias

from pydantic import Discriminator, Field, JsonValue, StringConstraints, Tag, model_validator
from typing_extensions import override

from kiosk.procedures.expressions import ExpressionError, holds
from kiosk.procedures.fields import Expression, Part
from kiosk.procedures.files.mistakes import refusal
from kiosk.procedures.files.schema import schema_of
from kiosk.protocol.identifiers import FieldId, ProcedureId

Words = Annotated[str, StringConstraints(min_length=1, max_length=120)]
"""Japanese words printed as they stand."""
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Lines = Annotated[int, Field(ge=1, le=12)]
Share = Annotated[int, Field(ge=1, le=12)]


class Entry(Part):
    """What stands in a box: the answer of one field, or a tick of the paper's own."""

    field: FieldId | None = None
    ticks: dict[str, Words] = Field(default_factory=dict, max_length=60)
    """The paper's words for options, by their ids (`on` and `off` of a yes-or-no question); those of the questions
    otherwise. Only `on`: one box to tick."""
    tick: Words | None = None
    """A tick that no question asks for: 請求する方と同じ."""
    when: Expression | None = None
    """When `tick` is ticked."""
    before: Words | None = None
    after: Words | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        self._look()
        return self

    def _look(self) -> None:
        if (self.field is None) == (self.tick is None):
            raise refusal("box_empty")
        if (self.tick is None) != (self.when is None):
            raise refusal("tick_without_when")
        if self.ticks and self.field is None:
            raise refusal("ticks_without_field")


class Box(Entry):
    """A ruled box with its label; with `holds`, several entries stand in it."""

    label: Words | None = None
    """As printed; the field's own label otherwise."""
    share: Share = 1
    """How much of its row the box takes, beside the others."""
    lines: Lines | None = None
    """How many lines of writing it has; by the kind of the field otherwise."""
    hint: Words | None = None
    """On a blank form, in やさしい日本語 with readings: 名前(なまえ)を 書(か)きます. The field's words otherwise."""
    holds: Annotated[tuple[Entry, ...], Field(max_length=20)] = ()

    @override
    def _look(self) -> None:
        if self.label is None and (self.holds or self.tick is not None):
            raise refusal("box_without_label")
        if not self.holds:
            super()._look()
        elif self.field is not None or self.tick is not None or self.ticks:
            raise refusal("box_holds_twice")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in it, in order."""
        return self.holds or (self,)


class Headed(Part):
    """What stands under a numbered heading."""

    note: Sentence | None = None
    """A sentence under the heading."""
    when: Expression | None = None
    """When it stands on a filled form; a blank one has everything."""


class Section(Headed):
    """Rows of boxes."""

    section: Words
    rows: Annotated[tuple[Annotated[tuple[Box, ...], Field(min_length=1, max_length=4)], ...], Field(min_length=1)]


class Column(Part):
    """One column of a list: an item of the repeated entry."""

    item: FieldId
    label: Words | None = None
    share: Share = 1
    ticks: dict[str, Words] = Field(default_factory=dict, max_length=60)


class Listing(Headed):
    """A ruled table with a row for each entry of a field that repeats; more entries go on to a further sheet."""

    list: Words
    field: FieldId
    rows: Annotated[int, Field(ge=1, le=12)] = 4
    """Rows on the form itself."""
    lines: Lines = 1
    """How many lines of writing a row has."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=8)]


class Statement(Part):
    """A sentence of the form's own, above or between its boxes."""

    say: Sentence


class Signing(Part):
    """The place where the applicant signs."""

    signature: Words
    note: Sentence | None = None


class Stamping(Headed):
    """Squares that stay empty for what is put on paper by hand: 印影, a registered seal."""

    stamp: Words
    places: Annotated[tuple[Words, ...], Field(min_length=1, max_length=4)]
    """What is put into each."""


class Official(Part):
    """事務処理欄: boxes that stay empty for staff; how it was made sure who applies is printed above them."""

    office: Words
    boxes: Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]


_KINDS = {
    "section": "Section", "list": "Listing", "say": "Statement", "signature": "Signing", "stamp": "Stamping",
    "office": "Official",
}  # fmt: skip


def _kind(block: object) -> str:
    has = block.__contains__ if isinstance(block, dict) else lambda key: hasattr(block, key)
    return next((kind for key, kind in _KINDS.items() if has(key)), "Section")


Block: TypeAlias = Annotated[
    Annotated[Section, Tag("Section")]
    | Annotated[Listing, Tag("Listing")]
    | Annotated[Statement, Tag("Statement")]
    | Annotated[Signing, Tag("Signing")]
    | Annotated[Stamping, Tag("Stamping")]
    | Annotated[Official, Tag("Official")],
    Discriminator(_kind),
]


class Titled(Part):
    """The title of a form that serves several applications, while `when` holds."""

    when: Expression
    title: Words


class Layout(Part):
    """A whole `<id>.v<n>.paper.yml`, beside the `<id>.v<n>.form.yml` whose answers it shows."""

    paper: ProcedureId
    title: Words
    titles: Annotated[tuple[Titled, ...], Field(max_length=8)] = ()
    """Of a filled form, the first that holds instead of `title`."""
    to: Words | None = None
    """To whom it goes where that is not the head of the town: 〇〇県後期高齢者医療広域連合長."""
    number: Words | None = None
    """様式番号, as the town's rules name it: 様式第１号（第３条関係）."""
    blocks: Annotated[tuple[Block, ...], Field(min_length=1, max_length=40)]
    left_out: dict[FieldId, Sentence] = Field(default_factory=dict)
    """Fields that are asked and not printed, each with the reason."""

    def filled_with(self, values: Mapping[str, JsonValue], day: date) -> "Layout":
        """What of it stands on the form of these answers, `day` being that of the application."""
        title = next((one.title for one in self.titles if stands(one.when, values, day)), self.title)
        stand = tuple(
            block for block in self.blocks if not isinstance(block, Headed) or stands(block.when, values, day)
        )
        return self.model_copy(update={"title": title, "blocks": stand})

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every box of its sections, in order."""
        return tuple(box for block in self.blocks if isinstance(block, Section) for row in block.rows for box in row)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that stands in a box."""
        return tuple(entry for box in self.boxes for entry in box.entries)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Its lists."""
        return tuple(block for block in self.blocks if isinstance(block, Listing))

    @property
    def placed(self) -> frozenset[str]:
        """Every field that has a place on it."""
        boxed = {entry.field for entry in self.entries if entry.field is not None}
        return frozenset(boxed | {one.field for one in self.listings})


def stands(when: str | None, values: Mapping[str, JsonValue], day: date) -> bool:
    """Whether what stands under this condition does; not where an answer is none that its question takes.

    A record is what a booth sent, and may be of a version whose questions took other answers.
    """
    try:
        return holds(when, values, day)
    except ExpressionError:
        return False


def schema() -> dict[str, JsonValue]:
    """The JSON Schema (2020-12) of a layout file, for editors."""
    return schema_of(Layout)
