"""Small procedures of any shape, and forms after any walk through them, for tests of what holds of all."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

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
    kind = draw(st.sampled_from(list(VALUES)))
    leaders = [item.id for item in before if item.type is kind and item.follows is None]
    follows = None
    leader = draw(st.sampled_from([None, *leaders]))
    if leader is not None:
        follows = {"field": leader, "when": draw(conditions(before)) or "true"}
    offered = {FieldType.CHOICE: "abc", FieldType.SEVERAL: "abcd"}.get(kind, "")
    options = [{"id": value, "label": WORDS, "alone": value == "d"} for value in offered]
    yes_no = {"on": WORDS, "off": WORDS} if kind is FieldType.BOOLEAN else {}
    return FormField.model_validate({
        "id": f"f{number}", "type": kind, "label": WORDS, "required": draw(st.booleans()), "options": options,
        "show_if": draw(conditions(before)), "follows": follows, **yes_no,
    })  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn, before: list[FormField]) -> str | None:
    several = [item.id for item in before if item.type is FieldType.SEVERAL]
    if draw(st.booleans()) and several:
        within = f"'{draw(st.sampled_from('abcd'))}' in {draw(st.sampled_from(several))}"
        return draw(st.sampled_from([within, f"!({within})"]))
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
        found.append(Page(id=f"p{number}", title=WORDS, show_if=show_if, fields=tuple(here)))
    return tuple(found)


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
    item = draw(st.sampled_from(form.procedure.fields))
    return written(form, item.id, draw(st.sampled_from((*VALUES[item.type], None))))


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
