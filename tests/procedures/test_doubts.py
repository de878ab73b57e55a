"""What the card does not say surely stays beside the answer, whoever writes it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.procedures import checks, navigation, review
from kiosk.procedures.doubts import doubted
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt
from kiosk.procedures.prefill import prefill
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, FieldEdited, Source
from tests.procedures.test_prefill import AT

STAND_IN = Doubt(code=Code.SUBSTITUTED, positions=(0,))
ODD = Doubt(code=Code.ODD_BIRTH_DATE)


def read(procedure: Procedure, identity: Identity, form: SharedForm | None = None) -> SharedForm:
    """A form filled from this card."""
    form = form or SharedForm.begin(procedure, date(2026, 11, 21), AT)
    for edit in prefill(procedure, identity, AT):
        after = form.apply(edit)
        assert isinstance(after, SharedForm)
        form = after
    return replace(form, doubted=doubted(procedure, identity))


def written(form: SharedForm, field: str, value: object) -> SharedForm:
    """The form after the resident wrote this."""
    edit = FieldEdited.model_validate({"field": field, "value": value, "source": Source.RESIDENT, "at": AT})
    after = form.apply(edit)
    assert isinstance(after, SharedForm)
    return after


@pytest.fixture
def form(juminhyo: Procedure, kasai: Identity) -> SharedForm:
    odd = (IdentityDoubt("name", STAND_IN), IdentityDoubt("birth_date", ODD))
    return read(juminhyo, replace(kasai, name="●本　太郎", birth_date=BirthDate("00000000"), doubts=odd))


def test_the_fields_of_the_card_are_doubted_also_where_it_gave_nothing(form: SharedForm) -> None:
    assert (form.doubts("ap_name"), form.doubts("ap_birth"), form.doubts("ap_addr")) == ((STAND_IN,), (ODD,), ())


def test_a_page_the_card_did_not_answer_surely_is_asked(form: SharedForm, juminhyo: Procedure, kasai: Identity) -> None:
    page = juminhyo.page_of("ap_name")
    assert page in navigation.visible_pages(form)
    assert page not in navigation.visible_pages(read(juminhyo, kasai))


def test_the_doubt_survives_whoever_writes(form: SharedForm) -> None:
    assert written(form, "ap_name", "●本　太郎").doubts("ap_name") == (STAND_IN,)
    birth = {"year": 1950, "month": 1, "day": 1, "as_written": ""}
    assert written(form, "ap_birth", birth).doubts("ap_birth") == (ODD,)


@pytest.mark.parametrize(("name", "marked"), [("川　●本太郎", (2,)), ("髙本　太郎", ()), ("●●", (0, 1))])
def test_the_marks_go_with_the_characters_they_are_about(form: SharedForm, name: str, marked: tuple[int, ...]) -> None:
    (doubt,) = written(form, "ap_name", name).doubts("ap_name")
    assert (doubt.code, doubt.positions) == (Code.SUBSTITUTED, marked)


def test_another_card_takes_the_doubts_along(form: SharedForm, juminhyo: Procedure, kasai: Identity) -> None:
    assert read(juminhyo, kasai, form).doubts("ap_name") == ()


def test_staff_and_paper_are_told_and_what_follows_is_doubted_too(form: SharedForm) -> None:
    fields = review.shown(form, "0199aaaa-0000-7000-8000-000000000001", 1).fields
    shown = {field.field: field.doubts for field in fields}
    assert (shown["ap_name"], shown["ap_birth"], shown["ap_addr"]) == ((STAND_IN,), (ODD,), ())
    rows = review.rows(written(form, "who", "self"), "ja", with_copies=True)
    assert {row.field for row in rows if row.doubts == (STAND_IN,)} == {"ap_name", "target_name"}


@pytest.mark.parametrize("name", ["●本　太郎", "●本　次郎", "川●"])
def test_a_stand_in_of_the_card_is_called_wrong_by_no_check(form: SharedForm, name: str) -> None:
    found = checks.problems(written(form, "ap_name", name), None, "ja")
    assert "ap_name" not in {problem.field for problem in found}
    assert "ap_name" in {problem.field for problem in checks.problems(written(form, "ap_name", "☺本"), None, "ja")}


def test_an_address_longer_than_its_field_stops_nobody(juminhyo: Procedure, kasai: Identity) -> None:
    doubt = IdentityDoubt("address", Doubt(code=Code.TOO_LONG))
    form = read(juminhyo, replace(kasai, address="町" * 250, doubts=(doubt,)))
    for now in (form, written(form, "ap_addr", "町" * 250)):
        assert "ap_addr" not in {problem.field for problem in checks.problems(now, None, "ja")}


def test_too_many_marks_are_a_doubt_about_the_whole_field() -> None:
    assert Doubt.about(Code.SUBSTITUTED, range(101)).positions == ()
    assert Doubt.about(Code.SUBSTITUTED, range(100)).positions == tuple(range(100))
    assert Doubt.about(Code.SUBSTITUTED, (4000,)).positions == ()


def test_a_repr_tells_nothing_of_the_card(form: SharedForm) -> None:
    assert "本" not in repr(form.doubted)
