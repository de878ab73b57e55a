"""Small procedures of any shape, and forms after any walk through them, for tests of what holds of all."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from kiosk.procedures.entries import Within, form_at, with_entry, without_entry
from kiosk.procedures.procedure import FieldType, FormField, Page, Procedure, Text
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)

VALUES: dict[FieldType, tuple[Any, ...]] = {
    FieldType.CHOICE: ("a", "b", "c"),
    FieldType.SEVERAL: (["a"], ["c", "b"], ["d"]),
    FieldType.BOOLEAN: (True, False),
    FieldType.NAME: ("山田", "ガンダ"),
}
WORDS = Text({"ja": "語"})
calmly = settings(deadline=None)
"""How long one example takes is the machine's affair."""


@st.composite
def fields(draw: st.DrawFn, number: int, before: list[FormField]) -> FormField:
    """A field that may look at and follow what stands before it, as the check of procedure files allows."""
    kind = draw(st.sampled_from([*VALUES, FieldType.GROUP, FieldType.GROUP]))
    if kind is FieldType.GROUP:
        return draw(groups(number, before))
    return draw(plain(f"f{number}", kind, before))


@st.composite
def groups(draw: st.DrawFn, number: int, before: list[FormField]) -> FormField:
    """A group of up to three questions; the first is asked of everyone, the others may look at it and outside."""
    opening = {"id": f"g{number}_0", "type": "choice", "label": WORDS, "options": options("abc")}
    inner = [FormField.model_validate(opening)]
    for at in range(1, draw(st.integers(2, 4))):
        kind = draw(st.sampled_from(list(VALUES)))
        inner.append(draw(plain(f"g{number}_{at}", kind, [*before, *inner])))
    names = [item.id for item in before if item.type is FieldType.NAME]
    taken = [item.id for item in inner if item.type is FieldType.NAME]
    return FormField.model_validate({
        "id": f"f{number}", "type": "group", "label": WORDS, "item": WORDS, "add": WORDS, "maximum": 3, "fields": inner,
        "required": draw(st.booleans()), "show_if": draw(conditions(before)),
        "first": {taken[0]: names[0]} if names and taken else {},
    })  # fmt: skip


def options(of: str) -> list[dict[str, Any]]:
    return [{"id": value, "label": WORDS, "alone": value == "d"} for value in of]


@st.composite
def plain(draw: st.DrawFn, name: str, kind: FieldType, before: list[FormField]) -> FormField:
    """A field with a value of its own."""
    leaders = [item.id for item in before if item.type is kind and item.follows is None]
    follows = None
    leader = draw(st.sampled_from([None, *leaders]))
    if leader is not None:
        follows = {"field": leader, "when": draw(conditions(before)) or "true"}
    offered = {FieldType.CHOICE: "abc", FieldType.SEVERAL: "abcd"}.get(kind, "")
    yes_no = {"on": WORDS, "off": WORDS} if kind is FieldType.BOOLEAN else {}
    return FormField.model_validate({
        "id": name, "type": kind, "label": WORDS, "required": draw(st.booleans()), "options": options(offered),
        "show_if": draw(conditions(before)), "follows": follows, **yes_no,
    })  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn, before: list[FormField]) -> str | None:
    """None, or a condition over what stands before."""
    several = [item.id for item in before if item.type is FieldType.SEVERAL]
    if draw(st.booleans()) and several:
        within = f"'{draw(st.sampled_from('abcd'))}' in {draw(st.sampled_from(several))}"
        return draw(st.sampled_from([within, f"!({within})"]))
    of_groups = [item for item in before if item.type is FieldType.GROUP]
    if draw(st.booleans()) and of_groups:
        group = draw(st.sampled_from(of_groups))
        somebody = f"{group.id}.exists(p, p.{group.fields[0].id} == '{draw(st.sampled_from('abc'))}')"
        return draw(st.sampled_from([somebody, f"!{somebody}", f"count({group.id}) > 1"]))
    choices = [item.id for item in before if item.type is FieldType.CHOICE]
    if not choices or draw(st.booleans()):
        return None
    return f"{draw(st.sampled_from(choices))} {draw(st.sampled_from(['==', '!=']))} '{draw(st.sampled_from('abc'))}'"


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, ...]:
    first = FormField.model_validate({
        "id": "f0", "type": "choice", "label": WORDS, "options": [{"id": value, "label": WORDS} for value in "abc"],
    })  # fmt: skip
    before, found = [first], [Page(id="p0", title=WORDS, fields=(first,))]
    for number in range(1, draw(st.integers(2, 5))):
        show_if, here = draw(conditions(before)), []
        for _ in range(draw(st.integers(1, 2))):
            here.append(draw(fields(len(before), before)))
            before.append(here[-1])
        if draw(st.booleans()):
            here.append(draw(computed(f"c{number}", before)))
        found.append(Page(id=f"p{number}", title=WORDS, show_if=show_if, fields=tuple(here)))
    return tuple(found)


@st.composite
def computed(draw: st.DrawFn, name: str, before: list[FormField]) -> FormField:
    """Something computed from a choice or from how many are entered, shown below the question before it."""
    choice = draw(st.sampled_from([item.id for item in before if item.type is FieldType.CHOICE]))
    formulas = [f"{choice} == 'a' ? 1 : 2", *(f"count({item.id})" for item in before if item.type is FieldType.GROUP)]
    return FormField.model_validate({
        "id": name, "type": "computed", "label": WORDS, "show": "number", "formula": draw(st.sampled_from(formulas)),
    })  # fmt: skip


@st.composite
def walks(draw: st.DrawFn) -> SharedForm:
    """A form after a random walk: anything written, changed and cleared in any order."""
    some_pages = draw(pages())
    when = draw(conditions([item for page in some_pages for item in page.fields]))
    form = SharedForm(_procedure(some_pages, when), TODAY)
    for _ in range(draw(st.integers(0, 12))):
        form = draw(edits(form))
    return form


@st.composite
def edits(draw: st.DrawFn, form: SharedForm) -> SharedForm:
    item = draw(st.sampled_from(answerable(form)))
    if item.type is FieldType.GROUP:
        return draw(entries(form, item))
    return written(form, item.id, draw(st.sampled_from((*VALUES[item.type], None))))


@st.composite
def entries(draw: st.DrawFn, form: SharedForm, group: FormField) -> SharedForm:
    """One answer about one of the entries, a new one, or one entry fewer; nothing where nobody asks the group."""
    within = Within(group.id, draw(st.integers(0, 2)))
    entry = form_at(form, within)
    if entry is None:
        return form
    if draw(st.integers(0, 4)) == 0:
        after = without_entry(form, within, AT)
    else:
        inner = draw(st.sampled_from(group.fields))
        about = written(entry, inner.id, draw(st.sampled_from((*VALUES[inner.type], None))))
        after = with_entry(form, within, about, AT)
    assert isinstance(after, SharedForm), after
    return after


def values_of(item: FormField) -> tuple[Any, ...]:
    """Some values of a field that is answered; the first is a whole answer."""
    if item.type is not FieldType.GROUP:
        return VALUES[item.type]
    whole = {inner.id: VALUES[inner.type][0] for inner in item.fields}
    opening = item.fields[0].id
    return ([whole], [{opening: "b"}], [whole, {opening: "a"}])


def answerable(form: SharedForm) -> list[FormField]:
    """The fields somebody may answer."""
    return [item for item in form.procedure.fields if item.type is not FieldType.COMPUTED]


def written(form: SharedForm, field: str, value: Any) -> SharedForm:
    after = form.apply(FieldEdited(field=field, value=value, source=Source.RESIDENT, at=AT))
    assert isinstance(after, SharedForm)
    return after


def _procedure(of_pages: tuple[Page, ...], stops_when: str | None) -> Procedure:
    stops = [{"id": "end", "when": stops_when, "say": WORDS}] if stops_when else []
    return Procedure.model_validate({
        "procedure": "any", "version": "1.0.0", "status": "published", "valid": {"from": TODAY}, "title": WORDS,
        "purpose_of_use": WORDS, "office": {"counter": "main"}, "identity": {"self": "A0"},
        "keeps": {"headquarters_days": 1}, "pages": of_pages, "stops": stops, "sha256": "0" * 64,
    })  # fmt: skip
