from datetime import date

from kiosk.authoring.trying import tried
from kiosk.procedures.procedure import Expected, Procedure, Trial

DAY = date(2026, 11, 21)


def test_a_test_is_told_in_the_words_of_the_form(juminhyo: Procedure) -> None:
    first, second, *_ = tried(juminhyo, DAY, "ja")
    assert first.passed
    assert first.given == "請求する方: わたし / 種類: 世帯全員 / 通数: 1通"
    assert first.lines[:3] == ("○ 手数料: 300円", "○ 止まるところ: なし", "○ お知らせ: なし")
    assert second.number == 2
    assert second.lines[2].startswith("○ お知らせ: authority (委任状を、")


def test_what_came_otherwise_stands_beside_what_was_expected(juminhyo: Procedure) -> None:
    trial = Trial(given={"who": "third"}, expect=Expected(stop="", fee=300, documents=("nobody",)))
    (one,) = tried(juminhyo.model_copy(update={"tests": (trial,)}), DAY, "en")
    assert not one.passed
    assert one.lines == (
        "o fee: 300 yen",
        "x stop: expected none, got third (Our staff will help you from here.)",
        "x papers: expected nobody, got none",
    )


def test_an_answer_that_is_not_taken_is_told(juminhyo: Procedure) -> None:
    trial = Trial(given={"copies": "x", "who": None, "nobody": 1}, expect=Expected())
    (one,) = tried(juminhyo.model_copy(update={"tests": (trial,)}), DAY, "en")
    assert (one.passed, one.given) == (False, "copies: x / who: None / nobody: 1")
    assert one.lines == ("x 'copies' does not take that answer", "x 'nobody' does not take that answer")
