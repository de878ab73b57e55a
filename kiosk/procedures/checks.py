"""Checks: what is missing or wrong in the answers that count, said kindly."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.answers import Answer
from kiosk.procedures.entries import Within
from kiosk.procedures.expressions import Unanswered, evaluate
from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import FormField
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import Standing, standing
from kiosk.procedures.words import in_sentence, words
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.values import dataclass


@dataclass(frozen=True)
class Problem:
    """What a check found in one field, in the resident's language; `kind` is a key of the words or 'rule'.

    `part` names the part it is mended in, where a field is asked in parts; `within` says whose entry in a group it is.
    """

    field: str
    kind: str
    text: str
    part: str = ""
    within: Within | None = None

    @property
    def asked_as(self) -> str:
        """The field of the whole form on whose line it stands."""
        return self.within.group if self.within else self.field

    @override
    def __repr__(self) -> str:
        return f"Problem({self.field!r}, {self.kind!r})"


def problems(form: SharedForm, page_id: str | None, locale: str) -> tuple[Problem, ...]:
    """The first problem of each field of a page, or of the whole form when `page_id` is None, entries included."""
    now = standing(form)
    fields = [item for page, asked in now.pages if page_id in (None, page.id) for item in asked]
    return tuple(problem for item in fields for problem in _problems(form, item, now, locale))


def written_by_staff(form: SharedForm, edit: FieldEdited, locale: str = "ja") -> SharedForm | Refused:
    """The form after staff wrote a field of theirs; refused where it is not, does not stand, or the value is wrong."""
    after = form.apply(edit)
    if isinstance(after, Refused):
        return after
    now = standing(after)
    item = next((one for one in now.of_staff if one.id == edit.field), None)
    if item is None:
        return Refused(edit.field, "of_staff")
    wrong = item.id in now.values and _problem(after, item, now.values, now.answers.get(item.id), locale)
    return Refused(item.id, "unfit") if wrong else after


def _problems(form: SharedForm, item: FormField, now: Standing, locale: str) -> Iterator[Problem]:
    problem = _problem(form, item, now.values, now.answers.get(item.id), locale)
    if problem is not None:
        yield problem
    elif item.id in now.entered:
        for number, entry in enumerate(now.entered[item.id].entries):
            within = Within(item.id, number)
            yield from (replace(one, within=within) for one in problems(entry, None, locale))


def _problem(
    form: SharedForm, item: FormField, values: Mapping[str, JsonValue], answer: Answer | None, locale: str
) -> Problem | None:
    value = values.get(item.id) if answer is None else answer.value
    if value is None:
        return _say(item, Wrong(kind_of(item).asks), locale) if item.required else None
    return _of_kind(form, item, {**values, item.id: value}, locale) or _of_rules(form, item, values, locale)


def _of_kind(form: SharedForm, item: FormField, values: Mapping[str, JsonValue], locale: str) -> Problem | None:
    value = values[item.id]
    text = value if isinstance(value, str) else ""
    stand_ins = {text[at] for doubt in form.doubts(item.id) for at in doubt.positions}
    about = About(form.today, _as_on_card(form, item, value), frozenset(stand_ins), values)
    wrong = kind_of(item).wrong(item, value, about)
    return _say(item, wrong, locale) if wrong else None


def _as_on_card(form: SharedForm, item: FormField, value: JsonValue) -> bool:
    """What the card says is never called wrong, also when it was typed once more."""
    answer, doubted = form.answers.get(item.id), form.doubted.get(item.id)
    return (answer is not None and answer.source is Source.CARD) or (doubted is not None and doubted.value == value)


def _of_rules(form: SharedForm, item: FormField, values: Mapping[str, JsonValue], locale: str) -> Problem | None:
    for rule in item.check:
        verdict = evaluate(rule.rule, values, form.today)
        if verdict is not True and not isinstance(verdict, Unanswered):
            return Problem(item.id, "rule", rule.error.in_(locale))
    return None


def _say(item: FormField, wrong: Wrong, locale: str) -> Problem:
    return Problem(item.id, wrong.why, words(locale)[wrong.why].format(**in_sentence(wrong.said)), wrong.part)
