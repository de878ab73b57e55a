"""Where an answer came from, and what staff compare with the card's face."""

from kiosk.applications.application import AnsweredPart, AnsweredRow
from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Source

ODD = Doubt(code=Code.SUBSTITUTED)


def answer(source: Source | None = Source.PRESET, *, computed: bool = False, by: str = "") -> CaseAnswer:
    part = AnsweredPart(field="m_name", label="氏名", text="●本", is_name=True, doubts=(ODD,))
    return CaseAnswer(
        field="movers", label="引っ越した人", text="1人", source=source, is_name=False, doubts=(ODD,), by=by,
        computed=computed, rows=(AnsweredRow(title="引っ越した人 1", parts=(part,)),),
    )  # fmt: skip


def test_where_it_came_from() -> None:
    told = (answer(), answer(computed=True), answer(Source.STAFF, by="田中"), answer(None))
    assert [one.source_words for one in told] == ["初期値", "ほかの答えから計算", "職員が記入（田中）", ""]


def test_what_to_compare_says_whose_it_is() -> None:
    own, of_row = answer().look
    assert of_row == f"引っ越した人 1：{own}"
