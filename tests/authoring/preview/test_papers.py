import io

import pikepdf
import pytest

from kiosk.applications.typesetting import Typesetter
from kiosk.authoring.preview import papers
from kiosk.authoring.preview.shots import RECEIPT, REFERENCE, shots
from kiosk.booth.visit.stages import Handed
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from tests.applications.test_slip import said
from tests.town import TOWN

HANDED = Handed(REFERENCE, "juminhyo", fee=300, receipt_number=RECEIPT)


@pytest.fixture(scope="module")
def form(juminhyo: Procedure) -> SharedForm:
    found = shots(juminhyo, {}, "vi").form
    assert found is not None
    return found


def test_the_application_is_set_on_the_towns_form(form: SharedForm) -> None:
    pdf = papers.application(form, TOWN, "ja", Typesetter())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "請求書" in str(opened.docinfo.get("/Title")), "the layout's title, not the general one"


def test_the_slip_comes_in_the_residents_language(form: SharedForm) -> None:
    with pikepdf.open(io.BytesIO(papers.slip(HANDED, form.procedure, "vi", Typesetter()))) as opened:
        assert len(opened.pages) == 1
    text = said(papers.slip(HANDED, form.procedure, "vi", Typesetter()))
    assert "Mãsốcủabạn" in text
    assert REFERENCE in text
