"""Lint: what a procedure file must not do wrong beyond its shape, found before any resident meets it."""

from collections.abc import Collection, Iterator
from typing import Final

from pydantic import BaseModel

from kiosk.procedures.files.conditions import conditions, no_field
from kiosk.procedures.files.group_fields import group_fields
from kiosk.procedures.files.mistakes import Finding, Mistake, Place, mistake
from kiosk.procedures.files.of_staff import depends_on_staff
from kiosk.procedures.files.samples import unfit
from kiosk.procedures.japanese import ruby
from kiosk.procedures.kinds.table import fits, kept
from kiosk.procedures.kinds.unread import read_by, unread
from kiosk.procedures.procedure import CardItem, FieldType, FormField, Procedure, Text

LONGEST_LABEL: Final = 120
"""Japanese characters of a title, and of what an item or one of its options is called."""
LONGEST_QUESTION: Final = 40
"""Japanese characters of a question: three lines; more press the board below it flat."""
LONGEST_CHOSEN: Final = 1000
"""Characters of all options of one question together, which one person may choose."""
MOST_OPTIONS: Final = 60
MOST_FIELDS: Final = 180
"""Questions and papers together; staff see them in one list."""
_BETWEEN: Final = 1


def lint(procedure: Procedure) -> tuple[Finding, ...]:
    """Every rule broken by a procedure whose shape is right."""
    return _without_what_follows(
        *_twice(procedure),
        *_languages(procedure),
        *_period(procedure),
        *_fields(procedure),
        *_filled(procedure),
        *_payees(procedure),
        *_unread(procedure),
        *_kinds_of_applicant(procedure),
        *_slots(procedure),
        *_lengths(procedure),
        *conditions(procedure),
        *group_fields(procedure),
        *_tests(procedure),
        *depends_on_staff(procedure),
    )


def _without_what_follows(*found: Finding) -> tuple[Finding, ...]:
    """What is never asked because of another mistake, or of a question that is never asked itself, is not told."""
    others = tuple(one for one in found if one.mistake.kind != "never_true")
    return others or found[:1]


def _twice(procedure: Procedure) -> Iterator[Finding]:
    pages: set[str] = set()
    fields: set[str] = set()
    for number, page in enumerate(procedure.pages):
        if page.id in pages:
            yield Finding(("pages", number, "id"), mistake("page_twice", name=page.id))
        pages.add(page.id)
    for place, field in _each_field(procedure):
        if field.id in fields:
            yield Finding((*place, "id"), mistake("field_twice", name=field.id))
        fields.add(field.id)
    for part in ("stops", "notices", "documents"):
        ids = [item.id for item in getattr(procedure, part)]
        for number, name in enumerate(ids):
            if name in ids[:number] or (part == "documents" and name in fields):
                yield Finding((part, number, "id"), mistake("id_twice", name=name))


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
            yield Finding(("languages",), mistake("language_needed", language=language))
    yield from said_in(procedure, procedure.languages)


def said_in(part: object, languages: Collection[str]) -> Iterator[Finding]:
    """What is missing for every text of `part` to be there in each language, やさしい日本語 with its readings."""
    for place, text in texts(part):
        for language in languages:
            if not text.root.get(language, "").strip():
                yield Finding(place, mistake("text_missing", language=language))
        for unknown in sorted(set(text.root) - set(languages)):
            yield Finding((*place, unknown), mistake("language_unknown", language=unknown), unknown)
        yield from readings((*place, "easy"), text.root.get("easy", ""))


def readings(place: Place, text: str) -> Iterator[Finding]:
    """Each 漢字 of a text without its reading, and what is wrong with the one that was meant to be it."""
    for kanji, behind in ruby.misread(text):
        inside, end, _ = behind[1:].partition(")")
        if behind.startswith("（"):
            yield Finding(place, mistake("reading_brackets", kanji=kanji), kanji)
        elif not behind.startswith("("):
            yield Finding(place, mistake("no_reading", kanji=kanji), kanji)
        elif not end or "(" in inside:
            yield Finding(place, mistake("reading_not_closed", kanji=kanji), kanji)
        else:
            yield Finding(place, mistake("reading_no_kana", kanji=kanji, written=inside), kanji)


def _period(procedure: Procedure) -> Iterator[Finding]:
    """A procedure ends on a day after it began."""
    if procedure.valid.until is not None and procedure.valid.until < procedure.valid.from_:
        yield Finding(("valid", "until"), mistake("until_before_from"))


def _fields(procedure: Procedure) -> Iterator[Finding]:
    for place, field in _each_field(procedure):
        ids = [option.id for option in field.options]
        for at, name in enumerate(ids):
            if name in ids[:at]:
                yield Finding((*place, "options", at, "id"), mistake("option_twice", name=field.id, option=name))
        yield from _bounds(place, field)
        if not fits(field, field.default):
            yield Finding((*place, "default"), unfit(field, field.default))
        elif kept(field, field.default) != field.default:
            yield Finding((*place, "default"), mistake("blank_preset", name=field.id))


def _bounds(place: Place, field: FormField) -> Iterator[Finding]:
    least, most = field.minimum, field.maximum
    if least is not None and most is not None and least > most:
        yield Finding((*place, "minimum"), mistake("minimum_above_maximum", name=field.id))
    preset = field.default if field.type in (FieldType.INTEGER, FieldType.AMOUNT) else None
    if isinstance(preset, int) and not (preset if least is None else least) <= preset <= (
        preset if most is None else most
    ):
        yield Finding((*place, "default"), mistake("default_out_of_bounds", name=field.id, written=preset))
    together = sum(not option.alone for option in field.options)
    if field.type is FieldType.SEVERAL and not 0 < (1 if least is None else least) <= together:
        yield Finding((*place, "minimum"), mistake("fewer_options", name=field.id))
    if field.type is FieldType.SEVERAL and most is not None and most < 1:
        yield Finding((*place, "maximum"), mistake("nothing_choosable", name=field.id))


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
            yield Finding((*place, "fill"), mistake("fill_other_type", name=field.id, type=_FILLED_TYPES[field.fill]))
        earlier = frozenset(before)
        before.add(field.id)
        if field.follows is None or procedure.field(field.id) is not field:
            continue  # inside groups, `group_fields` looks at it
        yield from _leader(procedure, (*place, "follows", "field"), field, field.follows.field, earlier)
        if field.fill or field.default is not None:
            yield Finding((*place, "follows"), mistake("follows_answered", name=field.id))


def _leader(
    procedure: Procedure, place: Place, field: FormField, name: str, earlier: Collection[str]
) -> Iterator[Finding]:
    leader = procedure.field(name)
    if leader is None:
        yield no_field(procedure, place, name)
    elif leader is field:
        yield Finding(place, mistake("follows_itself", name=name))
    elif leader.type is not field.type or leader.follows:
        yield Finding(place, mistake("follows_other_type", name=name))
    elif name not in earlier:
        yield Finding(place, mistake("follows_later", name=name, follower=field.id))


def _payees(procedure: Procedure) -> Iterator[Finding]:
    """Whose account it is says a reading that was asked before."""
    before: set[str] = set()
    for place, field in _each_field(procedure):
        if field.holder is not None and field.holder not in before:
            yield Finding((*place, "holder"), mistake("holder_later", name=field.holder, account=field.id))
        if field.type is FieldType.KANA:
            before.add(field.id)


def _unread(procedure: Procedure) -> Iterator[Finding]:
    """Keys that nothing reads where they stand."""
    for number, page in enumerate(procedure.pages):
        for at, key in unread(page):
            field = page.fields[at]
            yield Finding(("pages", number, "fields", at, key), _not_read(field, key))
        for at, group in enumerate(page.fields):
            for inner in group.pages:
                for inner_at, key in unread(inner):
                    found = group.fields.index(inner.fields[inner_at])
                    here = ("pages", number, "fields", at, "fields", found, key)
                    yield Finding(here, _not_read(inner.fields[inner_at], key))


def _not_read(field: FormField, key: str) -> Mistake:
    if field.by_staff or field.type in read_by(key).split(", "):
        return mistake("key_not_shown", name=field.id, key=key)
    return mistake("key_foreign", name=field.id, key=key, type=str(field.type), types=read_by(key))


def _kinds_of_applicant(procedure: Procedure) -> Iterator[Finding]:
    """Where there are several kinds of applicants, an answer says of which kind somebody is."""
    known = {option.id for field in procedure.fields for option in field.options}
    for kind in procedure.identity if len(procedure.identity) > 1 else ():
        if kind not in known:
            yield Finding(("identity", kind), mistake("identity_of_nobody", name=kind), kind)


def _slots(procedure: Procedure) -> Iterator[Finding]:
    """One application has one booking."""
    asked = [(place, field) for place, field in _each_field(procedure) if field.type is FieldType.SLOT]
    for place, field in asked[1:]:
        yield Finding((*place, "type"), mistake("slot_twice", name=field.id))


def _lengths(procedure: Procedure) -> Iterator[Finding]:
    """Every text, and every list, that a record, a message or a paper has no room for.

    A resident would meet it at 提出する, when nothing can be mended any more. Bounds are those of
    `kiosk.applications.application` and `kiosk.protocol.forms`; what is printed beside a box is the shortest of them.
    """
    yield from _label(("title",), procedure.title)
    if len(procedure.fields) + len(procedure.documents) > MOST_FIELDS:
        yield Finding(("pages",), mistake("too_many", key="pages", most=MOST_FIELDS))
    for number, document in enumerate(procedure.documents):
        yield from _label(("documents", number, "label"), document.label)
    for number, page in enumerate(procedure.pages):
        yield from _question(("pages", number, "title"), page.title)
        for at, field in enumerate(page.fields):
            yield from _lengths_of(("pages", number, "fields", at), field)


def _lengths_of(place: Place, field: FormField) -> Iterator[Finding]:
    yield from _question((*place, "question"), field.question)
    for name in ("label", "on", "off", "item"):
        yield from _label((*place, name), getattr(field, name))
    for number, option in enumerate(field.options):
        yield from _label((*place, "options", number, "label"), option.label)
    if len(field.options) > MOST_OPTIONS:
        yield Finding((*place, "options"), mistake("too_many", key="options", most=MOST_OPTIONS))
    together = sum(len(option.label.in_("ja")) + _BETWEEN for option in field.options)
    if field.type is FieldType.SEVERAL and together > LONGEST_CHOSEN:
        yield Finding((*place, "options"), mistake("options_too_long", name=field.id, most=LONGEST_CHOSEN))
    for number, inner in enumerate(field.fields):
        yield from _lengths_of((*place, "fields", number), inner)


def _question(place: Place, text: Text | None) -> Iterator[Finding]:
    if text is not None and len(text.in_("ja")) > LONGEST_QUESTION:
        yield Finding((*place, "ja"), mistake("question_too_long", most=LONGEST_QUESTION))


def _label(place: Place, text: Text | None) -> Iterator[Finding]:
    if text is not None and len(text.in_("ja")) > LONGEST_LABEL:
        yield Finding((*place, "ja"), mistake("label_too_long", most=LONGEST_LABEL))


def _tests(procedure: Procedure) -> Iterator[Finding]:
    for number, trial in enumerate(procedure.tests):
        for name, value in trial.given.items():
            field = procedure.field(name)
            if field is None:
                yield no_field(procedure, ("tests", number, "given", name), name)
            elif not fits(field, value) and len({one.id for one in field.options}) == len(field.options):
                yield Finding(("tests", number, "given", name), unfit(field, value))  # else it is told of the options


def _each_field(procedure: Procedure) -> Iterator[tuple[Place, FormField]]:
    for number, page in enumerate(procedure.pages):
        for at, field in enumerate(page.fields):
            yield ("pages", number, "fields", at), field
            for inner_at, inner in enumerate(field.fields):
                yield ("pages", number, "fields", at, "fields", inner_at), inner
