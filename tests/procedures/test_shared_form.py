from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.procedures.doubts import Doubted
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, FieldEdited, Proposal, Source
from kiosk.protocol.identifiers import new_id
from tests.procedures.care_procedure import care_form

AT = datetime(2026, 11, 21, 3, 5, tzinfo=UTC)
Write = Callable[..., SharedForm]


def edit(field: str, value: Any) -> FieldEdited:
    return FieldEdited(field=field, value=value, source=Source.RESIDENT, at=AT)


def proposal(field: str, value: Any) -> Proposal:
    return Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field=field, value=value)


def taken(changed: SharedForm | Refused) -> SharedForm:
    assert isinstance(changed, SharedForm), changed
    return changed


def test_a_fresh_form_has_the_presets_of_its_file(blank: SharedForm) -> None:
    assert blank.answers.values() == {
        "format": "joint", "show_head": False, "show_honseki": False, "show_mynumber": False, "show_code": False,
        "copies": 1,
    }  # fmt: skip
    assert {answer.source for answer in blank.answers.by_field.values()} == {Source.PRESET}


def test_an_edit_makes_a_new_form(blank: SharedForm) -> None:
    after = taken(blank.apply(edit("copies", 3)))
    assert (after.answers.values()["copies"], blank.answers.values()["copies"]) == (3, 1)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("nobody", 1, "unknown_field"), ("copies", "3", "wrong_type"), ("scope", "everything", "wrong_type")],
)
def test_an_edit_that_does_not_fit_is_refused(blank: SharedForm, field: str, value: Any, why: str) -> None:
    assert blank.apply(edit(field, value)) == Refused(field, why)  # type: ignore[arg-type]


def test_clearing_a_field(blank: SharedForm) -> None:
    assert "copies" not in taken(blank.apply(edit("copies", None))).answers


def test_nothing_written_is_lost_whatever_is_written_beside_it(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="agent", target_name="葛西　一")
    after = write(form, who="self", ap_name="葛城　辻子")
    assert after.answers.get("target_name") == form.answers.get("target_name")


def test_a_proposal_changes_nothing_until_it_is_touched(blank: SharedForm) -> None:
    one = proposal("show_honseki", True)
    form = taken(blank.propose(one))
    assert form.answers == blank.answers
    assert list(form.proposals.values()) == [one]


def test_an_accepted_proposal_is_an_answer_from_staff(blank: SharedForm) -> None:
    one = proposal("show_honseki", True)
    form = taken(taken(blank.propose(one)).settle(one.proposal_id, accepted=True, at=AT))
    answer = form.answers.get("show_honseki")
    assert answer is not None
    assert (answer.value, answer.source, answer.at) == (True, Source.STAFF, AT)
    assert form.proposals == {}


def test_a_declined_proposal_leaves_no_trace(blank: SharedForm) -> None:
    one = proposal("copies", 5)
    assert taken(taken(blank.propose(one)).settle(one.proposal_id, accepted=False, at=AT)) == blank


def test_a_newer_proposal_takes_the_place_of_an_older_one(blank: SharedForm) -> None:
    older, newer = proposal("copies", 2), proposal("copies", 3)
    form = taken(taken(blank.propose(older)).propose(newer))
    assert list(form.proposals) == [newer.proposal_id]
    assert form.settle(older.proposal_id, accepted=True, at=AT) == Refused("", "unknown_proposal")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("nobody", 1, "unknown_field"),
        ("ap_name", "別人", "not_proposable"),
        ("target_birth", None, "not_proposable"),
        ("copies", "two", "wrong_type"),
        ("copies", None, "wrong_type"),
    ],
)
def test_what_staff_may_not_propose(blank: SharedForm, field: str, value: Any, why: str) -> None:
    assert blank.propose(proposal(field, value)) == Refused(field, why)  # type: ignore[arg-type]


def test_a_doubt_of_the_card_stands_only_beside_what_the_card_said(blank: SharedForm) -> None:
    doubt = Doubt(code=Code.SUBSTITUTED, positions=(0,))
    form = replace(blank, doubted={"ap_name": Doubted("●本　太郎", (doubt,))})
    said = taken(form.apply(edit("ap_name", "●本　太郎")))
    assert said.doubts("ap_name") == (doubt,)
    assert said.doubts("ap_addr") == ()
    assert form.doubts("ap_name") == Doubted("●本　太郎", (doubt,)).about(None)
    assert form.doubts("ap_name") != (doubt,), "without an answer there is nothing to mark"


def test_after_the_call_no_proposal_is_left(blank: SharedForm) -> None:
    assert taken(blank.propose(proposal("copies", 2))).keep_proposals(()) == blank


def test_repr_hides_every_answer(tapped: SharedForm) -> None:
    assert "葛" not in repr(tapped)
    assert "姫路" not in repr(tapped)


def test_a_resident_does_not_write_what_only_staff_may() -> None:
    form, written = care_form(kind="new"), edit("insured_no", "0123456789")
    assert form.apply(written) == Refused("insured_no", "of_staff")
    assert isinstance(form.apply(written.model_copy(update={"source": Source.STAFF})), SharedForm)
