"""Nothing is asked twice in one visit: what carries over, and what does not."""

from datetime import timedelta

from kiosk.procedures import navigation
from kiosk.procedures.life.carrying import carried, given
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.life.invented_event import AT, TODAY, answered, begun, catalog

TEL = "079-221-0000"


def juminhyo() -> SharedForm:
    found = catalog().procedure("juminhyo")
    assert found is not None
    return SharedForm.begin(found, TODAY, AT)


def walked(form: SharedForm) -> list[str]:
    return [step.field for step in navigation.walked(form)]


def test_who_somebody_is_carries_over_and_is_not_walked_again() -> None:
    assert "ap_tel" in walked(juminhyo())
    form = carried(juminhyo(), [begun(ap_tel=TEL)])
    answer = form.answers.get("ap_tel")
    assert answer is not None
    assert (answer.value, answer.source, answer.at) == (TEL, Source.RESIDENT, AT)
    assert "ap_tel" not in walked(form)
    assert navigation.step_at(form, "ap_tel") is not None  # it stands in the review and can be changed


def test_what_belongs_to_one_form_stays_there() -> None:
    form = carried(juminhyo(), [answered(juminhyo(), who="self", copies=3, purpose="bank")])
    assert form.answers.get("who") is None
    copies = form.answers.get("copies")
    assert copies is not None
    assert copies.value == 1


def test_the_latest_word_counts_and_its_own_before_any() -> None:
    earlier = [begun(ap_tel=TEL), begun(ap_tel="0790-00-0000")]
    found = carried(juminhyo(), earlier).answers.get("ap_tel")
    assert found is not None
    assert found.value == "0790-00-0000"
    own = carried(answered(juminhyo(), ap_tel="06-6000-0000"), earlier)
    assert own.answers.get("ap_tel") == answered(juminhyo(), ap_tel="06-6000-0000").answers.get("ap_tel")
    assert own.known == frozenset()


def test_a_word_that_came_later_counts_wherever_it_was_said() -> None:
    first = answered(juminhyo(), ap_tel=TEL)
    late = begun().apply(
        FieldEdited(field="ap_tel", value="0790-00-0000", source=Source.RESIDENT, at=AT + timedelta(seconds=1))
    )
    assert isinstance(late, SharedForm)
    for earlier in ([late, first], [first, late]):
        found = carried(juminhyo(), earlier).answers.get("ap_tel")
        assert found is not None
        assert found.value == "0790-00-0000"
    form = carried(juminhyo(), [first])
    found = carried(form, [late, first]).answers.get("ap_tel")
    assert found is not None
    assert found.value == "0790-00-0000"
    by_card = form.apply(FieldEdited(field="ap_tel", value="06-6000-0000", source=Source.CARD, at=AT))
    assert isinstance(by_card, SharedForm)
    assert carried(by_card, [late, first]).answers.get("ap_tel") == by_card.answers.get("ap_tel")


def test_what_is_given_is_known_and_stands() -> None:
    form = given(juminhyo(), [FieldEdited(field="scope", value="all", source=Source.PRESET, at=AT)])
    assert "scope" not in walked(form)
    assert "scope" in walked(juminhyo())
