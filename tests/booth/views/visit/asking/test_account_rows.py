"""How the parts of an account are asked."""

from kiosk.booth.views.visit.asking.account_rows import cards, grouped, kept, padded, source, tabs, way_of
from kiosk.procedures.kinds.account import Account, with_part
from tests.procedures.kinds.kind_fields import field
from tests.procedures.kinds.test_account import BANK, POST


def say(key: str) -> str:
    return f"<{key}>"


def test_the_ways_there_are_stand_as_cards() -> None:
    assert [card.option for card in cards(field("bank"), Account(), "way", say)] == ["post", "bank"]
    ways = cards(field("bank", registered=True), Account("bank"), "way", say)
    assert [(card.option, card.chosen) for card in ways] == [("post", False), ("bank", True), ("registered", False)]
    assert (ways[0].label, ways[0].hint) == ("<account-way-post>", "<account-way-hint-post>")


def test_savings_are_offered_only_where_they_do() -> None:
    assert [card.option for card in cards(field("bank"), BANK, "kind", say)] == ["ordinary", "current"]
    assert len(cards(field("bank", savings=True), BANK, "kind", say)) == 3
    assert cards(field("bank"), BANK, "number", say) == ()


def test_what_was_said_stands_above_and_what_was_reached_is_open() -> None:
    begun = with_part(with_part(Account(), "way", "bank"), "bank", "0005")
    shown = tabs(begun, "branch", say)
    assert [(tab.part, tab.text, tab.now, tab.open) for tab in shown] == [
        ("way", "<account-short-bank>", False, True), ("bank", "三菱UFJ銀行", False, True),
        ("branch", "", True, True), ("kind", "", False, False), ("number", "", False, False),
        ("holder", "", False, False),
    ]  # fmt: skip
    assert [tab.text for tab in tabs(POST, "holder", say)] == [
        "<account-short-post>", "14030", "12345671", "ヤマダ ハナコ"
    ]  # fmt: skip
    assert tabs(BANK, "kind", say)[3].text == "<account-kind-ordinary>"
    assert all(tab.open for tab in tabs(BANK, "way", say))


def test_no_tabs_stand_before_the_way_is_known() -> None:
    assert tabs(Account(), "way", say) == tabs(Account("registered"), "way", say) == ()


def test_a_part_is_chosen_picked_or_typed() -> None:
    ways = {part: way_of(part) for part in ("way", "bank", "branch", "kind", "number", "symbol", "figures", "holder")}
    assert ways == {
        "way": "choice", "bank": "picking", "branch": "picking", "kind": "choice", "number": "typing",
        "symbol": "typing", "figures": "typing", "holder": "typing",
    }  # fmt: skip


def test_the_post_bank_has_a_card_of_its_own_and_stands_in_no_list() -> None:
    found = source(Account("bank"), "bank", ("0005",))
    assert "9900" not in {one.code for one in found.entries}
    assert ([one.name for one in found.usual_ones], found.digits) == (["三菱UFJ銀行"], 4)
    assert source(BANK, "branch", ("0005",)).ways == ("kana", "number")


def test_numbers_are_grouped_and_padded_as_they_are_kept() -> None:
    assert [grouped("number", text) for text in ("", "123", "1234567")] == ["", "123", "123 4567"]
    assert (grouped("figures", "12345671"), grouped("symbol", "14030")) == ("1234 5671", "14030")
    assert [padded("number", text) for text in ("", "123", "1234567")] == ["", "0000123", ""]
    assert padded("figures", "123") == ""
    assert (kept("number", "12"), kept("symbol", "12"), kept("holder", "きょう")) == ("0000012", "12", "キヨウ")
