"""What counts of a form: named examples of the real procedure, and whatever small procedures and walks may come."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from kiosk.procedures import checks, navigation, review
from kiosk.procedures.answers import Answers
from kiosk.procedures.entries import Within, form_at, with_entry
from kiosk.procedures.expressions import evaluate
from kiosk.procedures.identity import Identity
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import Source
from tests.procedures.any_procedure import AT, VALUES, answerable, calmly, values_of, walks, written
from tests.procedures.several_procedure import dog_form

Write = Callable[..., SharedForm]
BIRTH = {"year": 1990, "month": 1, "day": 2, "as_written": "平成2年1月2日"}


def asked_only_when(form: SharedForm, page_id: str, condition: str) -> SharedForm:
    """The same form, with one page asked only under a condition."""
    pages = tuple(
        page.model_copy(update={"show_if": condition}) if page.id == page_id else page for page in form.procedure.pages
    )
    return replace(form, procedure=form.procedure.model_copy(update={"pages": pages}))


# -- the real procedure -----------------------------------------------------------------------------------------------


def test_the_target_follows_the_card_while_it_is_for_oneself(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self")
    name = standing(form).answers.get("target_name")
    assert name is not None
    assert (name.value, name.source, name.copied_from) == ("葛\U000e0102西　辻\U000e0102子", Source.CARD, "ap_name")
    assert standing(write(form, ap_name="葛城　辻子")).values["target_name"] == "葛城　辻子"


def test_what_was_copied_is_no_answer_about_somebody_else(tapped: SharedForm, write: Write) -> None:
    form = write(write(tapped, who="self"), who="household")
    assert "target_name" not in standing(form).values
    assert standing(form).values["target_addr"] == standing(form).values["ap_addr"]  # one household, one address
    form = write(form, target_name="葛西　一", who="agent")
    assert standing(form).values["target_name"] == "葛西　一"
    assert "target_addr" not in standing(form).values


def test_a_branch_left_by_mistake_has_its_answers_when_one_comes_back(tapped: SharedForm, write: Write) -> None:
    typed = {"target_name": "葛西　一", "target_birth": BIRTH, "target_addr": "兵庫県姫路市家島町"}
    form = write(tapped, who="agent", **typed, ag_relation="child")
    by_mistake = write(form, who="self")
    assert standing(by_mistake).values["target_name"] == standing(by_mistake).values["ap_name"]
    assert navigation.answers_that_count(write(by_mistake, who="agent")) == navigation.answers_that_count(form)


def test_a_hidden_answer_is_never_handed_in_through_a_field_that_follows_it(tapped: SharedForm, write: Write) -> None:
    form = asked_only_when(tapped, "ap_name", "who == 'agent'")
    form = write(form, who="agent", ap_name="前　の人", target_name="葛西　一")
    form = write(form, who="self")
    assert "前　の人" not in navigation.answers_that_count(form).values().values()
    assert "前　の人" not in [row.value for row in review.rows(form, "ja", with_copies=True)]
    assert standing(form).values["target_name"] == "葛西　一"


def test_a_field_whose_leader_nobody_asks_is_asked_itself(blank: SharedForm, write: Write) -> None:
    form = asked_only_when(blank, "ap_name", "who == 'agent'")
    form = write(form, who="self", ap_name=None)
    problems = checks.problems(form, None, "ja")
    assert ("target_name", "write") in [(problem.field, problem.kind) for problem in problems]
    assert "target_name" in [row.field for row in review.rows(form, "ja")]
    assert "target" in [page.id for page in navigation.visible_pages(form)]


def test_a_required_field_is_asked_where_its_leader_may_stay_empty(blank: SharedForm, write: Write) -> None:
    pages = tuple(
        page.model_copy(update={"fields": tuple(f.model_copy(update={"required": False}) for f in page.fields)})
        if page.id == "ap_name"
        else page
        for page in blank.procedure.pages
    )
    form = replace(blank, procedure=blank.procedure.model_copy(update={"pages": pages}))
    assert "target_name" in [item.id for item in standing(write(form, who="self")).fields("target")]
    assert standing(write(form, who="self", ap_name="山田　花子")).fields("target") == ()


def test_a_field_that_may_stay_empty_follows_one_that_did(blank: SharedForm, write: Write) -> None:
    pages = tuple(
        page.model_copy(update={"fields": tuple(f.model_copy(update={"required": False}) for f in page.fields)})
        for page in blank.procedure.pages
    )
    form = write(replace(blank, procedure=blank.procedure.model_copy(update={"pages": pages})), who="self")
    assert "target_name" in [item.id for item in standing(form).following]
    assert "target_name" not in standing(form).values


def test_no_answer_is_in_the_words_of_a_log(tapped: SharedForm) -> None:
    assert "葛" in str(standing(tapped).values)
    assert "葛" not in repr(standing(tapped))


def test_a_condition_to_follow_looks_only_at_what_counts(blank: SharedForm, kasai: Identity, write: Write) -> None:
    form = asked_only_when(blank, "ap_birth", "ap_name != ''")
    form = write(form, who="self", ap_birth=BIRTH)
    assert "target_birth" in [item.id for item in standing(form).fields("target")]  # ap_birth is not asked yet
    form = write(form, ap_name=kasai.name)
    assert standing(form).values["target_birth"] == BIRTH


# -- any procedure, any walk ------------------------------------------------------------------------------------------


def counting(form: SharedForm) -> tuple[object, ...]:
    """What counts, whatever else was written."""
    now = standing(form)
    return now.pages, now.following, now.computed, now.answers, now.values


def only_asked(form: SharedForm) -> Answers:
    """The answers to questions that are asked, also of each entry."""
    now = standing(form)
    found = {item.id: one for _, items in now.pages for item in items if (one := form.answers.get(item.id))}
    for name, entered in now.entered.items():
        if name in found:
            entries: JsonValue = [dict(only_asked(entry).values()) for entry in entered.entries]
            found[name] = replace(found[name], value=entries)
    return Answers(MappingProxyType(found))


@calmly
@given(form=walks())
def test_what_is_not_asked_counts_for_nothing(form: SharedForm) -> None:
    now = standing(form)
    asked = {item.id for _, items in now.pages for item in items}
    assert counting(replace(form, answers=only_asked(form))) == counting(form)
    assert set(now.values) <= asked | {item.id for item in (*now.following, *now.computed)}


@calmly
@given(form=walks(), data=st.data())
def test_there_and_back_leaves_everything_as_it_was(form: SharedForm, data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(answerable(form)))
    other = data.draw(st.sampled_from((*values_of(item), None)))
    before = form.answers.get(item.id)
    back = written(written(form, item.id, other), item.id, before.value if before else None)
    assert standing(back) == standing(form)


@calmly
@given(form=walks(), data=st.data())
def test_inside_an_entry_too_there_and_back_leaves_everything_as_it_was(form: SharedForm, data: st.DataObject) -> None:
    places = [Within(name, at) for name, one in standing(form).entered.items() for at in range(len(one.entries))]
    if not places:
        return
    within = data.draw(st.sampled_from(places))
    entry = form_at(form, within)
    assert entry is not None
    item = data.draw(st.sampled_from(entry.procedure.fields))
    answer = entry.answers.get(item.id)
    before = answer.value if answer else None
    other = with_entry(form, within, written(entry, item.id, data.draw(st.sampled_from(VALUES[item.type]))), AT)
    assert isinstance(other, SharedForm)
    again = form_at(other, within)
    assert again is not None
    back = with_entry(other, within, written(again, item.id, before), AT)
    assert isinstance(back, SharedForm)
    assert counting(back) == counting(form)


@calmly
@given(form=walks())
def test_a_field_follows_only_a_leader_that_is_asked_and_has_its_answer(form: SharedForm) -> None:
    for one in (form, *(entry for entered in standing(form).entered.values() for entry in entered.entries)):
        now = standing(one)
        asked = {item.id for _, items in now.pages for item in items} | set(one.outside.asked)
        for item in now.following:
            assert item.follows is not None
            assert item.follows.field in asked
            assert item.id not in asked
            assert now.values.get(item.id) == now.values.get(item.follows.field)


@calmly
@given(form=walks())
def test_what_is_computed_is_what_its_formula_says_now(form: SharedForm) -> None:
    now = standing(form)
    for item in now.computed:
        assert item.formula is not None
        assert now.values[item.id] == evaluate(item.formula, now.values, form.today)
        assert item.id not in {one.id for step in navigation.walked(form) for one in step.fields}, "nobody is asked it"


@calmly
@given(form=walks())
def test_whoever_is_half_entered_counts_in_no_condition(form: SharedForm) -> None:
    now = standing(form)
    for name, entered in now.entered.items():
        whole = [entry for entry in entered.entries if standing(entry).whole]
        assert len(as_list(now.values.get(name))) == len(whole)
        if len(whole) < len(entered.entries):
            assert name in {problem.asked_as for problem in checks.problems(form, None, "ja")}, "and it is said"


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@calmly
@given(form=walks())
def test_every_problem_can_be_mended_where_it_is_told(form: SharedForm) -> None:
    lines = {(row.field, row.within) for row in review.lines(review.rows(form, "ja"))}
    for problem in checks.problems(form, None, "ja"):
        page, place = form.procedure.page_of(problem.asked_as), form_at(form, problem.within)
        assert page is not None
        assert place is not None
        assert (problem.asked_as, problem.within) in lines
        assert navigation.step_at(place, problem.field) is not None, "there is a way to it"
        assert problem in checks.problems(form, page.id, "ja")


@calmly
@given(form=walks())
def test_without_problems_nothing_required_is_missing(form: SharedForm) -> None:
    if checks.problems(form, None, "ja"):
        return
    for one in (form, *(entry for entered in standing(form).entered.values() for entry in entered.entries)):
        now = standing(one)
        needed = [item for _, items in now.pages for item in items] + list(now.following)
        assert all(item.id in now.values for item in needed if item.required)


@calmly
@given(form=walks())
def test_whoever_answers_what_is_asked_comes_to_the_end(form: SharedForm) -> None:
    for _ in range(8 * len(form.procedure.fields)):
        problems = checks.problems(form, None, "ja")
        if not problems:
            break
        form = mended(form, problems[0])
    assert checks.problems(form, None, "ja") == ()


def mended(form: SharedForm, problem: checks.Problem) -> SharedForm:
    """The form with an answer where one was missing."""
    place = form_at(form, problem.within)
    assert place is not None
    item = place.procedure.field(problem.field)
    assert item is not None
    after = written(place, item.id, values_of(item)[0])
    if problem.within is None:
        return after
    whole = with_entry(form, problem.within, after, AT)
    assert isinstance(whole, SharedForm)
    return whole


def test_where_several_need_not_be_chosen_none_are_until_they_are() -> None:
    now = standing(dog_form(wishes=["new"]))
    assert now.values["shots"] == []
    assert "shots" not in now.answers
    assert [item.id for page, asked in now.pages for item in asked] == ["wishes", "shots"]
    assert [item.id for item in standing(dog_form(wishes=["new"], shots=["rabies"])).fields("shots")] == [
        "shots",
        "paper",
    ]
    assert "shots" not in standing(dog_form(wishes=["died"])).values, "it is not asked"
