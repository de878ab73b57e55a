"""From a form to an application: what was confirmed, in words and as data, and nothing that was never asked."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import JsonValue

from kiosk.applications.application import Answered, canonical_bytes, read
from kiosk.applications.attachment import Attachment
from kiosk.applications.from_form import Given, TakenIn, answered, application_of
from kiosk.procedures.doubts import Doubted
from kiosk.procedures.review import options
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, FieldEdited, Source
from kiosk.protocol.identifiers import new_id
from tests.applications.application_samples import DRAWN, MADE
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, moving_form
from tests.procedures.several_procedure import dog_form
from tests.town import DELIVERED, read_once

TAKEN = TakenIn(new_id(), "IE-4731-08K", "himeji-ieshima-1", "家島支所", "姫路市長", MADE, rehearsal=False)


@pytest.fixture(scope="module")
def empty() -> SharedForm:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure
    return SharedForm.begin(procedure, date(2026, 11, 21), MADE)


def edited(form: SharedForm, source: Source = Source.RESIDENT, **values: JsonValue) -> SharedForm:
    for field, value in values.items():
        after = form.apply(FieldEdited(field=field, value=value, source=source, at=datetime(2026, 11, 21, tzinfo=UTC)))
        assert isinstance(after, SharedForm), after
        form = after
    return form


def nobody(_answers: tuple[Answered, ...]) -> tuple[str, ...]:
    return ()


def test_an_answer_is_there_in_words_and_as_data_with_its_source(empty: SharedForm) -> None:
    form = edited(edited(empty, who="self", scope="all"), Source.CARD, ap_name="葛\U000e0102西　辻子")
    found = {one.field: one for one in answered(form)}
    assert (found["ap_name"].text, found["ap_name"].source) == ("葛\U000e0102西　辻子", Source.CARD)
    assert (found["scope"].value, found["scope"].source) == ("all", Source.RESIDENT)
    assert found["scope"].text in found["scope"].choices
    assert len(set(found["scope"].choices)) == len(found["scope"].choices) > 1


def test_what_could_have_been_chosen_is_what_staff_are_shown(empty: SharedForm) -> None:
    form = edited(empty, who="self", scope="all")
    found = answered(form)
    assert any(one.choices for one in found)
    for one in found:
        item = form.procedure.field(one.field)
        assert item
        assert one.choices == tuple(option.text for option in options(item))


def test_what_was_not_answered_is_not_there(empty: SharedForm) -> None:
    assert "ap_name" not in {one.field for one in answered(edited(empty, who="self", scope="all"))}


@pytest.mark.parametrize(
    ("papers", "by_card", "kind"), [((DRAWN,), False, "drawn"), ((), False, "none"), ((), True, "card")]
)
def test_how_it_was_signed_is_said(empty: SharedForm, papers: tuple[Attachment, ...], by_card: bool, kind: str) -> None:
    made = application_of(empty, Given("vi", (), papers, by_card=by_card), TAKEN, nobody)
    assert made.signature.kind == kind
    assert made.signature.png_sha256 == (DRAWN.note().sha256 if kind == "drawn" else None)
    assert (made.language, made.reference, made.addressee) == ("vi", TAKEN.reference, "姫路市長")


def test_what_nobody_signed_by_card_is_not_said_to_be(empty: SharedForm) -> None:
    assert application_of(empty, Given("ja", ()), TAKEN, nobody).signature.kind == "none"


def test_doubtful_fields_are_those_the_guard_names(empty: SharedForm) -> None:
    form = edited(empty, ap_name="外\ue000字")
    made = application_of(
        form, Given("ja", ()), TAKEN, lambda found: tuple(one.field for one in found if "\ue000" in one.text)
    )
    assert made.glyph_uncertain == ("ap_name",)


def test_what_the_card_does_not_say_surely_goes_along_also_to_what_follows(empty: SharedForm) -> None:
    doubt = Doubt(code=Code.SUBSTITUTED, positions=(0,))
    form = edited(edited(empty, who="self", scope="all"), Source.CARD, ap_name="●本　太郎")
    form = replace(form, doubted={"ap_name": Doubted("●本　太郎", (doubt,))})
    found = {one.field: one.doubts for one in answered(form)}
    assert (found["ap_name"], found["target_name"], found["scope"]) == ((doubt,), (doubt,), ())


def test_of_several_all_that_were_chosen_are_told_and_ticked_on_paper() -> None:
    (wishes,) = (one for one in answered(dog_form(wishes=["moved", "new"])) if one.field == "wishes")
    assert wishes.chosen == ("新しい 登録", "住所が 変わった")
    assert set(wishes.chosen) < set(wishes.choices)
    assert wishes.value == ["new", "moved"]


def test_an_answer_of_one_choice_is_written_as_before(empty: SharedForm) -> None:
    written = [one.model_dump() for one in answered(edited(empty, who="self", scope="all"))]
    assert not any("chosen" in one for one in written)


def test_a_group_is_in_the_record_as_data_and_as_words_of_each() -> None:
    form = moving_form(ap_addr="姫路市", ap_birth=BIRTH, movers=[HANAKO, TARO])
    found = {one.field: one for one in answered(form)}
    group = found["movers"]
    assert group.value == [{**HANAKO, "m_age": 67, "m_addr": "姫路市"}, {**TARO, "m_age": 7}]
    assert [row.title for row in group.rows] == ["引っ越した人 1", "引っ越した人 2"]
    parts = {part.field: part for part in group.rows[0].parts}
    assert (parts["m_name"].text, parts["m_name"].is_name) == (HANAKO["m_name"], True)
    assert parts["m_addr"].text == "姫路市", "what follows is on the paper"
    assert "m_relation_other" not in parts
    assert (found["ap_age"].text, found["ap_age"].computed, found["ap_birth"].computed) == ("67歳", True, False)


def test_an_application_says_in_its_shape_what_an_older_program_does_not_know() -> None:
    given = Given("ja", ())
    with_rows = application_of(moving_form(movers=[HANAKO]), given, TAKEN, nobody)
    plain = application_of(moving_form(ap_name="山田"), given, TAKEN, nobody)
    assert (with_rows.shape, plain.shape) == ("kiosk-application/1.1", "kiosk-application/1")
    assert read(canonical_bytes(with_rows)) == with_rows
    assert b'"rows"' not in canonical_bytes(plain)
    assert b'"computed"' not in canonical_bytes(plain)
