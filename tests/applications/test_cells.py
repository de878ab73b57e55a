"""No text in a cell is calculated by a spreadsheet, and every text comes back as it was."""

import pytest

from kiosk.applications.cells import plain, safe


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://x","y")', "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x",
        " =1", "\u3000=cmd|' /C calc'!A0", "\ufeff=1", "'=1", "'text", "0792210000", "00", "1234567890123456",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_take_otherwise_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert plain(safe(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["", "0", "12", "2通", "住民票", "葛\U000e0102西　辻\U000e0102子", "079-221-0000", "123456789012345"]
)
def test_what_stays_as_it_is(cell: str) -> None:
    assert safe(cell) == plain(cell) == cell
