import csv
import io

import pytest

from kiosk.authoring.texts.rows import Row
from kiosk.authoring.texts.table import NoTable, read, written

PLAIN = Row("a.yml title", {"ja": "名前", "easy": "名前(なまえ)", "en": "Name"}, {"vi": "Tên"}, {"vi": "Nguyen"})
DANGEROUS = ("=1+1", "+81", "-x", "@SUM(A1)", "\tx", "\rx", "'=1", "'")


def test_a_table_comes_back_as_it_was() -> None:
    text = written([PLAIN], ["vi", "ko"])
    heads = ["place", "ja", "easy", "en", "vi", "vi_reviewed_by", "ko", "ko_reviewed_by"]
    assert text.startswith("\ufeff" + ",".join(f'"{head}"' for head in heads) + "\r\n")
    ((number, row),) = read(text.encode())
    assert (number, row.place, dict(row.own)) == (2, PLAIN.place, PLAIN.own)
    assert (row.words, row.reviewed_by) == ({"vi": "Tên", "ko": ""}, {"vi": "Nguyen", "ko": ""})


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula_to_a_spreadsheet_and_none_is_changed_by_that(text: str) -> None:
    row = Row("a.yml x", {"ja": text, "easy": text, "en": text}, {"vi": text}, {"vi": text})
    table = written([row], ["vi"])
    cells = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))[1]
    assert all(cell[0] not in "=+-@\t\r" for cell in cells)
    ((_, back),) = read(table.encode())
    assert (dict(back.own), dict(back.words), dict(back.reviewed_by)) == (dict(row.own), {"vi": text}, {"vi": text})


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiters_of_other_spreadsheets_are_read_and_columns_may_move(delimiter: str) -> None:
    lines = [["en", "place", "easy", "ja"], ["Name", "a.yml title", "名前(なまえ)", "名前"], ["", "", "", ""]]
    ((number, row),) = read("\n".join(delimiter.join(line) for line in lines).encode("utf-8"))
    assert (number, row.own["ja"], row.words, row.reviewed_by) == (2, "名前", {}, {})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (written([PLAIN], []).encode("cp932", "replace"), "table_not_utf8"),
        (b"", "table_without_columns"),
        (b"a,b\n1,2\n", "table_without_columns"),
        (b"place,ja,easy,en\na," + b"x" * 200_000, "table_without_columns"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, kind: str) -> None:
    with pytest.raises(NoTable) as caught:
        read(content)
    assert caught.value.kind == kind
