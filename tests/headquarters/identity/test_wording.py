"""Identification in words: everything that can happen has words, and nothing unchecked reads as good."""

from datetime import UTC, datetime

import pytest

from kiosk.headquarters.identity import views, wording
from kiosk.jpki.certificates import Step
from kiosk.procedures.procedure import Level as Needed
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome, StepFound, Verdict

NOW = datetime(2026, 11, 21, 5, 42, tzinfo=UTC)


def evidence(outcome: Outcome, code: str | None = None, *steps: StepFound) -> Evidence:
    return Evidence(
        evidence_id=new_id(), level="A3", method=Method.CARD_KEY, outcome=outcome, at=NOW, code=code, steps=steps
    )


def test_every_method_outcome_check_and_code_has_words() -> None:
    assert set(wording.METHODS) == set(Method)
    assert set(wording.OUTCOMES) == set(Outcome)
    assert set(Step) <= set(wording.STEPS)
    assert set(wording.REMEDIES) == set(Code)
    for code in Code:
        assert wording.sentence(code).endswith("。")
    words = [*wording.METHODS.values(), *wording.STEPS.values(), *wording.OUTCOMES.values()]
    assert all(words)
    assert len(set(wording.VERDICTS.values())) == 3


def test_a_number_of_tries_nobody_knows_is_not_shown_as_a_question_mark() -> None:
    assert "?" not in "".join(wording.for_the_call_page()["sentences"].values())


def test_what_was_found_keeps_its_checks_in_words() -> None:
    found = wording.event(
        evidence(
            Outcome.NOT_CONFIRMED,
            "C-23",
            StepFound(step="issuer", verdict=Verdict.GOOD),
            StepFound(step="possession", verdict=Verdict.BAD, code="C-23"),
            StepFound(step="brand_new", verdict=Verdict.NOT_CHECKED),
        )
    )
    assert [step.verdict for step in found.steps] == ["good", "bad", "not_checked"]
    assert found.steps[2].words == "そのほかの確認"
    assert "責任者" in found.sentence


def test_without_a_code_there_is_nothing_to_do() -> None:
    assert wording.event(evidence(Outcome.CONFIRMED)).sentence == ""


@pytest.mark.parametrize(
    ("outcome", "code", "forged"),
    [
        (Outcome.NOT_CONFIRMED, "C-22", True),
        (Outcome.NOT_CONFIRMED, "C-23", True),
        (Outcome.NOT_CHECKED, "C-23", False),
        (Outcome.NOT_CONFIRMED, "C-18", False),
        (Outcome.CONFIRMED, None, False),
    ],
)
def test_only_a_check_that_failed_is_called_forged(outcome: Outcome, code: str | None, forged: bool) -> None:
    assert wording.is_forged(wording.event(evidence(outcome, code))) is forged


@pytest.mark.parametrize(
    ("needed", "reached", "enough"),
    [
        (None, None, True),
        ("A0", None, True),
        ("A3", "A4", True),
        ("A3", "A3", True),
        ("A3", "A2", False),
        ("A3", None, False),
        ("B", "A4", False),
    ],
)
def test_what_is_missing_is_said(needed: Needed | None, reached: None, enough: bool) -> None:
    told = wording.summary(needed, reached)
    assert (told.missing == ()) is enough
    assert told == views.IdentitySummary(needed=needed, reached=reached, words=told.words, missing=told.missing)


def test_what_nobody_tried_is_not_shown_as_failed() -> None:
    chosen = views.IdentityEvent(method=Method.CARD_SIGNATURE, words="", outcome=Outcome.NOT_CONFIRMED)
    assert wording.shown_outcome(chosen) is Outcome.NOT_CHECKED
    assert wording.shown_outcome(chosen.model_copy(update={"code": "C-08"})) is Outcome.NOT_CONFIRMED


def test_a_step_of_the_ladder_has_words_of_its_own() -> None:
    words = [wording.level_words(level) for level in (None, *wording.LEVELS)]
    assert len(set(words)) == len(wording.LEVELS) + 1
    assert not any(one[:2] in wording.LEVELS for one in words)
