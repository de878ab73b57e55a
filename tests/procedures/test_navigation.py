from collections.abc import Callable

import pytest

from kiosk.procedures import navigation
from kiosk.procedures.navigation import Progress
from kiosk.procedures.procedure import Procedure, Text
from kiosk.procedures.shared_form import SharedForm

Write = Callable[..., SharedForm]


def ids(form: SharedForm) -> list[str]:
    return [page.id for page in navigation.visible_pages(form)]


def test_where_and_how_a_fee_is_paid_is_said_where_there_is_one(juminhyo: Procedure) -> None:
    assert juminhyo.fee is not None
    pay = Text({"ja": "受け取るときに 窓口で", "en": "at the counter"})
    paid = juminhyo.model_copy(update={"fee": juminhyo.fee.model_copy(update={"pay": pay})})
    assert navigation.paying(paid, 1300, "ja") == "手数料 1,300円：受け取るときに 窓口で"
    assert navigation.paying(paid, 1300, "en") == "Fee 1,300 yen: at the counter"
    assert navigation.paying(paid, 0, "ja") == navigation.paying(juminhyo, 300, "ja") == ""


def test_a_card_shortens_the_way(blank: SharedForm, tapped: SharedForm, write: Write) -> None:
    assert ids(write(blank, who="self", scope="all"))[1:4] == ["ap_name", "ap_addr", "ap_birth"]
    assert ids(write(tapped, who="self", scope="all")) == [
        "who", "scope", "family", "numbers", "purpose", "copies", "receive", "ap_tel",
    ]  # fmt: skip


def test_next_and_previous_lead_through_all_and_back(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all")
    step = navigation.first_step(form)
    walked = []
    while step is not None:
        walked.append(step.field)
        step = navigation.next_step(form, step.field)
    assert walked == [one.field for one in navigation.walked(form)]
    back = navigation.last_step(form)
    returned = []
    while back is not None:
        returned.append(back.field)
        back = navigation.previous_step(form, back.field)
    assert returned == walked[::-1]


def test_a_quiet_page_is_passed_over_but_can_be_opened(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all")
    after, before = navigation.next_step(form, "format"), navigation.previous_step(form, "format")
    assert after is not None
    assert before is not None
    assert (before.field, after.field) == ("scope", "show_head")
    assert navigation.step_at(form, "format") is not None


def test_a_quiet_page_without_its_preset_is_asked(tapped: SharedForm, write: Write) -> None:
    assert "format" in ids(write(tapped, who="self", scope="all", format=None))


def test_a_corrected_card_item_is_walked_again(tapped: SharedForm, write: Write) -> None:
    assert "ap_name" in ids(write(tapped, who="self", ap_name="葛城　辻子"))


def test_a_foreign_name_asks_for_an_alias(blank: SharedForm, write: Write) -> None:
    assert "ap_alias" in ids(write(blank, ap_name="NI NI WIN"))
    assert "ap_alias" not in ids(write(blank, ap_name="山田　花子"))


def test_a_field_within_a_page_appears_as_a_step_of_its_own(blank: SharedForm, write: Write) -> None:
    assert navigation.step_at(write(blank, purpose="bank"), "purpose_other") is None
    other = write(blank, purpose="other")
    step, further = navigation.step_at(other, "purpose"), navigation.step_at(other, "purpose_other")
    assert step is not None
    assert further is not None
    assert (step.opens_page, further.opens_page, further.page.id) == (True, False, "purpose")
    assert navigation.next_step(other, "purpose") == further


def test_yes_or_no_questions_of_a_page_share_a_step(blank: SharedForm) -> None:
    step = navigation.step_at(blank, "show_honseki")
    assert step is not None
    assert (step.field, [item.id for item in step.fields]) == ("show_head", ["show_head", "show_honseki"])


def test_what_comes_after_a_question_that_stands_no_more_is_known(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all")
    after, before = navigation.next_step(form, "members"), navigation.previous_step(form, "members")
    assert after is not None
    assert before is not None
    assert (before.field, after.field) == ("scope", "show_head")


def test_the_total_stands_from_the_first_question(tapped: SharedForm, write: Write) -> None:
    assert navigation.progress(tapped, "who") == Progress(1, 8, 3)
    assert navigation.progress(write(tapped, who="self"), "scope") == Progress(2, 8, 3)
    assert navigation.progress(write(tapped, who="agent"), "scope") == Progress(2, 12, 3)


def test_progress_counts_steps_and_minutes(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all")
    assert navigation.progress(form, "who") == Progress(1, 8, 3)
    assert navigation.progress(form, "purpose") == Progress(5, 8, 2)
    assert navigation.progress(form, "ap_tel") == Progress(8, 8, 1)
    assert navigation.progress(form, "format") == Progress(3, 8, 3)


def test_a_field_nobody_has_is_a_mistake(blank: SharedForm) -> None:
    with pytest.raises(KeyError):
        navigation.next_step(blank, "nobody")


def test_the_fee_follows_the_copies(blank: SharedForm, write: Write) -> None:
    assert navigation.fee(blank) == 300
    assert navigation.fee(write(blank, copies=4)) == 1200
    assert navigation.fee(write(blank, copies=None)) == 0


def test_answers_to_questions_that_no_longer_stand_count_for_nothing(blank: SharedForm, write: Write) -> None:
    form = write(blank, who="agent", scope="all", show_mynumber=True)
    assert [notice.id for notice in navigation.notices(form)] == ["mynumber_by_post", "authority"]
    form = write(form, scope="joyo")
    assert [notice.id for notice in navigation.notices(form)] == ["authority", "joyo_checked"]
    assert "show_mynumber" not in navigation.answers_that_count(form)
    assert "show_mynumber" in form.answers  # kept, in case the resident goes back


def test_a_notice_stands_at_the_step_whose_answer_it_is_about(blank: SharedForm, write: Write) -> None:
    form = write(blank, who="agent", scope="all", show_mynumber=True)

    def told(field: str) -> list[str]:
        step = navigation.step_at(form, field)
        assert step is not None
        return [notice.id for notice in navigation.notices_of(form, step)]

    assert (told("who"), told("show_mynumber"), told("scope")) == (
        ["mynumber_by_post", "authority"], ["mynumber_by_post"], [],
    )  # fmt: skip


def test_the_stop_ends_the_form_kindly(blank: SharedForm, write: Write) -> None:
    assert navigation.stop(blank) is None
    end = navigation.stop(write(blank, who="third"))
    assert end is not None
    assert end.id == "third"


def test_papers_to_show(blank: SharedForm, write: Write) -> None:
    assert [paper.id for paper in navigation.documents(write(blank, who="agent"))] == ["ininjo"]
    assert [paper.id for paper in navigation.documents(write(blank, who="legal"))] == ["guardianship"]
    assert navigation.documents(write(blank, who="self")) == ()


def test_before_the_first_question_every_paper_that_may_be_needed_is_named(blank: SharedForm, write: Write) -> None:
    def names(form: SharedForm) -> list[str]:
        return [paper.id for paper in navigation.papers(form)]

    assert names(blank) == ["ininjo", "guardianship"]
    assert names(write(blank, who="agent")) == ["ininjo"]
    assert names(write(blank, who="self")) == []


def test_a_step_is_helped_by_its_notice_its_own_hint_or_its_page(blank: SharedForm, write: Write) -> None:
    def said(form: SharedForm, field: str) -> str:
        step = navigation.step_at(form, field)
        assert step is not None
        found = navigation.advice(form, step)
        return found.in_("en") if found else ""

    form = write(blank, who="agent", scope="part", members="some")
    assert said(form, "who") == "You will be asked to show the letter of authority to the camera."
    assert said(form, "copies") == "300 yen each."
    assert said(form, "member_names") == ""
    assert said(form, "show_head").startswith("If nobody asked for it")


def test_a_hint_of_its_own_helps_before_the_page(blank: SharedForm) -> None:
    page = blank.procedure.pages[0]
    hinted = page.fields[0].model_copy(update={"hint": page.title})
    advised = page.model_copy(update={"fields": (hinted,), "advice": page.title})
    form = SharedForm(blank.procedure.model_copy(update={"pages": (advised,)}), blank.today)
    step = navigation.first_step(form)
    assert step is not None
    assert navigation.advice(form, step) is hinted.hint
