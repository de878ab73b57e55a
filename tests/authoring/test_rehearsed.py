from datetime import date

from kiosk.authoring.rehearsed import Rehearsed, as_json, told
from kiosk.authoring.trying import tried
from kiosk.authoring.walking import Stuck, Walked, walk
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, NUMBER, small

NOBODY = Walked(3, frozenset(), frozenset(), frozenset(), frozenset(), ())


def rehearsed(procedure: Procedure, walked: Walked) -> Rehearsed:
    return Rehearsed(procedure, tried(procedure, date(2026, 11, 21), "ja"), walked)


def test_tests_and_walks_are_told_together(juminhyo: Procedure) -> None:
    one = rehearsed(juminhyo, NOBODY)
    said = told(one, "ja")
    assert one.passed
    assert said.startswith("juminhyo 3.1.0  住民票の写し\n  試し 1: 請求する方: わたし")
    assert "3回 歩きました。行きづまりはありません。" in said
    assert "ページ who, ap_name" in said.split("一度も出なかったもの")[1]
    assert "format" not in said, "a quiet page is not on the way"


def test_who_got_stuck_is_told_with_the_way_there() -> None:
    procedure = small(KIND + NUMBER)
    one = rehearsed(procedure, walk(procedure, 6))
    said = told(one, "ja")
    assert not one.passed
    assert "試し（tests）がありません" in said
    assert "×「番号」（number）で、先に進める答えがありません。" in said
    assert "画面の文: 4けたで 書いてください" in said
    assert "それまでの答え: 種類: い" in said


def test_a_field_nobody_knows_is_told_by_its_name() -> None:
    stuck = Stuck("no_signing", "gone", "", (), 0)
    said = told(
        rehearsed(small(), Walked(1, frozenset({"kind"}), frozenset(), frozenset(), frozenset(), (stuck,))), "en"
    )
    assert "the review lets nobody go on (gone)" in said
    assert "answers so far" not in said
    assert "never met" not in said


def test_programs_are_told_the_same() -> None:
    procedure = small(KIND + NUMBER)
    found = as_json(rehearsed(procedure, walk(procedure, 6)))
    assert (found["id"], found["passed"], found["walks"]) == ("small", False, 6)
    stuck = found["stuck"]
    assert isinstance(stuck, list)
    assert isinstance(stuck[0], dict)
    assert (stuck[0]["why"], stuck[0]["field"]) == ("no_answer", "number")
