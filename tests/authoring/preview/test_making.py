from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.authoring.preview.making import Wanted, answers, make
from kiosk.procedures.files.broken import Broken
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, TEXT, small
from tests.town import TOWN

STOP = f"stops:\n  - {{id: no_b, when: \"kind == 'b'\", say: {TEXT}}}\n"


def test_a_folder_holds_the_page_and_all_it_shows(qapp: QApplication, tmp_path: Path) -> None:
    index = make(Wanted(small(), TOWN, {}, "en", 640), tmp_path / "new" / "folder", "en")
    html = index.read_text(encoding="utf-8")
    assert "Something small" in html
    shown = {part.split('"')[0] for part in html.split('src="')[1:]}
    assert shown == {path.name for path in index.parent.glob("*.png")}
    assert {path.name for path in index.parent.glob("*.pdf")} == {"application.pdf", "slip.pdf"}


def test_answers_that_lead_to_a_stop_print_nothing(qapp: QApplication, tmp_path: Path) -> None:
    make(Wanted(small(KIND, STOP), TOWN, {"kind": "b"}, "ja", 640), tmp_path, "ja")
    assert list(tmp_path.glob("*.pdf")) == []
    assert (tmp_path / "03-stop-no_b.png").is_file()


def test_answers_are_read_from_a_file(tmp_path: Path, juminhyo: Procedure) -> None:
    path = tmp_path / "answers.yml"
    path.write_text("who: agent\ncopies: 3\n", encoding="utf-8")
    assert answers(path, juminhyo) == {"who": "agent", "copies": 3}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("whoo: agent\ncopies: three\n", ["near_field", "value_unfit"]), ("who：agent\n", ["no_answers"])],
)
def test_answers_no_field_takes_are_told_with_their_place(
    tmp_path: Path, juminhyo: Procedure, text: str, kinds: list[str]
) -> None:
    path = tmp_path / "answers.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Broken) as caught:
        answers(path, juminhyo)
    assert [one.mistake.kind for one in caught.value.problems] == kinds
    assert [one.at.line for one in caught.value.problems] == [1, 2][: len(kinds)]
