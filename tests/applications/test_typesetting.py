"""The typesetter: PDF/A-2b, the same bytes for the same data, and failures that name only the template."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from kiosk.applications.typesetting import FOR_READERS, PdfDocument, Typesetter, TypesettingFailed, qr_svg
from tests.applications.application_samples import MADE

ONE_LINE = """
#let d = json(bytes(sys.inputs.data))
#set document(date: datetime(year: 2026, month: 11, day: 21))
#set text(lang: "ja")
#set text(font: "IPAmjMincho")
#d.text
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Typesetter:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "line.typ").write_text(ONE_LINE, encoding="utf-8")
    (folder / "spoken.typ").write_text('#set document(title: "一行")\n' + ONE_LINE, encoding="utf-8")
    (folder / "wrong.typ").write_text("#nothing-of-this-name", encoding="utf-8")
    return Typesetter(templates=folder)


def test_a_line_becomes_pdf_a(small: Typesetter) -> None:
    pdf = small.set_pdf("line", {"text": "葛西"}, MADE)
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")


def test_the_same_data_gives_the_same_bytes(small: Typesetter) -> None:
    assert small.set_pdf("line", {"text": "一"}, MADE) == small.set_pdf("line", {"text": "一"}, MADE)
    assert small.set_pdf("line", {"text": "一"}, MADE) != small.set_pdf("line", {"text": "二"}, MADE)


def test_threads_never_get_each_others_paper(small: Typesetter) -> None:
    texts = [f"第{n}号" for n in range(12)]
    alone = [small.set_pdf("line", {"text": text}, MADE) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: small.set_pdf("line", {"text": text}, MADE), texts))
    assert together == alone


@pytest.mark.parametrize("template", ["wrong", "absent", "line"])
def test_a_failure_names_the_template_and_nothing_that_was_written(small: Typesetter, template: str) -> None:
    with pytest.raises(TypesettingFailed) as caught:
        small.set_pdf(template, {"text": "KASAI\U0001f600"}, MADE)
    assert template in str(caught.value)
    assert "KASAI" not in str(caught.value)


def test_a_failure_leaves_the_typesetter_usable(small: Typesetter) -> None:
    with pytest.raises(TypesettingFailed):
        small.set_pdf("wrong", {}, MADE)
    assert small.set_pdf("line", {"text": "続き"}, MADE).startswith(b"%PDF-1.7")


def test_data_is_never_read_as_template(small: Typesetter) -> None:
    pdf = small.set_pdf("line", {"text": '#panic("x") $x$ \\ *b*'}, MADE)
    assert pdf.startswith(b"%PDF")


def test_it_can_be_set_for_readers_too(small: Typesetter) -> None:
    pdf = small.set_pdf("spoken", {"text": "葛西"}, MADE, FOR_READERS)
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")


def test_two_typesetters_read_the_fonts_once() -> None:
    assert Typesetter().mincho is Typesetter().mincho


def test_warming_up_reads_all_fonts(typesetter: Typesetter) -> None:
    typesetter.warm_up()
    assert {font.family for font in typesetter.gothic.fonts} >= {"BIZ UDPGothic", "IPAmjMincho"}


def test_a_code_has_its_quiet_zone() -> None:
    svg = qr_svg("IE-4731-08K")
    assert 'viewBox="0 0 29 29"' in svg  # version 1 is 21 modules wide, and 4 on either side


def test_a_document_does_not_show_itself_in_a_log() -> None:
    assert repr(PdfDocument(b"%PDF")) == "PdfDocument(4 bytes)"


def test_templates_travel_with_the_program() -> None:
    import kiosk.applications

    folder = Path(kiosk.applications.__path__[0]) / "templates"
    assert {path.name for path in folder.iterdir()} >= {"paper.typ", "form.typ", "slip.typ"}
