"""Lint: what a procedure file must not do wrong beyond its shape, found before any resident meets it."""

from collections.abc import Collection, Iterator

from pydantic import BaseModel, JsonValue

from kiosk.procedures.expressions import ExpressionError, Unanswered, evaluate, references
from kiosk.procedures.files.of_staff import depends_on_staff
from kiosk.procedures.files.reachable import TODAY, is_true, known_names, reachable
from kiosk.procedures.files.yaml_lines import Place
from kiosk.procedures.japanese import ruby
from kiosk.procedures.kinds.table import fits, kept, kind_of
from kiosk.procedures.procedure import CardItem, FieldType, FormField, Procedure, Text
from kiosk.values import dataclass


@dataclass(frozen=True)
class Finding:
    """One rule broken, and where: `place` leads through the assembled procedure's keys."""

    place: Place
    reason: str


def lint(procedure: Procedure) -> tuple[Finding, ...]:
    """Every rule broken by a procedure whose shape is right."""
    return (
        *_twice(procedure),
        *_languages(procedure),
        *_fields(procedure),
        *_filled(procedure),
        *_expressions(procedure),
        *_outcomes(procedure),
        *_tests(procedure),
        *(Finding(place, reason) for place, reason in depends_on_staff(procedure)),
    )


def _twice(procedure: Procedure) -> Iterator[Finding]:
    seen: set[str] = set()
    for page, number in zip(procedure.pages, range(len(procedure.pages)), strict=True):
        for kind, name in (("page", page.id), *(("field", field.id) for field in page.fields)):
            if f"{kind} {name}" in seen:
                yield Finding(("pages", number), f"{kind} '{name}' is there twice")
            seen.add(f"{kind} {name}")
    for part in ("stops", "notices", "documents"):
        ids = [item.id for item in getattr(procedure, part)]
        for number, name in enumerate(ids):
            if name in ids[:number]:
                yield Finding((part, number), f"'{name}' is there twice")


def texts(part: object, place: Place = ()) -> Iterator[tuple[Place, Text]]:
    """Every text of a part with its place."""
    if isinstance(part, Text):
        yield place, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), (*place, name))
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            yield from texts(item, (*place, number))


def _languages(procedure: Procedure) -> Iterator[Finding]:
    for language in ("ja", "easy", "en"):
        if language not in procedure.languages:
            yield Finding(("languages",), f"'{language}' must be one of the languages")
    yield from said_in(procedure, procedure.languages)


def said_in(part: object, languages: Collection[str]) -> Iterator[Finding]:
    """What is missing for every text of `part` to be there in each language, やさしい日本語 with its readings."""
    for place, text in texts(part):
        for language in languages:
            if not text.root.get(language, "").strip():
                yield Finding(place, f"the text in '{language}' is missing")
        for unknown in sorted(set(text.root) - set(languages)):
            yield Finding((*place, unknown), f"'{unknown}' is not among the file's languages")
        for kanji in ruby.unread(text.root.get("easy", "")):
            yield Finding((*place, "easy"), f"'{kanji}' has no reading: write 漢字(かんじ)")


def _fields(procedure: Procedure) -> Iterator[Finding]:
    for place, field in _each_field(procedure):
        ids = [option.id for option in field.options]
        if len(set(ids)) < len(ids):
            yield Finding((*place, "options"), f"'{field.id}' has an option twice")
        least, most = field.minimum, field.maximum
        if least is not None and most is not None and least > most:
            yield Finding((*place, "minimum"), f"the minimum of '{field.id}' is above its maximum")
        together = sum(not option.alone for option in field.options)
        if field.type is FieldType.SEVERAL and not 0 < (1 if least is None else least) <= together:
            yield Finding((*place, "minimum"), f"'{field.id}' has fewer options than must be chosen")
        if field.type is FieldType.SEVERAL and most is not None and most < 1:
            yield Finding((*place, "maximum"), f"nothing of '{field.id}' could be chosen")
        if not fits(field, field.default):
            yield Finding((*place, "default"), f"the preset of '{field.id}' does not fit its type")
        elif kept(field, field.default) != field.default:
            yield Finding((*place, "default"), f"the preset of '{field.id}' is blank")


_FILLED_TYPES = {
    CardItem.NAME: FieldType.NAME,
    CardItem.ADDRESS: FieldType.ADDRESS,
    CardItem.BIRTH_DATE: FieldType.DATE,
    CardItem.SEX: FieldType.CHOICE,
}


def _filled(procedure: Procedure) -> Iterator[Finding]:
    """What the card fills must have the item's type, and a follower follows one field of its own type, asked before."""
    before: set[str] = set()
    for place, field in _each_field(procedure):
        if field.fill and field.type is not _FILLED_TYPES[field.fill]:
            yield Finding((*place, "fill"), f"'{field.id}' must be a {_FILLED_TYPES[field.fill]} to take this")
        earlier = frozenset(before)
        before.add(field.id)
        if field.follows is None:
            continue
        leader = procedure.field(field.follows.field)
        if leader is None:
            yield Finding((*place, "follows"), f"'{field.follows.field}' is no field of this procedure")
        elif leader.type is not field.type or leader.follows:
            yield Finding((*place, "follows"), f"'{leader.id}' has another type or itself follows a field")
        elif leader.id not in earlier:
            yield Finding((*place, "follows"), f"'{leader.id}' is asked later: put it before '{field.id}'")
        if field.fill or field.default is not None:
            yield Finding((*place, "follows"), f"'{field.id}' has an answer already: remove 'fill' and 'default'")


def _expressions(procedure: Procedure) -> Iterator[Finding]:
    """Conditions of pages and fields may look only at what was asked before; all others at every field."""
    declared = {field.id for field in procedure.fields}
    before: set[str] = set()
    for number, page in enumerate(procedure.pages):
        if page.show_if:
            yield from _condition(procedure, ("pages", number, "show_if"), page.show_if, before, declared)
        for at, field in enumerate(page.fields):
            yield from _field_expressions(procedure, ("pages", number, "fields", at), field, before, declared)
            before.add(field.id)
    for part in ("stops", "notices", "documents"):
        for number, item in enumerate(getattr(procedure, part)):
            yield from _condition(procedure, (part, number, "when"), item.when, declared, declared)
    if procedure.fee:
        yield from _fee(procedure, declared)


def _field_expressions(
    procedure: Procedure, place: Place, field: FormField, before: set[str], declared: set[str]
) -> Iterator[Finding]:
    if field.show_if:
        yield from _condition(procedure, (*place, "show_if"), field.show_if, before, declared)
    if field.follows:
        yield from _condition(procedure, (*place, "follows", "when"), field.follows.when, before, declared)
    for number, rule in enumerate(field.check):
        yield from _condition(procedure, (*place, "check", number, "rule"), rule.rule, declared, declared)


def _condition(
    procedure: Procedure, place: Place, expression: str, allowed: set[str], declared: set[str]
) -> Iterator[Finding]:
    found = list(_names(place, expression, allowed, declared))
    yield from found
    if found:
        return
    try:
        value = evaluate(expression, _samples(procedure), TODAY)
    except ExpressionError as error:
        yield Finding(place, f"makes no sense: {error}")
        return
    if not isinstance(value, bool):
        yield Finding(place, "must be true or false")


def _names(place: Place, expression: str, allowed: set[str], declared: set[str]) -> Iterator[Finding]:
    try:
        used = references(expression)
    except ExpressionError as error:
        yield Finding(place, f"cannot be read: {error}")
        return
    for name in sorted(used.variables - declared):
        yield Finding(place, f"'{name}' is no field of this procedure")
    for name in sorted(used.variables & declared - allowed):
        yield Finding(place, f"'{name}' is asked later; a condition looks only at what was asked before")
    for name in sorted(used.forbidden):
        hint = "; use chars() to count characters" if name == "size" else ""
        yield Finding(place, f"'{name}' may not be used{hint}")


def _fee(procedure: Procedure, declared: set[str]) -> Iterator[Finding]:
    assert procedure.fee is not None
    place: Place = ("fee", "formula")
    found = list(_names(place, procedure.fee.formula, declared, declared))
    yield from found
    if procedure.fee.shown_with is not None and procedure.fee.shown_with not in declared:
        yield Finding(("fee", "shown_with"), f"'{procedure.fee.shown_with}' is no field of this procedure")
    if found:
        return
    try:
        amount = evaluate(procedure.fee.formula, _samples(procedure), TODAY)
    except ExpressionError as error:
        yield Finding(place, f"makes no sense: {error}")
        return
    if isinstance(amount, Unanswered) or not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
        yield Finding(place, "must be a whole number of yen, 0 or more")


def _outcomes(procedure: Procedure) -> Iterator[Finding]:
    """A stop must be reachable, and must not be there whatever the resident answers."""
    for number, stop in enumerate(procedure.stops):
        used = known_names(stop.when)
        if not used:
            yield Finding(("stops", number, "when"), "looks at no answer: it would stop everybody or nobody")
        elif not reachable(procedure, stop.when, used):
            yield Finding(("stops", number, "when"), f"no answer leads to the stop '{stop.id}'")
    if all(page.show_if for page in procedure.pages):
        yield Finding(("pages",), "every page has a condition: nothing could ever be asked")
    presets: dict[str, JsonValue] = {one.id: one.default for one in procedure.fields if one.default is not None}
    for number, stop in enumerate(procedure.stops):
        if is_true(stop.when, presets):
            yield Finding(("stops", number, "when"), f"the stop '{stop.id}' holds before anything is answered")


def _tests(procedure: Procedure) -> Iterator[Finding]:
    for number, trial in enumerate(procedure.tests):
        for name, value in trial.given.items():
            field = procedure.field(name)
            if field is None:
                yield Finding(("tests", number, "given", name), f"'{name}' is no field of this procedure")
            elif not fits(field, value):
                yield Finding(("tests", number, "given", name), f"the value does not fit '{name}'")


def _samples(procedure: Procedure) -> dict[str, JsonValue]:
    return {field.id: kind_of(field).sample(field) for field in procedure.fields}


def _each_field(procedure: Procedure) -> Iterator[tuple[Place, FormField]]:
    for number, page in enumerate(procedure.pages):
        for at, field in enumerate(page.fields):
            yield ("pages", number, "fields", at), field
