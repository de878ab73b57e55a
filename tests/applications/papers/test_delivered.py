"""Every delivered form, filled and blank: all is on it in Japanese, also for the hardest names and addresses."""

import re
import subprocess
import unicodedata
from functools import cache

import pytest

from kiosk.applications.application import Answered, Application
from kiosk.applications.document import Copy, render
from kiosk.applications.papers.blank import blank
from kiosk.applications.papers.filling import written
from kiosk.applications.typesetting import Typesetter
from kiosk.procedures.field_types import FieldType
from tests.applications.application_samples import DRAWN, MADE, NAME
from tests.applications.papers.forms import ANSWERS, form_of, hand_in, procedure_of
from tests.town import DELIVERED

WITH_A_FORM = sorted({path.parent.name for path in DELIVERED.glob("*/*.paper.yml")})
HARD_NAME = "葛\U000e0102西　𠮷塚\ufa10" * 13
HARD_ADDRESS = "兵庫県姫路市" + "家島町真浦大字𠮷野字塚\ufa10本" * 30


@cache
def words(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def is_told(answer: Answered, procedure_id: str, text: str) -> bool:
    """Whether the paper says this answer: its words, or a tick more than a blank form has."""
    field, layout = procedure_of(procedure_id).field(answer.field), form_of(procedure_id).layout
    assert field is not None
    assert layout is not None
    left_out = layout.left_out
    if answer.field in left_out:
        return True
    if answer.rows:
        ticked = {one.id for one in field.fields if one.options or one.type is FieldType.BOOLEAN} | left_out.keys()
        told = (part for row in answer.rows for part in row.parts if part.field not in ticked)
        return all(re.sub(r"\s", "", part.text.partition("（")[0]) in text for part in told)
    if field.options or field.type is FieldType.BOOLEAN:
        return True  # ticks are counted
    return re.sub(r"\s", "", written(answer, field)) in text


@cache
def of_the_town(typesetter: Typesetter, procedure_id: str) -> tuple[Application, bytes]:
    """What is usually handed in, and the town's paper of it; set once for all that is asked of it."""
    made = hand_in(procedure_id)
    return made, render(made, [DRAWN], typesetter, form_of(procedure_id)).content


@pytest.mark.parametrize("procedure_id", WITH_A_FORM)
def test_all_that_was_answered_is_on_the_form(typesetter: Typesetter, procedure_id: str) -> None:
    form = form_of(procedure_id)
    made, paper = of_the_town(typesetter, procedure_id)
    assert form.procedure is not None
    text = words(paper)
    assert [answer.field for answer in made.answers if not is_told(answer, procedure_id, text)] == []
    assert "そのほかの記入内容" not in text
    assert "続紙" not in text, "what is usual fits its box"
    offered = [
        answer
        for answer in made.answers
        if (field := form.procedure.field(answer.field)) and (field.options or field.type is FieldType.BOOLEAN)
    ]
    no = [answer for answer in offered if answer.value is False]
    assert len(offered) - len(no) <= text.count("✓")


@pytest.mark.parametrize("procedure_id", WITH_A_FORM)
def test_no_name_or_address_is_ever_cut(typesetter: Typesetter, procedure_id: str) -> None:
    made = hand_in(procedure_id, HARD_NAME, HARD_ADDRESS)
    text = words(render(made, [DRAWN], typesetter, form_of(procedure_id)).content)
    assert HARD_ADDRESS in text
    assert re.sub(r"\s", "", HARD_NAME) in text


@pytest.mark.parametrize("procedure_id", WITH_A_FORM)
def test_nothing_on_it_is_english_or_a_name_of_ours(typesetter: Typesetter, procedure_id: str) -> None:
    form = form_of(procedure_id)
    made, paper = of_the_town(typesetter, procedure_id)
    assert form.procedure is not None
    papers = [
        paper,
        *(render(made, [DRAWN], typesetter, form, copy=copy).content for copy in Copy if copy != Copy.TOWN),
    ]
    papers.append(blank(form.procedure, form.layout, "姫路市長", typesetter, MADE).content)
    for pdf in papers:
        assert set(re.findall(r"[A-Za-z_]{2,}", unicodedata.normalize("NFKC", words(pdf)))) <= {"IE"}


def test_a_day_is_not_broken_inside(typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch) -> None:
    birth = {"year": 2012, "month": 12, "day": 28, "as_written": "平成24年12月28日"}
    kid = {"k_name": NAME, "k_kana": "ヤマダ　ハジメ", "k_birth": birth, "k_relation": "own_child"}
    monkeypatch.setitem(ANSWERS, "jido", {"kids": [{**kid, "k_together": True, "k_care": True}]})
    paper = render(hand_in("jido"), [DRAWN], typesetter, form_of("jido")).content
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=paper, capture_output=True, check=True)
    assert "12月28日" in done.stdout.decode()
