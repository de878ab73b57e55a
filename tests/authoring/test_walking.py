"""Walks find who gets stuck, and are the same again."""

from pathlib import Path

import pytest

from kiosk.authoring.walking import walk
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, NUMBER, TEXT, small
from tests.town import read_once

STOP = f"stops:\n  - {{id: no_b, when: \"kind == 'b'\", say: {TEXT}}}\n"
PAPER = f"documents:\n  - {{id: card, when: \"kind == 'a'\", label: {TEXT}}}\n"
NOTICE = f"notices:\n  - {{id: soon, when: \"kind == 'a'\", say: {TEXT}}}\n"
TRIAL = "tests:\n  - {given: {kind: b, number: '1234'}, expect: {stop: ''}}\n"


def test_nobody_gets_stuck_in_a_sound_procedure_and_everything_is_met() -> None:
    walked = walk(small(KIND, STOP + PAPER + NOTICE), 12)
    assert walked.stuck == ()
    assert (walked.pages, walked.stops, walked.notices, walked.documents) == ({"kind"}, {"no_b"}, {"soon"}, {"card"})


def test_a_question_no_answer_gets_through_is_named_with_the_sentence_and_the_way_there() -> None:
    (stuck,) = walk(small(KIND + NUMBER), 12).stuck
    assert (stuck.why, stuck.field, stuck.said) == ("no_answer", "number", "4けたで 書いてください")
    assert stuck.answers[0] == ("種類", "い")


def test_an_answer_from_the_tests_of_the_file_gets_through() -> None:
    assert walk(small(KIND + NUMBER, TRIAL), 12).stuck == ()


def test_the_same_seeds_walk_the_same_ways(juminhyo: Procedure) -> None:
    assert walk(juminhyo, 3) == walk(juminhyo, 3)


def test_the_real_procedure_lets_everybody_through(juminhyo: Procedure) -> None:
    walked = walk(juminhyo, 12)
    assert walked.stuck == ()
    assert walked.stops == {"third"}
    assert {"who", "ap_name", "copies", "receive", "ap_tel"} <= walked.pages


def test_a_form_that_goes_on_for_ever_is_named(juminhyo: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.authoring.walking._MOST_TOUCHES", 2)
    (stuck, *_) = walk(juminhyo, 1).stuck
    assert (stuck.why, stuck.said) == ("no_end", "")
    assert stuck.field in {field.id for field in juminhyo.fields}


def test_a_review_that_lets_nobody_sign_is_named(juminhyo: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.authoring.walking.Resident.can_sign", lambda _self: False)
    assert {one.why for one in walk(juminhyo, 4).stuck} == {"no_signing"}


def test_a_procedure_that_never_asks_anything_is_named(juminhyo: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.authoring.walking.Resident.to_first_question", lambda self: iter([self]))
    (stuck,) = walk(juminhyo, 2).stuck
    assert (stuck.why, stuck.field, stuck.answers) == ("no_beginning", "", ())


def test_what_was_answered_seldom_is_answered_sooner() -> None:
    options = "".join(f"          - {{id: o{number}, label: {{ja: あ, easy: あ, en: A}}}}\n" for number in range(8))
    stops = "".join(f"  - {{id: s{number}, when: \"kind == 'o{number}'\", say: {TEXT}}}\n" for number in range(8))
    many = small(KIND.split("          - ")[0] + options, f"stops:\n{stops}")
    assert len(walk(many, 16).stops) == 8


def test_every_delivered_procedure_lets_everybody_through(delivered: Path) -> None:
    """Drafts too: whatever is offered next was walked before."""
    found = read_once(delivered).procedures
    assert found
    assert {one.id: walk(one, 6).stuck for one in found} == {one.id: () for one in found}
