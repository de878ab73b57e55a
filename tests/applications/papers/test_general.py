"""The general layout: a place for everything, short questions side by side, and nothing lost."""

from kiosk.applications.papers import general
from kiosk.procedures.papers.check import check
from kiosk.procedures.papers.layout import Layout, Official, Section, Signing
from tests.applications.application_samples import answered, applicant, application, request
from tests.applications.papers.forms import catalog, form_of


def sections(layout: Layout) -> list[str]:
    return [block.section for block in layout.blocks if isinstance(block, Section)]


def test_every_field_of_every_procedure_has_its_place() -> None:
    for procedure in catalog().procedures:
        assert check(general.of_procedure(procedure), procedure) == ()


def test_who_applies_comes_first_and_what_for_last() -> None:
    procedure = catalog().procedure("juminhyo")
    assert procedure is not None
    assert sections(general.of_procedure(procedure)) == ["申請する方", "代理人の方", "申請の内容"]
    assert sections(general.of_application(application())) == ["申請する方", "申請の内容"]


def test_short_questions_share_a_row() -> None:
    procedure = catalog().procedure("juminhyo")
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
