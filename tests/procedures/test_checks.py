from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.procedures.checks import problems
from kiosk.procedures.procedure import FormField, Page, Text
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.conftest import AT
from tests.procedures.several_procedure import dog_form, several_procedure

Write = Callable[..., SharedForm]


def kinds(form: SharedForm, page: str | None) -> dict[str, str]:
    return {problem.field: problem.kind for problem in problems(form, page, "ja")}


def born(year: int, month: int | None = None, day: int | None = None) -> dict[str, Any]:
    return {"year": year, "month": month, "day": day, "as_written": ""}


def test_what_is_missing_is_said_kindly_in_each_language(blank: SharedForm) -> None:
    assert [problem.text for problem in problems(blank, "who", "ja")] == ["ひとつ 選んでください"]
    assert [problem.text for problem in problems(blank, "ap_tel", "easy")] == ["ここを 書(か)いて ください"]
    assert [problem.text for problem in problems(blank, "ap_tel", "en")] == ["Please fill this in"]


def test_the_characters_that_are_no_name_are_told(blank: SharedForm, write: Write) -> None:
    form = write(blank, who="self", ap_name="鈴🔔木　🎐子")
    assert [problem.text for problem in problems(form, "ap_name", "ja")] == [
        "名前に 使えない字があります: 🔔 🎐　消してから、もう一度 書いてください"
    ]


def test_a_name_of_the_card_is_taken_as_the_card_says_it(blank: SharedForm) -> None:
    for source, kinds_told in ((Source.CARD, set()), (Source.RESIDENT, {"letters"})):
        form = blank.apply(FieldEdited(field="ap_name", value="●本　〓太郎", source=source, at=AT))
        assert isinstance(form, SharedForm)
        assert {problem.kind for problem in problems(form, "ap_name", "ja")} == kinds_told


def test_a_page_that_does_not_stand_has_no_problems(blank: SharedForm, write: Write) -> None:
    assert problems(write(blank, who="self"), "target_addr", "ja") == ()


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("copies", 0, "too_small"),
        ("copies", 11, "too_large"),
        ("ap_tel", "079", "tel"),
        ("ap_name", "あ" * 101, "too_long"),
        ("ap_name", "山田　🎨🖼", "letters"),
        ("ap_name", "㈲安田", "letters"),
        ("ap_name", "χ子", "letters"),
        ("ap_birth", born(2026, 11, 22), "future"),
        ("ap_birth", born(2026, 12), "future"),
        ("ap_birth", born(2027), "future"),
    ],
)
def test_what_is_wrong(blank: SharedForm, write: Write, field: str, value: Any, kind: str) -> None:
    page = blank.procedure.page_of(field)
    assert page is not None
    assert kinds(write(blank, who="self", **{field: value}), page.id) == {field: kind}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("copies", 10),
        ("ap_tel", "none"),
        ("ap_tel", "０７９－２２１－００００"),
        ("ap_name", "葛\U000e0102" * 100),
        ("ap_name", "NGUYEN THI THUY DUNG MARIA CONCEPCION DELA CRUZ SANTOS"),
        ("ap_name", "山\ue000"),
        ("ap_birth", born(2026, 11, 21)),
        ("ap_birth", born(1931)),
        ("ap_birth", born(2026, 11)),
        ("ap_birth", {"year": None, "month": None, "day": None, "as_written": "不詳"}),
        ("ap_addr", "兵庫県姫路市安田四丁目1番地　" + "方" * 40),
    ],
)
def test_what_is_right(blank: SharedForm, write: Write, field: str, value: Any) -> None:
    page = blank.procedure.page_of(field)
    assert page is not None
    assert kinds(write(blank, who="self", **{field: value}), page.id) == {}


def test_rules_of_the_file_speak_in_its_own_words(blank: SharedForm, write: Write) -> None:
    found = problems(write(blank, ap_name="NI NI WIN", ap_alias="HANAKO"), "ap_alias", "en")
    assert [(problem.kind, problem.text) for problem in found] == [
        ("rule", "Please write it in hiragana, katakana or kanji")
    ]


def test_an_optional_field_may_stay_empty(blank: SharedForm, write: Write) -> None:
    assert problems(write(blank, ap_name="NI NI WIN"), "ap_alias", "ja") == ()


def test_readings_must_be_katakana(blank: SharedForm, write: Write) -> None:
    words = Text({"ja": "フリガナ"})
    field = FormField.model_validate({"id": "ap_kana", "type": "kana", "label": words})
    page = Page(id="kana", title=words, fields=(field,))
    form = SharedForm(blank.procedure.model_copy(update={"pages": (page,)}), blank.today)
    assert kinds(write(form, ap_kana="Yamada"), "kana") == {"ap_kana": "kana"}
    assert kinds(write(form, ap_kana="やまだ"), "kana") == {}


def test_the_whole_form_names_every_field_that_is_missing(blank: SharedForm, write: Write) -> None:
    assert set(kinds(write(blank, who="self", scope="all"), None)) == {
        "ap_name", "ap_addr", "ap_birth", "purpose", "receive", "ap_tel",
    }  # fmt: skip


def test_repr_hides_the_text(blank: SharedForm) -> None:
    assert "ひとつ" not in repr(problems(blank, "who", "ja"))


@pytest.mark.parametrize(
    ("wishes", "kind"),
    [(None, "choose_some"), (["new"], None), (["new", "moved", "owner", "died"], "too_many"), (["unsure"], None)],
)
def test_several_are_asked_for_and_counted(wishes: Any, kind: str | None) -> None:
    assert kinds(dog_form(wishes=wishes), "wishes") == ({"wishes": kind} if kind else {})


def test_too_few_of_several_is_said_with_their_number() -> None:
    field = several_procedure().pages[0].fields[0].model_copy(update={"minimum": 2})
    page = several_procedure().pages[0].model_copy(update={"fields": (field,)})
    form = replace(dog_form(wishes=["new"]), procedure=several_procedure().model_copy(update={"pages": (page,)}))
    assert [problem.text for problem in problems(form, None, "ja")] == ["2個以上 選んでください"]


@pytest.mark.parametrize(
    ("paid", "said"),
    [(99, "100円以上で 入力してください"), (50_001, "50,000円以下で 入力してください"), (50_000, None)],
)
def test_an_amount_is_held_between_its_bounds_and_they_are_said_as_money(paid: int, said: str | None) -> None:
    form = dog_form(wishes=["new"], shots=["rabies"], paper=True, paid=paid)
    assert [problem.text for problem in problems(form, "paid", "ja")] == ([said] if said else [])
