"""Cases for a spreadsheet: a row each, and nothing in it calculates."""

import csv
import io
import re

from kiosk.headquarters.handover.handed import Handed
from kiosk.headquarters.handover.table import rows
from tests.headquarters.handover.cases_handed import ANSWERS, answered, handed, line
from tests.headquarters.headquarters_world import NAME


def table(*cases: Handed) -> list[dict[str, str]]:
    text = rows(cases)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_case_is_a_row_and_each_question_a_column() -> None:
    one, other = table(handed(), handed((ANSWERS[0], answered("copies", "通数", "2通")), "R8-000002"))
    assert (one["受付番号"], other["受付番号"]) == ("R8-000001", "R8-000002")
    assert one["氏名"] == other["氏名"] == NAME
    assert (one["通数"], other["通数"], other["住所"]) == ("", "2通", "")
    assert one["引っ越す人"] == "山田　一郎\n山田　二郎"
    assert (one["受付日時"], one["手数料（円）"]) == ("2026-11-21 10:02", "600")


def test_what_a_resident_wrote_is_never_calculated_and_keeps_its_zeros() -> None:
    (one,) = table(handed())
    assert one["使いみち"] == '\'=HYPERLINK("http://x","y")'
    assert one["登録番号"] == "'00012345"


def test_no_cell_is_torn_apart_by_a_spreadsheet_that_separates_by_more_than_commas() -> None:
    """LibreOffice proposes tab, comma and semicolon: what is not in quotes begins a cell of its own behind each."""
    words = "山田;=1+1", "山田\t=1+1", "山田", "", "1"
    text = rows([handed(tuple(answered(f"a{n}", f"項{n}", one) for n, one in enumerate(words)))])
    cells = re.findall(r'"(?:[^"]|"")*"|[^,;\t\r\n"]+', text)
    assert '"山田;=1+1"' in cells
    assert not any(cell.strip('"').startswith("=") for cell in cells)


def test_a_question_that_was_renamed_has_a_column_of_its_own() -> None:
    _, other = table(handed(), handed((answered("ap_name", "お名前", NAME),)))
    assert (other["氏名"], other["お名前"]) == ("", NAME)


def test_what_cannot_be_opened_has_its_line() -> None:
    (one,) = table(Handed(line(), None))
    assert (one["受付番号"], one["手続き"], one["様式の版"]) == ("R8-000001", "住民票の写し", "")
