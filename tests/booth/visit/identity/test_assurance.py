"""Which level a procedure asks of the applicant who fills it in."""

import pytest

from kiosk.booth.visit.identity.assurance import level_asked, needs_card_signature
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.booth.transcripts import START


def form(procedure: Procedure, **answers: str) -> SharedForm:
    found = SharedForm.begin(procedure, START.date(), START)
    for field, value in answers.items():
        after = found.apply(FieldEdited(field=field, value=value, source=Source.RESIDENT, at=START))
        assert isinstance(after, SharedForm)
        found = after
    return found


@pytest.mark.parametrize(("who", "level"), [("self", "A3"), ("household", "A3"), ("agent", "A2"), ("legal", "A2")])
def test_the_resident_says_which_kind_applies(juminhyo: Procedure, who: str, level: str) -> None:
    assert level_asked(form(juminhyo, who=who)) == level


def test_before_that_and_for_kinds_nobody_named_the_highest_counts(juminhyo: Procedure) -> None:
    assert level_asked(form(juminhyo)) == "A3"
    assert level_asked(form(juminhyo, who="third")) == "A3"


def test_only_the_highest_level_is_signed_by_card(juminhyo: Procedure, sealed_wish: Procedure) -> None:
    assert not needs_card_signature(form(juminhyo))
    assert needs_card_signature(form(sealed_wish))
    for_agents = juminhyo.model_copy(update={"identity": {"self": "A4", "agent": "A2"}})
    assert needs_card_signature(form(for_agents, who="self"))
    assert not needs_card_signature(form(for_agents, who="agent"))


def test_a_kind_named_where_nobody_asks_any_more_does_not_count(juminhyo: Procedure) -> None:
    hidden = tuple(
        page.model_copy(update={"show_if": "scope == 'all'"}) if page.id == "members" else page
        for page in juminhyo.pages
    )
    kinds = juminhyo.model_copy(update={"pages": hidden, "identity": {"one": "A2", "some": "A4"}})
    assert level_asked(form(kinds, scope="all", members="one")) == "A2"
    assert level_asked(form(kinds, scope="joyo", members="one")) == "A4"
