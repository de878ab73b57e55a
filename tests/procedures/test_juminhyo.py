"""Whole visits through 住民票の写し as a resident walks them: what is asked, answered, and handed in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.procedures import checks, navigation, review, standing
from kiosk.procedures.files import lint
from kiosk.procedures.japanese import ruby
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source

AT = datetime(2026, 11, 21, 3, 10, tzinfo=UTC)
Write = Callable[..., SharedForm]
BIRTH = {"year": 1989, "month": 1, "day": 7, "as_written": "昭和64年1月7日"}


def walk(form: SharedForm, write: Write, answers: dict[str, dict[str, Any]]) -> tuple[SharedForm, list[str]]:
    """Answer page after page until the review or a stop; a page not in `answers` is left as it stands."""
    walked: list[str] = []
    step = navigation.first_step(form)
    while step is not None:
        if step.page.id not in walked:
            walked.append(step.page.id)
            form = write(form, **answers.get(step.page.id, {}))
        assert checks.problems(form, step.page.id, "ja") == ()
        if navigation.stop(form) is not None:
            break
        step = navigation.next_step(form, step.field)
    return form, walked


def test_for_oneself_with_the_card(tapped: SharedForm, write: Write) -> None:
    form, walked = walk(
        tapped,
        write,
        {
            "who": {"who": "self"},
            "scope": {"scope": "all"},
            "purpose": {"purpose": "pension"},
            "receive": {"receive": "here"},
            "ap_tel": {"ap_tel": "079-221-0000"},
        },
    )
    assert walked == ["who", "scope", "family", "numbers", "purpose", "copies", "receive", "ap_tel"]
    assert checks.problems(form, None, "ja") == ()
    assert (navigation.fee(form), navigation.notices(form), navigation.documents(form)) == (300, (), ())
    handed_in = navigation.answers_that_count(form).values()
    assert handed_in["target_name"] == handed_in["ap_name"] == "葛\U000e0102西　辻\U000e0102子"
    assert handed_in["target_birth"] == handed_in["ap_birth"]


def test_for_oneself_without_a_card_and_without_a_telephone(blank: SharedForm, write: Write) -> None:
    form, walked = walk(
        blank,
        write,
        {
            "who": {"who": "self"},
            "ap_name": {"ap_name": "NI NI WIN"},
            "ap_addr": {"ap_addr": "兵庫県姫路市安田四丁目1番地"},
            "ap_birth": {"ap_birth": {"year": 1931, "month": None, "day": None, "as_written": "昭和6年月日不詳"}},
            "scope": {"scope": "part"},
            "members": {"members": "some", "member_names": "山田　花子"},
            "purpose": {"purpose": "other", "purpose_other": "ビザの更新"},
            "copies": {"copies": 2},
            "receive": {"receive": "post"},
            "ap_tel": {"ap_tel": "none"},
        },
    )
    assert walked[:7] == ["who", "ap_name", "ap_alias", "ap_addr", "ap_birth", "scope", "members"]
    assert navigation.fee(form) == 600
    assert {row.text for row in review.rows(form, "ja")} >= {
        "昭和6年月日不詳（1931年）",
        "電話は ありません",
        "ビザの更新",
    }


def test_an_agent_with_my_number(tapped: SharedForm, write: Write) -> None:
    form, walked = walk(
        tapped,
        write,
        {
            "who": {"who": "agent"},
            "scope": {"scope": "all"},
            "target": {"target_name": "髙﨑　𠮷男", "target_birth": BIRTH},
            "target_addr": {"target_addr": "兵庫県姫路市家島町"},
            "ag_relation": {"ag_relation": "child"},
            "numbers": {"show_mynumber": True},
            "purpose": {"purpose": "bank"},
            "receive": {"receive": "post"},
            "ap_tel": {"ap_tel": "090-1234-5678"},
        },
    )
    assert walked == [
        "who",
        "scope",
        "target",
        "target_addr",
        "ag_relation",
        "family",
        "numbers",
        "purpose",
        "copies",
        "receive",
        "ap_tel",
    ]
    assert [notice.id for notice in navigation.notices(form)] == ["mynumber_by_post", "authority"]
    assert [paper.id for paper in navigation.documents(form)] == ["ininjo"]
    assert navigation.answers_that_count(form).values()["target_name"] == "髙﨑　𠮷男"


def test_a_third_person_is_led_to_staff(tapped: SharedForm, write: Write) -> None:
    form, walked = walk(tapped, write, {"who": {"who": "third"}})
    assert walked == ["who"]
    end = navigation.stop(form)
    assert end is not None


def test_a_change_of_mind_leaves_nothing_behind(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="agent", scope="all", target_name="髙﨑　𠮷男", ag_relation="child", show_mynumber=True)
    handed_in = navigation.answers_that_count(write(form, who="self", scope="joyo")).values()
    assert "ag_relation" not in handed_in
    assert "show_mynumber" not in handed_in
    assert "髙﨑" not in str(handed_in)


@pytest.mark.parametrize("locale", ["ja", "easy", "en"])
def test_every_text_is_short_enough_to_read_standing(juminhyo: Procedure, locale: str) -> None:
    titles = [page.title.in_(locale) for page in juminhyo.pages]
    assert [title for title in titles if len(title) > (60 if locale != "ja" else 20)] == []


def test_easy_japanese_is_easy(juminhyo: Procedure) -> None:
    """As the guideline has it: short sentences, few kanji in each."""
    sentences = [
        ruby.plain(sentence) for _, text in lint.texts(juminhyo) for sentence in re.split("[。？]", text.in_("easy"))
    ]
    assert [one for one in sentences if len(one) > 40 or len(re.findall("[一-鿿]", one)) > 13] == []


VALUES: st.SearchStrategy[Any] = (
    st.sampled_from(
        [
            "self",
            "household",
            "agent",
            "legal",
            "third",
            "all",
            "part",
            "joyo",
            "some",
            "other",
            "post",
            "葛\U000e0102",
            "none",
        ]
    )
    | st.none()
    | st.booleans()
    | st.integers(-2, 12)
    | st.just(BIRTH)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_no_order_of_edits_breaks_the_form(data: st.DataObject, blank: SharedForm) -> None:
    form = blank
    names = [field.id for field in blank.procedure.fields]
    for name, value in data.draw(st.lists(st.tuples(st.sampled_from(names), VALUES), max_size=25)):
        changed = form.apply(FieldEdited(field=name, value=value, source=Source.RESIDENT, at=AT))
        form = changed if isinstance(changed, SharedForm) else form
    now = standing.standing(form)
    asked = [item.id for _, fields in now.pages for item in fields]
    assert len(asked) == len(set(asked))
    assert set(navigation.answers_that_count(form)) <= set(asked) | {item.id for item in now.following}
    assert [row.field for row in review.rows(form, "ja")] == asked
    assert navigation.fee(form) == int(str(form.answers.values().get("copies") or 0)) * 300
    for step in navigation.walked(form):
        place = navigation.progress(form, step.field)
        assert 1 <= place.index <= place.total
