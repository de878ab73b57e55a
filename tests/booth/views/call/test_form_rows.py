"""The lines of the form beside the face, and what staff propose in them."""

from datetime import UTC, datetime

import pytest

from kiosk.booth.views.call.form_rows import call_rows
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Proposal, Source
from kiosk.protocol.identifiers import new_id

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    made = SharedForm.begin(juminhyo, AT.date(), AT)
    named = made.apply(FieldEdited(field="ap_name", value="葛\U000e0102西", source=Source.CARD, at=AT))
    assert isinstance(named, SharedForm)
    return named


def test_the_lines_are_those_of_the_review_in_the_language_of_the_resident(form: SharedForm) -> None:
    rows = call_rows(form, "ja")
    name = next(row for row in rows if row.field == "ap_name")
    assert (name.label, name.text, name.isName, name.proposalId) == ("氏名", "葛\U000e0102西", True, "")
    assert [row.field for row in call_rows(form, "en")] == [row.field for row in rows]
    assert call_rows(form, "en") != rows
    assert "葛" not in repr(name)


def test_a_proposal_stands_in_its_own_line_in_words(form: SharedForm) -> None:
    proposal = Proposal(call_id=new_id(), epoch=3, proposal_id=new_id(), field="show_honseki", value=True)
    changed = form.propose(proposal)
    assert isinstance(changed, SharedForm)
    (row,) = (row for row in call_rows(changed, "ja") if row.proposalId)
    assert (row.field, row.text, row.proposed, row.proposalId) == (
        "show_honseki", "のせない", "のせる", proposal.proposal_id
    )  # fmt: skip
