"""No text in a cell is calculated by a spreadsheet, and every text comes back as it was."""

import pytest

from kiosk.applications.cells import plain, safe, table


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://x","y")', "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x",
        "1-2", "1-2-3", "12-3", "3/4", "2026/1", "1E5", "1e-5", "１－２－３", "４／１", "1.10", "２．０", "０７９２",
        "3-1950", "12/1999", "1/2/2026", "５－１９５０", "5月6日", "(3)", "（１）", "1 1/2",
        " =1", "\u3000=cmd|' /C calc'!A0", "\ufeff=1", "'=1", "'text", "0792210000", "00", "1234567890123456",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_take_otherwise_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert plain(safe(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "", "0", "12", "2通", "住民票", "葛\U000e0102西　辻\U000e0102子", "079-221-0000", "123456789012345",
        "2026-11-21", "2026-11-21 10:02", "1-2番地", "1-101", "令和8年5月6日", "(3)階", "3.1.0", "1.5", "R8-000001",
    ],
)  # fmt: skip
def test_what_stays_as_it_is(cell: str) -> None:
    assert safe(cell) == plain(cell) == cell


def test_every_cell_of_a_table_stands_in_quotes() -> None:
    assert table([("氏名", "a;b"), ("", '=1"')]) == '\ufeff"氏名","a;b"\r\n"","\'=1"""\r\n'
