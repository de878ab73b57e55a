"""What only staff write: never asked, shown as soon as it is there, owed until then."""

import pytest
from pydantic import JsonValue, ValidationError

from kiosk.procedures import checks, navigation, review
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField, Text
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Proposal, Source
from kiosk.protocol.identifiers import new_id
from tests.procedures.care_procedure import care_form
from tests.procedures.conftest import AT

NUMBER = "0123456789"


def wrote(form: SharedForm, field: str, value: JsonValue, source: Source = Source.STAFF) -> SharedForm | Refused:
    return checks.written_by_staff(form, FieldEdited(field=field, value=value, source=source, at=AT))


def test_the_resident_is_never_asked_and_nothing_is_missing() -> None:
    form = care_form(kind="renew", ap_tel="079-221-0000")
    assert [step.field for step in navigation.steps(form)] == ["kind", "ap_tel"]
    assert checks.problems(form, None, "ja") == ()
    assert navigation.progress(form, "kind").total == 2


def test_what_is_owed_follows_the_answers() -> None:
    assert [one.id for one in standing(care_form(kind="new")).owed] == ["insured_no"]
    assert [one.id for one in standing(care_form(kind="renew")).owed] == [
        "insured_no", "level", "card_of_care", "note",
    ]  # fmt: skip
    seen = {"insured_no": NUMBER, "note": "copy"}
    assert [one.id for one in standing(care_form(seen, kind="renew")).owed] == ["level", "card_of_care"]


def test_the_resident_reads_it_once_it_is_there_and_staff_see_the_empty_line() -> None:
    form = care_form(kind="new")
    assert [row.field for row in review.rows(form, "ja")] == ["kind", "ap_tel"]
    shown = {one.field: one for one in review.shown(form, new_id(), 1).fields}
    assert list(shown) == ["kind", "insured_no", "valid_to", "ap_tel"]
    assert (shown["insured_no"].entry, shown["valid_to"].entry, shown["kind"].entry) == ("text", "date", "")
    assert (shown["insured_no"].proposable, shown["kind"].proposable) == (False, True)
    row = review.rows(care_form({"insured_no": NUMBER}, kind="new"), "ja")[1]
    assert (row.field, row.text, row.source, row.by_staff) == ("insured_no", NUMBER, Source.STAFF, True)


def test_what_does_not_stand_any_more_counts_for_nothing() -> None:
    form = care_form({"level": "care1"}, kind="new")
    assert "level" not in standing(form).values
    assert "level" not in [row.field for row in review.rows(form, "ja")]


@pytest.mark.parametrize("source", [Source.RESIDENT, Source.CARD, Source.PRESET])
def test_nobody_else_writes_it(source: Source) -> None:
    form = care_form(kind="new")
    assert form.apply(FieldEdited(field="insured_no", value=NUMBER, source=source, at=AT)) == Refused(
        "insured_no", "of_staff"
    )


def test_it_is_no_proposal() -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="level", value="care1")
    assert care_form(kind="renew").propose(proposal) == Refused("level", "not_proposable")


def test_staff_write_what_fits_and_only_what_stands() -> None:
    form = care_form(kind="new")
    after = wrote(form, "insured_no", NUMBER)
    assert isinstance(after, SharedForm)
    assert standing(after).values["insured_no"] == NUMBER
    assert wrote(form, "insured_no", "12") == Refused("insured_no", "unfit")
    assert wrote(form, "insured_no", 12) == Refused("insured_no", "wrong_type")
    assert wrote(form, "level", "care1") == Refused("level", "of_staff")  # asked only where it is a renewal
    assert wrote(form, "kind", "renew") == Refused("kind", "of_staff")
    cleared = wrote(after, "insured_no", None)
    assert isinstance(cleared, SharedForm)
    assert [one.id for one in standing(cleared).owed] == ["insured_no"]


WORD = Text({"ja": "番号"})


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"type": "paper", "by": "resident"}, "staff see it"),
        ({"default": "x"}, "takes no"),
        ({"fill": "name"}, "takes no"),
        ({"follows": {"field": "kind", "when": "true"}}, "takes no"),
        ({"type": "tel", "none": {"ja": "なし"}}, "takes no"),
    ],
)
def test_a_field_of_staff_has_nothing_that_answers_it_beforehand(more: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        FormField.model_validate({"id": "number", "type": "text", "by": "staff", "label": {"ja": "番号"}, **more})


def test_a_kind_that_staff_have_nothing_to_write_with_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.procedures.fields.STAFF_WRITE", frozenset({FieldType.NAME}))
    with pytest.raises(ValidationError, match="cannot write"):
        FormField(id="number", type=FieldType.TEXT, by="staff", label=WORD)
