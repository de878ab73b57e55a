"""One that is entered into a group, as a form of its own."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.procedures import checks, entries, navigation
from kiosk.procedures.doubts import Doubted
from kiosk.procedures.entries import Within
from kiosk.procedures.procedure import FormField
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, FieldEdited, Source
from tests.procedures.any_procedure import written
from tests.procedures.conftest import AT
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, moving_form

FIRST, SECOND, NEW = (Within("movers", number) for number in range(3))


def put(form: SharedForm, within: Within, **answers: Any) -> SharedForm:
    """The form after these answers about one entry."""
    for name, value in answers.items():
        entry = entries.form_at(form, within)
        assert entry is not None
        after = entries.with_entry(form, within, written(entry, name, value), AT)
        assert isinstance(after, SharedForm), after
        form = after
    return form


def group(form: SharedForm) -> FormField:
    found = form.procedure.field("movers")
    assert found is not None
    return found


def values(form: SharedForm) -> object:
    answer = form.answers.get("movers")
    return answer and answer.value


def test_the_whole_form_is_where_no_entry_is() -> None:
    form = moving_form()
    assert entries.form_at(form, None) is form


def test_an_entry_is_asked_one_question_at_a_time() -> None:
    entry = entries.form_at(moving_form(movers=[HANAKO, {"m_name": "山田", "m_relation": "other"}]), SECOND)
    assert entry is not None
    asked = [step.field for step in navigation.walked(entry)]
    assert asked == ["m_name", "m_birth", "m_relation", "m_relation_other", "m_same"]
    assert (navigation.stop(entry), navigation.fee(entry), navigation.notices(entry)) == (None, 0, ())


def test_a_new_entry_is_there_with_its_first_answer_and_gone_with_its_last() -> None:
    form = put(moving_form(movers=[HANAKO]), SECOND, m_name="山田")
    assert values(form) == [HANAKO, {"m_name": "山田"}]
    assert values(put(form, SECOND, m_name=None)) == [HANAKO]
    assert values(put(put(form, FIRST, **dict.fromkeys(HANAKO)), NEW, m_name="三人目")) == [
        {}, {"m_name": "山田"}, {"m_name": "三人目"},
    ], "one between keeps its place"  # fmt: skip


def test_one_is_taken_away_and_the_others_stay() -> None:
    form = moving_form(movers=[HANAKO, TARO])
    after = entries.without_entry(form, FIRST, AT)
    assert isinstance(after, SharedForm)
    assert values(after) == [TARO]
    nobody = entries.without_entry(after, FIRST, AT)
    assert isinstance(nobody, SharedForm)
    assert values(nobody) is None
    assert entries.count(nobody, "movers") == 0
    assert "movers" in {problem.field for problem in checks.problems(nobody, None, "ja")}


def test_who_has_the_applicants_address_takes_it_as_it_is_now() -> None:
    form = moving_form(ap_addr="姫路市安田", movers=[HANAKO])
    assert standing(form).values["movers"][0]["m_addr"] == "姫路市安田"  # type: ignore[index, call-overload]
    moved = written(form, "ap_addr", "姫路市飾磨")
    assert standing(moved).values["movers"][0]["m_addr"] == "姫路市飾磨"  # type: ignore[index, call-overload]


def test_what_was_written_under_another_answer_is_there_again() -> None:
    form = moving_form(ap_addr="姫路市", movers=[TARO])
    there = put(form, FIRST, m_same=True)
    assert standing(there).answers.values()["movers"][0]["m_addr"] == "姫路市"  # type: ignore[index, call-overload]
    assert values(put(there, FIRST, m_same=False)) == [TARO]


def test_the_applicant_is_entered_with_one_touch_once() -> None:
    form = moving_form()
    assert entries.applicant(form, group(form)) == {}, "nothing is known yet"
    form = moving_form(ap_name="葛西　花子", ap_birth=BIRTH)
    found = entries.applicant(form, group(form))
    assert found == {"m_name": "葛西　花子", "m_birth": BIRTH}
    form = put(form, FIRST, **found)
    assert entries.applicant(form, group(form)) == {}, "entered already"
    assert entries.applicant(put(form, FIRST, m_name="山田"), group(form)) == found


def test_no_more_than_there_is_room_for() -> None:
    form = moving_form(ap_name="葛西　花子", movers=[TARO] * 8)
    assert not entries.has_room(form, group(form))
    assert entries.applicant(form, group(form)) == {}
    assert entries.has_room(moving_form(movers=[TARO] * 7), group(form))


def test_what_the_card_says_oddly_stays_odd_where_it_was_copied_to() -> None:
    odd = {"ap_name": Doubted("●本　太郎", (Doubt(code=Code.SUBSTITUTED, positions=(0,)),))}
    form = replace(moving_form(ap_name="●本　太郎", movers=[{"m_name": "●本　太郎"}, {"m_name": "●本"}]), doubted=odd)
    same, other = (entries.form_at(form, within) for within in (FIRST, SECOND))
    assert same is not None
    assert other is not None
    assert [doubt.positions for doubt in same.doubts("m_name")] == [(0,)]
    assert other.doubts("m_name") == ()
    wrong = {(one.within, one.kind) for one in checks.problems(form, None, "ja") if one.field == "m_name"}
    assert wrong == {(SECOND, "letters")}, "the card's own stand-in is no mistake"


def test_nothing_is_asked_of_a_group_that_does_not_stand() -> None:
    form = moving_form(movers=[HANAKO])
    pages = tuple(
        page.model_copy(update={"show_if": "ap_name == 'x'"}) if page.id == "movers" else page
        for page in form.procedure.pages
    )
    hidden = replace(form, procedure=form.procedure.model_copy(update={"pages": pages}))
    assert entries.form_at(hidden, FIRST) is None
    assert (entries.count(hidden, "movers"), entries.applicant(hidden, group(hidden))) == (0, {})
    assert standing(hidden).values == {}
    assert entries.form_at(written(hidden, "ap_name", "x"), FIRST) is not None


@pytest.mark.parametrize(("name", "why"), [("ap_name", "unknown_field"), ("nothing", "unknown_field")])
def test_only_a_group_takes_entries(name: str, why: str) -> None:
    form = moving_form()
    assert entries.without_entry(form, Within(name, 0), AT) == Refused(name, why)  # type: ignore[arg-type]


def test_what_is_too_much_for_one_answer_is_refused_and_nothing_is_lost() -> None:
    form = moving_form(movers=[{"m_name": "あ" * 900, "m_relation_other": "あ" * 900}] * 4)
    entry = entries.form_at(form, Within("movers", 4))
    assert entry is not None
    entry = written(written(entry, "m_name", "い" * 900), "m_addr", "う" * 900)
    assert entries.with_entry(form, Within("movers", 4), entry, AT) == Refused("movers", "wrong_type")
    assert entries.count(form, "movers") == 4


def test_copies_that_would_be_too_much_are_left_out_of_what_is_handed_in() -> None:
    far = "あ" * 900
    form = moving_form(ap_addr=far, movers=[{"m_name": "あ" * 70, "m_same": True}] * 9)
    told = standing(form).answers.values()["movers"]
    assert told == [{"m_name": "あ" * 70, "m_same": True}] * 9


def test_nobody_writes_what_is_computed() -> None:
    edit = FieldEdited(field="ap_age", value=3, source=Source.RESIDENT, at=AT)
    assert moving_form().apply(edit) == Refused("ap_age", "wrong_type")
