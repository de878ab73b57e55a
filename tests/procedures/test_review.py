from collections.abc import Callable

from kiosk.procedures.entries import Within
from kiosk.procedures.identity import Identity
from kiosk.procedures.review import lines, rows, shown, value_text
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, moving_form
from tests.procedures.several_procedure import dog_form

Write = Callable[..., SharedForm]


def told(form: SharedForm, locale: str) -> dict[str, str]:
    return {row.field: row.text for row in rows(form, locale)}


def test_lines_in_japanese(tapped: SharedForm, write: Write, kasai: Identity) -> None:
    form = write(tapped, who="self", scope="all", copies=2, purpose="pension", receive="here", ap_tel="none")
    assert told(form, "ja") == {
        "who": "わたし", "ap_name": kasai.name, "ap_addr": kasai.address, "ap_birth": "昭和34年5月6日（1959年）",
        "scope": "世帯全員", "format": "世帯連記式", "show_head": "のせない", "show_honseki": "のせない",
        "show_mynumber": "のせない", "show_code": "のせない", "purpose": "年金", "copies": "2通（手数料 600円）",
        "receive": "ここで", "ap_tel": "電話は ありません",
    }  # fmt: skip


def test_lines_in_english_and_easy_japanese(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all", show_head=True)
    assert told(form, "en")["ap_birth"] == "6 May 1959 (Showa 34)"
    assert told(form, "vi")["ap_birth"] == "6/5/1959"
    assert told(form, "zh-Hans")["ap_birth"] == "1959年5月6日"
    assert told(form, "ko")["ap_birth"] == "1959년 5월 6일"
    assert told(form, "pt-BR")["ap_birth"] == "06/05/1959"
    assert told(form, "tl")["ap_birth"] == "6 May 1959 (Showa 34)"
    assert told(form, "id")["ap_birth"] == "6 Mei 1959"
    assert told(form, "ne")["ap_birth"] == "सन् 1959 मे 6"
    assert told(form, "en")["show_head"] == "Show"
    assert told(form, "easy")["scope"] == "家族(かぞく) 全員(ぜんいん)"
    assert told(form, "easy")["ap_birth"] == "昭和34年5月6日（1959年）"


def test_the_era_pressed_stands_on_review_paper_and_the_staffs_page(tapped: SharedForm, write: Write) -> None:
    pressed = {"year": 1926, "month": None, "day": None, "as_written": "大正15年月日不詳"}
    form = write(tapped, who="self", scope="all", ap_birth=pressed)
    assert told(form, "ja")["ap_birth"] == "大正15年月日不詳（1926年）"
    assert told(form, "en")["ap_birth"] == "1926 (Taisho 15), month and day unknown"
    assert told(form, "vi")["ap_birth"] == "1926 (Taisho 15), không rõ tháng và ngày"
    assert told(form, "zh-Hans")["ap_birth"] == "1926年 (Taisho 15)，月日不详"
    assert told(form, "tl")["ap_birth"] == "1926 (Taisho 15), hindi alam ang buwan at araw"
    assert told(form, "id")["ap_birth"] == "1926 (Taisho 15), tanggal tak jelas"
    assert {row.text for row in rows(form, "ja", with_copies=True) if row.field in ("ap_birth", "target_birth")} == {
        "大正15年月日不詳（1926年）"
    }
    assert {field.field: field.text for field in shown(form, new_id(), 1).fields}[
        "ap_birth"
    ] == "大正15年月日不詳（1926年）"


def test_a_date_without_its_day_is_told_in_the_words_of_the_language(tapped: SharedForm, write: Write) -> None:
    unsure = {"year": 1989, "month": 1, "day": None, "as_written": "昭和64年1月日不詳"}
    form = write(tapped, who="self", scope="all", ap_birth=unsure)
    assert told(form, "en")["ap_birth"] == "January 1989 (Showa 64), day unknown"
    assert told(form, "vi")["ap_birth"] == "1/1989 (Showa 64), không rõ ngày"
    assert told(form, "pt-BR")["ap_birth"] == "01/1989 (Showa 64), dia desconhecido"


def test_a_birth_date_nobody_knows_stands_on_review_paper_and_the_staffs_page(tapped: SharedForm, write: Write) -> None:
    unknown = {"year": None, "month": None, "day": None, "as_written": "年月日不詳"}
    form = write(tapped, who="self", scope="all", ap_birth=unknown)
    assert told(form, "ja")["ap_birth"] == "年月日不詳"
    assert told(form, "en")["ap_birth"] == "year, month and day unknown"
    assert told(form, "ko")["ap_birth"] == "연월일 모름"
    assert {row.text for row in rows(form, "ja", with_copies=True) if row.field in ("ap_birth", "target_birth")} == {
        "年月日不詳"
    }
    assert {field.field: field.text for field in shown(form, new_id(), 1).fields}["ap_birth"] == "年月日不詳"


def test_each_line_tells_its_source(tapped: SharedForm, write: Write) -> None:
    found = {row.field: row for row in rows(write(tapped, who="self", scope="all"), "ja")}
    assert (found["ap_name"].source, found["ap_name"].is_name) == (Source.CARD, True)
    assert found["scope"].source is Source.RESIDENT
    assert found["copies"].source is Source.PRESET
    assert (found["ap_tel"].source, found["ap_tel"].text, found["ap_tel"].value) == (None, "（記入なし）", None)


def test_paper_also_has_what_follows(tapped: SharedForm, write: Write) -> None:
    form = write(tapped, who="self", scope="all")
    assert "target_name" not in told(form, "ja")
    found = {row.field: row for row in rows(form, "ja", with_copies=True)}
    assert found["target_name"].text == found["ap_name"].text


def test_staff_see_japanese_whatever_the_resident_reads(tapped: SharedForm, write: Write) -> None:
    call = new_id()
    form = shown(write(tapped, who="self", scope="all"), call, 2, locale="en", asking=("scope",))
    fields = {field.field: field for field in form.fields}
    assert (form.call_id, form.epoch, form.locale, form.title) == (call, 2, "en", "住民票の写し")
    assert form.asking == ("scope",)
    assert (fields["scope"].label, fields["scope"].text, fields["scope"].proposable) == ("種類", "世帯全員", True)
    assert [option.value for option in fields["scope"].options] == ["all", "part", "joyo", "kisai"]
    assert [(option.value, option.text) for option in fields["show_head"].options] == [
        (True, "のせる"),
        (False, "のせない"),
    ]
    assert (fields["copies"].options, fields["copies"].proposable) == ((), True)
    assert (fields["ap_name"].proposable, fields["ap_name"].is_name) == (False, True)


def test_a_value_of_an_older_file_is_shown_as_it_is(blank: SharedForm) -> None:
    scope, birth = blank.procedure.field("scope"), blank.procedure.field("ap_birth")
    assert scope is not None
    assert birth is not None
    assert value_text(scope, "gone", "ja") == "gone"
    assert value_text(birth, "1959", "ja") == "1959"


def test_repr_hides_the_line(tapped: SharedForm) -> None:
    assert "葛" not in repr(rows(tapped, "ja"))


def test_staff_see_which_papers_the_resident_has_to_show(blank: SharedForm, write: Write) -> None:
    assert shown(blank, new_id(), 1).documents == ()
    assert shown(write(blank, who="agent"), new_id(), 1).documents == ("委任状",)


def test_several_are_named_one_after_the_other_in_each_language() -> None:
    form = dog_form(wishes=["moved", "new"])
    texts = {locale: rows(form, locale)[0].text for locale in ("ja", "en")}
    assert texts == {"ja": "新しい 登録、住所が 変わった", "en": "New registration, New address"}


def test_staff_see_what_may_be_ticked() -> None:
    seen = shown(dog_form(wishes=["new"]), new_id(), 1).fields[0]
    assert (seen.several, seen.proposable, seen.value) == (True, True, ["new"])
    assert [option.value for option in seen.options] == ["new", "moved", "owner", "died", "unsure"]


def test_an_amount_is_read_in_groups_of_three_digits() -> None:
    form = dog_form(wishes=["new"], shots=["rabies"], paid=12_800)
    assert {locale: told(form, locale)["paid"] for locale in ("ja", "en")} == {"ja": "12,800円", "en": "12,800 yen"}


def test_a_group_is_told_somebody_a_line_with_the_name_first() -> None:
    form = moving_form(
        ap_name="葛西　花子", ap_addr="姫路市", ap_birth=BIRTH, movers=[HANAKO, {"m_birth": BIRTH}, TARO]
    )
    told = {row.field: row for row in rows(form, "ja")}
    group = told["movers"]
    assert (group.text, [one.label for one in group.parts]) == ("3人", [f"引っ越した人 {n}" for n in (1, 2, 3)])
    first, half, last = group.parts
    assert (first.text, first.is_name, first.within) == (HANAKO["m_name"], True, Within("movers", 0))
    assert first.rest == "昭和34年5月6日（1959年）、年齢 67歳、世帯主、前の住所が 同じ 同じ"
    assert (half.text, half.is_name, half.rest) == ("昭和34年5月6日（1959年）", False, "年齢 67歳")
    assert last.rest.endswith("、神戸市中央区")
    assert group.whole_text.splitlines()[1] == "引っ越した人 2 昭和34年5月6日（1959年） 年齢 67歳"
    assert [line.field for line in lines(rows(form, "ja"))].count("movers") == 4


def test_who_was_emptied_is_told_as_not_written() -> None:
    (emptied, _) = next(row for row in rows(moving_form(movers=[{}, TARO]), "ja") if row.field == "movers").parts
    assert (emptied.text, emptied.rest, emptied.value) == ("（記入なし）", "", {})


def test_what_is_computed_is_told_where_it_stands_and_only_once_it_has_a_value() -> None:
    assert "ap_age" not in [row.field for row in rows(moving_form(), "ja")]
    told = rows(moving_form(ap_birth=BIRTH), "ja")
    at = [row.field for row in told].index("ap_birth")
    assert (told[at + 1].text, told[at + 1].computed, told[at].computed) == ("67歳", True, False)


def test_staff_see_the_rows_of_a_group_and_may_not_propose_any() -> None:
    form = moving_form(ap_addr="姫路市", ap_birth=BIRTH, movers=[HANAKO, TARO])
    fields = {field.field: field for field in shown(form, "0199aaaa-0000-7000-8000-000000000001", 1).fields}
    group = fields["movers"]
    assert not group.proposable
    assert [row.title for row in group.rows] == ["引っ越した人 1", "引っ越した人 2"]
    assert [(part.label, part.text, part.is_name) for part in group.rows[0].parts][:2] == [
        ("氏名", HANAKO["m_name"], True), ("生年月日", "昭和34年5月6日（1959年）", False),
    ]  # fmt: skip
    assert group.text.count("\n") == 1
    assert (fields["ap_age"].computed, fields["ap_age"].proposable) == (True, False)
