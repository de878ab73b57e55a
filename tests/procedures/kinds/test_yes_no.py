"""Yes and no are said in the words of the file."""

from kiosk.procedures.kinds.table import kind_of
from tests.procedures.kinds.kind_fields import field


def test_yes_and_no_in_words() -> None:
    item = field("boolean")
    assert [kind_of(item).text(item, value, "ja") for value in (True, False)] == ["のせる", "のせない"]
