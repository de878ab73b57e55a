"""Review: the answers in human words, for the resident's review page, for staff, and for paper."""

from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.answers import Answer
from kiosk.procedures.japanese import eras, telephones
from kiosk.procedures.navigation import documents, fee
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.shared_form import PROPOSABLE, SharedForm
from kiosk.procedures.standing import standing
from kiosk.procedures.words import words
from kiosk.protocol.forms import Doubt, FormShown, ShownField, ShownOption, Source
from kiosk.values import dataclass

_DATES: Final = {
    "vi": ("{day}/{month}/{year}", "{month}/{year}", "{year}"),
    "zh-Hans": ("{year}年{month}月{day}日", "{year}年{month}月", "{year}年"),
    "ko": ("{year}년 {month}월 {day}일", "{year}년 {month}월", "{year}년"),
    "pt-BR": ("{day:02}/{month:02}/{year}", "{month:02}/{year}", "{year}"),
}
"""A date as it is written in these languages: whole, without its day, its year alone; in the others as in English."""


@dataclass(frozen=True)
class ReviewRow:
    """One line: label and value in words, and where it came from.

    `is_name` asks for the name font with the right variants; `source` is None while nothing is answered; `doubts` are
    those about the card's field, also where the answer follows another one.
    """

    field: str
    label: str
    text: str
    source: Source | None
    is_name: bool
    value: JsonValue
    doubts: tuple[Doubt, ...] = ()

    @override
    def __repr__(self) -> str:
        return f"ReviewRow({self.field!r}, ...)"


def rows(form: SharedForm, locale: str, *, with_copies: bool = False) -> tuple[ReviewRow, ...]:
    """Every line that counts now, in the order of the pages; `with_copies` adds fields that follow others (paper)."""
    now = standing(form)
    asked = {item.id for _, fields in now.pages for item in fields}
    copied = {item.id for item in now.following} if with_copies else set()
    found = []
    for page in form.procedure.pages:
        for item in page.fields:
            if item.id in asked or item.id in copied:
                found.append(_row(form, item, now.answers.get(item.id), locale))
    return tuple(found)


def shown(form: SharedForm, call_id: str, epoch: int, *, locale: str = "ja", asking: tuple[str, ...] = ()) -> FormShown:
    """The form as staff see it after the resident agreed, in Japanese words.

    `locale` is the resident's language, `asking` the fields on the resident's screen.
    """
    fields = []
    for row in rows(form, "ja"):
        item = form.procedure.field(row.field)
        assert item is not None
        fields.append(
            ShownField(
                field=row.field, label=row.label[:200], value=row.value, text=row.text[:4000], source=row.source,
                is_name=row.is_name, options=options(item), proposable=item.type in PROPOSABLE,
                doubts=row.doubts, several=item.type is FieldType.SEVERAL,
            )
        )  # fmt: skip
    procedure = form.procedure
    return FormShown(
        call_id=call_id, epoch=epoch, procedure=procedure.id, version=procedure.version,
        title=procedure.title.in_("ja"), locale=locale, fields=tuple(fields), asking=asking,
        documents=tuple(one.label.in_("ja")[:200] for one in documents(form))[:20],
    )  # fmt: skip


def value_text(item: FormField, value: JsonValue, locale: str) -> str:  # noqa: C901 -- one line a type
    """One value in words: labels of options, のせる/のせない, dates in 和暦 with 西暦, numbers with their counter."""
    if value is None:
        return words(locale)["no_answer"]
    match item.type:
        case FieldType.CHOICE:
            option = item.option(value)
            return option.label.in_(locale) if option else str(value)
        case FieldType.SEVERAL:
            return words(locale)["between"].join(option.label.in_(locale) for option in item.chosen(value))
        case FieldType.BOOLEAN:
            word = item.on if value is True else item.off
            return word.in_(locale) if word else str(value)
        case FieldType.INTEGER:
            return f"{value}{item.unit.in_(locale) if item.unit else ''}"
        case FieldType.AMOUNT:
            return words(locale)["yen"].format(amount=f"{value:,}")
        case FieldType.DATE:
            return _date_text(value, locale)
        case FieldType.TEL:
            return item.none.in_(locale) if item.none and value == telephones.NONE else str(value)
        case _:
            return str(value)


def _row(form: SharedForm, item: FormField, answer: Answer | None, locale: str) -> ReviewRow:
    value = answer.value if answer else None
    text = value_text(item, value, locale)
    if form.procedure.fee and form.procedure.fee.shown_with == item.id and value is not None:
        text += words(locale)["fee_behind"].format(fee=f"{fee(form):,}")
    return ReviewRow(
        item.id, item.label.in_(locale), text, answer.source if answer else None,
        item.type is FieldType.NAME, value, form.doubts((answer and answer.copied_from) or item.id),
    )  # fmt: skip


def _date_text(value: JsonValue, locale: str) -> str:
    written = eras.from_json(value)
    if written is None:
        return str(value)
    if locale in ("ja", "easy"):
        return eras.japanese(written, western=True)
    if written.year is None:
        return words(locale)["date_unknown"]
    known = {"year": written.year, "month": written.month, "day": written.day}
    whole, of_month, of_year = _DATES.get(locale, (None, None, None))
    if written.day:
        return whole.format(**known) if whole else eras.english(written)
    sure = of_month if written.month else of_year
    head = sure.format(**known) + eras.english_era(written) if sure else eras.english(written)
    return words(locale)["day_unknown" if written.month else "month_unknown"].format(date=head)


def options(item: FormField) -> tuple[ShownOption, ...]:
    """What a field offers, in Japanese words; empty where something is written."""
    if item.options:
        return tuple(ShownOption(value=option.id, text=option.label.in_("ja")) for option in item.options)
    if item.on and item.off:
        return (ShownOption(value=True, text=item.on.in_("ja")), ShownOption(value=False, text=item.off.in_("ja")))
    return ()
