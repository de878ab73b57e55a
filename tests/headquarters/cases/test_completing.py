"""An application with what staff wrote since, and what they still owe."""

from datetime import timedelta

from kiosk.headquarters.cases import completing
from kiosk.headquarters.cases.completing import Entry
from kiosk.procedures.answers import Answer
from kiosk.procedures.shared_form import Refused
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from tests.headquarters.care_world import AT, care_application
from tests.procedures.care_procedure import care_procedure

CARE = care_procedure()
NUMBER = "0123456789"


def entry(field: str, value: str) -> Entry:
    return Entry(new_id(), field, value, AT + timedelta(hours=1), "佐藤 一")


def test_what_staff_owe_follows_the_answers_that_were_handed_in() -> None:
    form = completing.form_of(care_application(new_id(), kind="renew", ap_tel="079-221-0000"), CARE)
    assert [one.id for one in completing.of_staff(form)] == ["insured_no", "level", "valid_to", "card_of_care", "note"]
    assert [one.id for one in completing.owed(form)] == ["insured_no", "level", "card_of_care", "note"]
    form = completing.form_of(care_application(new_id(), {"insured_no": NUMBER}, kind="new"), CARE)
    assert completing.owed(form) == ()


def test_what_the_procedure_of_now_does_not_know_is_passed_over() -> None:
    made = care_application(new_id(), kind="new")
    odd = made.answers[0].model_copy(update={"field": "gone"})
    unfit = made.answers[0].model_copy(update={"field": "ap_tel", "value": 3})
    form = completing.form_of(
        made.model_copy(update={"answers": (*made.answers, odd, unfit)}), CARE, [entry("kind", "new")]
    )
    assert list(form.answers) == ["kind"]
    assert [one.id for one in completing.owed(form)] == ["insured_no"]


def test_staff_write_what_fits() -> None:
    form = completing.form_of(care_application(new_id(), kind="renew"), CARE)
    answer = completing.written(form, "insured_no", NUMBER, AT, "佐藤 一" * 30)
    assert isinstance(answer, Answer)
    assert (answer.value, answer.source, len(answer.by)) == (NUMBER, Source.STAFF, 60)
    assert completing.written(form, "insured_no", "12", AT, "") == Refused("insured_no", "unfit")
    assert completing.written(form, "insured_no", None, AT, "") == Refused("insured_no", "unfit")
    assert completing.written(form, "kind", "new", AT, "") == Refused("kind", "of_staff")
    assert completing.written(form, "gone", "new", AT, "") == Refused("gone", "unknown_field")
    assert isinstance(completing.written(form, "note", "copy", AT, ""), Answer)


def test_the_paper_has_what_was_written_since_in_the_order_of_the_form() -> None:
    made = care_application(new_id(), {"level": "help1"}, kind="renew", ap_tel="079-221-0000")
    entries = [entry("insured_no", NUMBER), entry("level", "care1"), entry("note", "copy")]
    whole = completing.completed(made, completing.form_of(made, CARE, entries), entries)
    assert [(one.field, one.text) for one in whole.answers] == [
        ("kind", "つづける"), ("insured_no", NUMBER), ("level", "要介護1"), ("ap_tel", "079-221-0000"),
        ("note", "写しを 見ました"),
    ]  # fmt: skip
    assert [one.by for one in whole.answers] == ["", "佐藤 一", "佐藤 一", "", "佐藤 一"]
    assert completing.completed(made, completing.form_of(made, CARE), []) is made


def test_a_field_that_stands_no_more_is_not_written_on_the_paper() -> None:
    made = care_application(new_id(), kind="new", ap_tel="079-221-0000")
    entries = [entry("level", "care1")]
    assert completing.completed(made, completing.form_of(made, CARE, entries), entries) is made
