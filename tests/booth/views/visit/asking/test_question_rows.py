"""What a question offers to touch."""

from kiosk.booth.views.visit.asking.question_rows import QUICK, number_keys, option_cards, switch_row
from kiosk.procedures.procedure import FormField, Procedure


def field(procedure: Procedure, name: str) -> FormField:
    found = procedure.field(name)
    assert found is not None
    return found


def test_a_choice_has_a_card_for_each_option(juminhyo: Procedure) -> None:
    cards = option_cards(field(juminhyo, "scope"), "part", "ja")
    assert [(card.option, card.chosen) for card in cards] == [
        ("all", False), ("part", True), ("joyo", False), ("kisai", False),
    ]  # fmt: skip
    assert (cards[0].label, cards[0].hint) == ("世帯全員", "いっしょに住む家族みんな")


def test_a_yes_or_no_question_tells_what_was_chosen_or_that_nothing_was(juminhyo: Procedure) -> None:
    item = field(juminhyo, "show_head")
    assert [switch_row(item, value, "ja").value for value in (None, False, True)] == [-1, 0, 1]
    assert (switch_row(item, True, "ja").on, switch_row(item, True, "ja").off) == ("のせる", "のせない")


def test_few_numbers_have_a_key_each_and_many_have_none(juminhyo: Procedure) -> None:
    copies = field(juminhyo, "copies")
    assert [key.number for key in number_keys(copies, 3) if key.chosen] == [3]
    assert number_keys(copies.model_copy(update={"maximum": QUICK + 1}), 3) == ()
    assert number_keys(copies.model_copy(update={"maximum": None}), 3) == ()
    assert number_keys(field(juminhyo, "scope"), None) == ()
