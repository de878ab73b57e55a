"""Review: the answers in human words, for the resident's review page, for staff, and for paper."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.answers import Answer
from kiosk.procedures.entries import Within
from kiosk.procedures.kinds.by_hand import entry
from kiosk.procedures.kinds.papers import PROOFS
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.navigation import documents, fee
from kiosk.procedures.procedure import FieldType, FormField, tick_of
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import Entered, standing
from kiosk.procedures.words import words
from kiosk.protocol.forms import Doubt, FormShown, ShownField, ShownOption, ShownPart, ShownRow, Source
from kiosk.values import dataclass

_PLAIN: Final = frozenset({FieldType.NAME, FieldType.KANA, FieldType.CHOICE, FieldType.DATE, FieldType.ADDRESS})
"""What is understood without its label where somebody is told in one line."""


@dataclass(frozen=True)
class ReviewRow:
    """One line: label and value in words, and where it came from.

    `is_name` asks for the name font with the right variants; `source` is None while nothing is answered; `doubts` are
    those about the card's field, also where the answer follows another one. Of a group `parts` are its entries, each
    with `within`, and theirs what was answered about each; `rest` stands behind an entry's name.
    """

    field: str
    label: str
    text: str
    source: Source | None
    is_name: bool
    value: JsonValue
    doubts: tuple[Doubt, ...] = ()
    by_staff: bool = False
    """Whether only staff write it."""
    computed: bool = False
    within: Within | None = None
    rest: str = ""
    parts: tuple["ReviewRow", ...] = ()

    @property
    def line(self) -> str:
        """What the line is called: ``movers``, and ``movers 0`` for the first entry."""
        return line_of(self.field, self.within)

    @property
    def whole_text(self) -> str:
        """All of it in words: of a group a line for each entry."""
        if not self.parts:
            return self.text
        return "\n".join(" ".join((one.label, one.text, one.rest)).rstrip() for one in self.parts)

    @override
    def __repr__(self) -> str:
        return f"ReviewRow({self.field!r}, ...)"


def rows(form: SharedForm, locale: str, *, with_copies: bool = False, with_owed: bool = False) -> tuple[ReviewRow, ...]:
    """Every field that counts now, in the order of the pages; what staff write, once it is there.

    `with_copies` adds fields that follow others (paper), `with_owed` what staff have not written yet (console).
    """
    now = standing(form)
    wanted = {item.id for _, fields in now.pages for item in fields} | {item.id for item in now.computed}
    wanted |= {item.id for item in now.of_staff if with_owed or item.id in now.answers}
    wanted |= {item.id for item in now.following} if with_copies else set()
    every = (*form.procedure.fields, *(tick_of(one) for one in form.procedure.documents))
    found = []
    for item in every:
        if item.id in wanted:
            row = _row(form, item, now.answers.get(item.id), locale)
            entered = now.entered.get(item.id)
            found.append(_with_entries(row, item, entered, locale, with_copies=with_copies) if entered else row)
    return tuple(found)


def line_of(field: str, within: Within | None) -> str:
    """What the line is called on which this field is told."""
    return f"{within.group} {within.number}" if within else field


def lines(of: Iterable[ReviewRow]) -> tuple[ReviewRow, ...]:
    """The rows as a screen lists them: below a group each of its entries."""
    return tuple(line for row in of for line in (row, *row.parts))


def _with_entries(row: ReviewRow, group: FormField, entered: Entered, locale: str, *, with_copies: bool) -> ReviewRow:
    parts = []
    for number, one in enumerate(entered.entries):
        about = rows(one, locale, with_copies=with_copies)
        parts.append(_entry_row(row, Within(group.id, number), title(group, number, locale), one, about, locale))
    return replace(row, parts=tuple(parts))


def title(group: FormField, number: int, locale: str) -> str:
    """What an entry is called; `number` counts from 0: 引っ越す人 1."""
    assert group.item is not None
    return f"{group.item.in_(locale)} {number + 1}"


def _entry_row(
    row: ReviewRow, within: Within, label: str, about_whom: SharedForm, about: tuple[ReviewRow, ...], locale: str
) -> ReviewRow:
    """Somebody in one line: the name, else the first answer, and behind it what else was answered."""
    said = [one for one in about if one.value is not None]
    first = next((one for one in said if one.is_name), next(iter(said), None))
    plain = {item.id for item in about_whom.procedure.fields if item.type in _PLAIN}
    rest = [one.text if one.field in plain else f"{one.label} {one.text}" for one in said if one is not first]
    return ReviewRow(
        row.field, label, first.text if first else words(locale)["no_answer"], row.source,
        first is not None and first.is_name, {one.field: one.value for one in said},
        tuple(doubt for one in about for doubt in one.doubts), within=within,
        rest=words(locale)["between"].join(rest), parts=about,
    )  # fmt: skip


def shown(form: SharedForm, call_id: str, epoch: int, *, locale: str = "ja", asking: tuple[str, ...] = ()) -> FormShown:
    """The form as staff see it after the resident agreed, in Japanese words.

    `locale` is the resident's language, `asking` the fields on the resident's screen.
    """
    fields = []
    for row in rows(form, "ja", with_owed=True):
        item = form.procedure.field(row.field)
        assert item is not None
        fields.append(
            ShownField(
                field=row.field, label=row.label[:200], value=row.value, text=row.whole_text[:4000], source=row.source,
                is_name=row.is_name, options=options(item),
                proposable=kind_of(item).proposable and not item.by_staff, entry=entry(item),
                doubts=row.doubts, several=item.type is FieldType.SEVERAL, computed=row.computed,
                rows=tuple(_shown_row(one) for one in row.parts),
            )
        )  # fmt: skip
    procedure = form.procedure
    return FormShown(
        call_id=call_id, epoch=epoch, procedure=procedure.id, version=procedure.version,
        title=procedure.title.in_("ja"), locale=locale, fields=tuple(fields), asking=asking,
        documents=tuple(one.label.in_("ja")[:200] for one in documents(form))[:20],
    )  # fmt: skip


def value_text(item: FormField, value: JsonValue, locale: str) -> str:
    """One value in words; those for no answer where there is none."""
    return words(locale)["no_answer"] if value is None else kind_of(item).text(item, value, locale)


def _row(form: SharedForm, item: FormField, answer: Answer | None, locale: str) -> ReviewRow:
    value = answer.value if answer else None
    text = value_text(item, value, locale)
    if form.procedure.fee and form.procedure.fee.shown_with == item.id and value is not None:
        text += words(locale)["fee_behind"].format(fee=f"{fee(form):,}")
    return ReviewRow(
        item.id, item.label.in_(locale), text, answer.source if answer else None,
        item.type is FieldType.NAME, value, form.doubts((answer and answer.copied_from) or item.id), item.by_staff,
        item.type is FieldType.COMPUTED,
    )  # fmt: skip


def _shown_row(row: ReviewRow) -> ShownRow:
    return ShownRow(
        title=row.label[:200],
        parts=tuple(
            ShownPart(
                field=one.field, label=one.label[:200], text=one.text[:1000], is_name=one.is_name, doubts=one.doubts
            )
            for one in row.parts
        ),
    )


def options(item: FormField) -> tuple[ShownOption, ...]:
    """What a field offers, in Japanese words; empty where something is written."""
    if item.type is FieldType.PAPER:
        return tuple(ShownOption(value=one, text=words("ja")[f"paper_{one}"]) for one in PROOFS)
    if item.options:
        return tuple(ShownOption(value=option.id, text=option.label.in_("ja")) for option in item.options)
    if item.on and item.off:
        return (ShownOption(value=True, text=item.on.in_("ja")), ShownOption(value=False, text=item.off.in_("ja")))
    return ()
