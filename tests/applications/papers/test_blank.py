"""Blank forms: the same boxes, nothing ticked, words with their readings, and nothing of anybody."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from kiosk.applications.papers.blank import blank
from kiosk.applications.typesetting import Typesetter
from tests.applications.application_samples import MADE
from tests.applications.papers.forms import form_of


@pytest.mark.parametrize("own", [True, False])
def test_a_blank_form_asks_the_same_in_easy_words(typesetter: Typesetter, own: bool) -> None:
    form = form_of("juminhyo")
    assert form.procedure is not None
    made = blank(form.procedure, form.layout if own else None, "姫路市長", typesetter, MADE).content
    with pikepdf.open(BytesIO(made)) as document, document.open_metadata() as about:
        assert (about["pdfaid:conformance"], about["pdfuaid:part"]) == ("A", "1")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True)
    text = re.sub(r"\s", "", done.stdout.decode())
    for said in ("姫路市長", "じゅうしょ", "なまえ", "まどぐち", "手書き用", "事務処理欄", "〒", "明大昭平令西暦"):
        assert said in text
    assert ("様式第１号" in text) is own
    assert "✓" not in text
    assert "控え番号" not in text
    assert set(re.findall(r"[A-Za-z]{2,}", text)) == set()
