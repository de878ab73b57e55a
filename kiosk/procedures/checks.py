"""Checks: what is missing or wrong in the answers that count, said kindly."""

from collections.abc import Mapping
from typing import assert_never

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.expressions import Unanswered, evaluate
from kiosk.procedures.japanese import eras, kana, letters, names, telephones
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.procedures.words import words
from kiosk.protocol.forms import Source
from kiosk.values import dataclass

_ASKS = {FieldType.CHOICE: "choose", FieldType.BOOLEAN: "choose", FieldType.SEVERAL: "choose_some"}
_MOST_TOLD = 5
"""Characters named in one sentence."""


@dataclass(frozen=True)
class Problem:
    """What a check found in one field, in the resident's language; `kind` is a key of the words or 'rule'."""

    field: str
    kind: str
    text: str

    @override
    def __repr__(self) -> str:
        return f"Problem({self.field!r}, {self.kind!r})"


def problems(form: SharedForm, page_id: str | None, locale: str) -> tuple[Problem, ...]:
    """The first problem of each field of a page, or of the whole form when `page_id` is None."""
    now = standing(form)
    fields = [item for page, asked in now.pages if page_id in (None, page.id) for item in asked]
    found = [_problem(form, item, now.values, locale) for item in fields]
    return tuple(problem for problem in found if problem is not None)


def _problem(form: SharedForm, item: FormField, values: Mapping[str, JsonValue], locale: str) -> Problem | None:
    value = values.get(item.id)
    if value is None:
        kind = _ASKS.get(item.type, "write")
        return _say(item, kind, locale) if item.required else None
    return _of_type(form, item, value, locale) or _of_rules(form, item, values, locale)


def _of_type(form: SharedForm, item: FormField, value: JsonValue, locale: str) -> Problem | None:
    match item.type:
        case FieldType.CHOICE | FieldType.BOOLEAN:
            return None
        case FieldType.SEVERAL:
            return _of_several(item, value, locale)
        case FieldType.INTEGER | FieldType.AMOUNT:
            return _of_number(item, value, locale)
        case FieldType.DATE:
            return _of_date(form, item, value, locale)
        case FieldType.TEXT | FieldType.NAME | FieldType.ADDRESS | FieldType.KANA | FieldType.TEL:
            return _of_text(form, item, str(value), locale)
    assert_never(item.type)


def _of_several(item: FormField, value: JsonValue, locale: str) -> Problem | None:
    chosen = item.chosen(value)
    if any(option.alone for option in chosen):
        return None
    if item.minimum is not None and len(chosen) < item.minimum:
        return _say(item, "too_few", locale, item.minimum)
    if item.maximum is not None and len(chosen) > item.maximum:
        return _say(item, "too_many", locale, item.maximum)
    return None


def _of_number(item: FormField, value: JsonValue, locale: str) -> Problem | None:
    assert isinstance(value, int)
    kinds = ("too_small", "too_large") if item.type is FieldType.INTEGER else ("too_little_yen", "too_much_yen")
    if item.minimum is not None and value < item.minimum:
        return _say(item, kinds[0], locale, item.minimum)
    if item.maximum is not None and value > item.maximum:
        return _say(item, kinds[1], locale, item.maximum)
    return None


def _of_date(form: SharedForm, item: FormField, value: JsonValue, locale: str) -> Problem | None:
    written = eras.from_json(value)
    if written is None or written.year is None or item.future:
        return None
    today = form.today
    if written.month is None:
        late = written.year > today.year
    else:
        late = (written.year, written.month, written.day or 1) > (today.year, today.month, today.day)
    return _say(item, "future", locale) if late else None


def _of_text(form: SharedForm, item: FormField, value: str, locale: str) -> Problem | None:
    if item.type is FieldType.TEL:
        none_said = item.none is not None and value == telephones.NONE
        return None if none_said or telephones.is_number(value) else _say(item, "tel", locale)
    if item.type is FieldType.KANA and not kana.is_kana(value):
        return _say(item, "kana", locale)
    if _as_on_card(form, item, value):
        return None
    if item.type is FieldType.NAME and (strange := _strange(form, item, value)):
        return Problem(item.id, "letters", words(locale)["letters"].format(letters=" ".join(strange[:_MOST_TOLD])))
    return _say(item, "too_long", locale, item.max_chars) if names.chars(value) > item.max_chars else None


def _as_on_card(form: SharedForm, item: FormField, value: str) -> bool:
    """What the card says is never called wrong, also when it was typed once more."""
    answer, doubted = form.answers.get(item.id), form.doubted.get(item.id)
    return (answer is not None and answer.source is Source.CARD) or (doubted is not None and doubted.value == value)


def _strange(form: SharedForm, item: FormField, value: str) -> list[str]:
    """What no name is written with; a stand-in of the card's own may stay, for nobody may know what it stands for."""
    own = {value[at] for doubt in form.doubts(item.id) for at in doubt.positions}
    return [letter for letter in letters.not_of_names(value) if letter not in own]


def _of_rules(form: SharedForm, item: FormField, values: Mapping[str, JsonValue], locale: str) -> Problem | None:
    for rule in item.check:
        verdict = evaluate(rule.rule, values, form.today)
        if verdict is not True and not isinstance(verdict, Unanswered):
            return Problem(item.id, "rule", rule.error.in_(locale))
    return None


def _say(item: FormField, kind: str, locale: str, count: int = 0) -> Problem:
    said = f"{count:,}" if item.type is FieldType.AMOUNT else count
    return Problem(item.id, kind, words(locale)[kind].format(count=said))
