"""The general layout: a place for everything, short questions side by side, and nothing lost."""

from kiosk.applications import from_form
from kiosk.applications.papers import general
from kiosk.procedures.papers.check import check
from kiosk.procedures.papers.layout import Layout, Listing, Official, Section, Signing
from tests.applications.application_samples import answered, applicant, application, request
from tests.applications.papers.forms import form_of
from tests.procedures.group_procedure import HANAKO, TARO, group_procedure, moving_form
from tests.town import DELIVERED, read_once


def sections(layout: Layout) -> list[str]:
    return [block.section for block in layout.blocks if isinstance(block, Section)]


def test_every_field_of_every_procedure_has_its_place() -> None:
    for procedure in read_once(DELIVERED).procedures:
        assert check(general.of_procedure(procedure), procedure) == ()


def test_who_applies_comes_first_and_what_for_last() -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    assert sections(general.of_procedure(procedure)) == ["申請する方", "代理人の方", "申請の内容"]
    assert sections(general.of_application(application())) == ["申請する方", "申請の内容"]


def test_short_questions_share_a_row() -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    layout = general.of_procedure(procedure)
    rows = [[box.field for box in row] for block in layout.blocks if isinstance(block, Section) for row in block.rows]
    assert ["ap_birth", "ap_tel"] in rows
    assert ["show_head", "show_honseki"] in rows
    assert ["ap_addr"] in rows
    assert ["copies"] in rows


def test_an_application_nobody_knows_the_questions_of_has_a_place_for_each_answer() -> None:
    made = application()
    assert general.of_application(made).placed == {answer.field for answer in made.answers}
    long = answered("note", "自由記述", "あ" * 60)
    (box,) = general.of_application(application(answers=(long,))).boxes
    assert box.lines == 3


def test_what_a_layout_does_not_know_stands_before_the_signature() -> None:
    layout = form_of("juminhyo").layout
    assert layout is not None
    known = application(answers=(*applicant(), *request()))
    more = application(answers=(*applicant(), answered("mood", "ご機嫌", "上々")))
    unknown = {answer.field for answer in known.answers} - layout.placed
    assert sections(general.with_the_rest(layout, known))[-1] == "そのほかの記入内容"
    assert unknown <= general.with_the_rest(layout, known).placed
    kinds = [type(block) for block in general.with_the_rest(layout, more).blocks]
    assert kinds[-3:] == [Section, Signing, Official]
    without = Layout(paper="x", title="題", blocks=layout.blocks[:2])
    assert sections(general.with_the_rest(without, more))[-1] == "そのほかの記入内容"


def test_a_layout_that_knows_everything_stays_as_it_is() -> None:
    layout = form_of("juminhyo").layout
    assert layout is not None
    made = application(answers=(answered("ap_name", "氏名", "山田"),))
    assert general.with_the_rest(layout, made) is layout


def test_a_group_is_a_table_with_a_column_for_each_question() -> None:
    blocks = general.of_procedure(group_procedure()).blocks
    (at,) = (number for number, block in enumerate(blocks) if isinstance(block, Listing))
    table = blocks[at]
    assert isinstance(table, Listing)
    assert (table.field, table.rows, [column.label for column in table.columns][:2]) == (
        "movers",
        4,
        ["氏名", "生年月日"],
    )
    assert [type(block) for block in blocks[at - 1 : at + 2]] == [Section, Listing, Section], "where it is asked"
    before, after = blocks[at - 1], blocks[at + 1]
    assert isinstance(before, Section)
    assert isinstance(after, Section)
    assert after.section == f"{before.section}（つづき）", "no two parts of a paper have the same heading"
    many = group_procedure().field("movers")
    assert many is not None
    inner = [one.model_copy(update={"id": f"{one.id}_{n}"}) for n in range(2) for one in many.fields]
    pages = (
        group_procedure().pages[4].model_copy(update={"fields": (many.model_copy(update={"fields": tuple(inner)}),)}),
    )
    wide = group_procedure().model_copy(update={"pages": pages})
    assert not general.of_procedure(wide).listings, "too many columns for a table"


def test_a_group_of_a_procedure_nobody_knows_is_a_table_too() -> None:
    moved = from_form.answered(moving_form(movers=[HANAKO, TARO]))
    (table,) = general.of_application(application(answers=moved)).listings
    assert (table.rows, [column.label for column in table.columns]) == (
        2, ["氏名", "生年月日", "年齢", "続柄", "前の住所が 同じ", "前の住所"],
    )  # fmt: skip


def test_what_a_list_has_no_column_for_stands_in_a_further_one() -> None:
    moved = application(answers=from_form.answered(moving_form(movers=[HANAKO, TARO])))
    layout = general.of_procedure(group_procedure())
    assert general.with_the_rest(layout, moved) == layout
    cut = [
        block.model_copy(update={"columns": block.columns[:2]}) if isinstance(block, Listing) else block
        for block in layout.blocks
    ]
    whole = general.with_the_rest(layout.model_copy(update={"blocks": tuple(cut)}), moved)
    assert [[column.label for column in table.columns] for table in whole.listings] == [
        ["氏名", "生年月日"], ["年齢", "続柄", "前の住所が 同じ", "前の住所"],
    ]  # fmt: skip
