"""Papers of cases: the town's form where there is one, and one for every application in any case."""

import re
import subprocess
from pathlib import Path

from kiosk.applications.application import FormStamp
from kiosk.applications.document import Copy
from kiosk.applications.typesetting import Typesetter
from kiosk.headquarters.cases.opening import Opened
from kiosk.headquarters.cases.papers import CasePapers
from tests.applications.application_samples import DRAWN, application
from tests.applications.papers.forms import hand_in
from tests.town import DELIVERED, read_once


def text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def papers(folder: Path = DELIVERED) -> CasePapers:
    return CasePapers(read_once(DELIVERED), folder, Typesetter())


def test_a_case_has_the_towns_form_with_its_receipt_number() -> None:
    made = text(papers().paper(Opened(hand_in("juminhyo"), (DRAWN,)), "2026-000123"))
    assert "様式第１号" in made
    assert "2026-000123" in made


def test_the_resident_gets_a_copy() -> None:
    assert "本人控え" in text(papers().paper(Opened(hand_in("juminhyo"), (DRAWN,)), "2026-000123", Copy.RESIDENT))


def test_a_layout_that_cannot_be_used_gives_way_to_the_general_form(tmp_path: Path) -> None:
    (tmp_path / "juminhyo").mkdir()
    (tmp_path / "juminhyo" / "juminhyo.v3.paper.yml").write_text("paper: [", encoding="utf-8")
    made = text(papers(tmp_path).paper(Opened(hand_in("juminhyo"), (DRAWN,)), "2026-000123"))
    assert "様式第１号" not in made
    assert "住民票の写し" in made


def test_an_application_of_a_procedure_nobody_knows_has_a_paper() -> None:
    form = FormStamp(procedure="tennyu", version="1.0.0", sha256="cd" * 32, title="転入届")
    assert "転入届" in text(papers().paper(Opened(application(form=form), (DRAWN,)), "2026-000123"))


def test_a_version_that_is_gone_is_set_on_the_newest_form() -> None:
    older = FormStamp(procedure="juminhyo", version="3.0.9", sha256="cd" * 32, title="住民票の写し")
    made = papers().paper(Opened(application(form=older), (DRAWN,)), "2026-000123")
    assert "様式第１号" in text(made)
    assert "様式の版3.0.9" in text(made)
