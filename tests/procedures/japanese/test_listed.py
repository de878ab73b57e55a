"""Lists by their readings."""

from kiosk.procedures.japanese.listed import OTHER, Listed, beginning, firsts

ENTRIES = (
    Listed("1", "合同", "ゴウドウ"),
    Listed("2", "加古", "カコ"),
    Listed("3", "学校", "ガッコウ"),
    Listed("4", "ABC", "ＡＢＣ"),
    Listed("5", "何もない", ""),
    Listed("6", "ツボ", "ッボ"),
)


def test_an_entry_is_found_under_its_first_kana_without_a_mark() -> None:
    assert [one.code for one in beginning(ENTRIES, "カ")] == ["2", "3"]
    assert [one.code for one in beginning(ENTRIES, "コ")] == ["1"]
    assert [one.code for one in beginning(ENTRIES, "ツ")] == ["6"]
    assert [one.code for one in beginning(ENTRIES, OTHER)] == ["4", "5"]


def test_every_entry_is_found_under_one_kana() -> None:
    assert firsts(ENTRIES) == {"カ", "コ", "ツ", OTHER}
    assert sum(len(beginning(ENTRIES, one)) for one in firsts(ENTRIES)) == len(ENTRIES)


def test_entries_are_sorted_as_in_a_dictionary() -> None:
    assert [one.code for one in sorted(ENTRIES, key=Listed.order)] == ["5", "2", "3", "1", "6", "4"]
