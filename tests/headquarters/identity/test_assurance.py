"""How far somebody is identified, and what is still missing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.applications.application import IdentityEvent
from kiosk.headquarters.identity import assurance
from kiosk.headquarters.identity.assurance import Standing
from kiosk.headquarters.identity.evidence import LEVELS
from kiosk.procedures.procedure import FieldType
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome, StepFound
from tests.headquarters.headquarters_world import application
from tests.procedures.several_procedure import several_procedure
from tests.town import DELIVERED, read_once

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)


def found(method: Method, outcome: Outcome = Outcome.CONFIRMED, seconds: int = 0, **steps: str) -> Evidence:
    return Evidence.model_validate(
        {
            "evidence_id": new_id(),
            "level": LEVELS[method],
            "method": method,
            "outcome": outcome,
            "at": AT + timedelta(seconds=seconds),
            "steps": [StepFound.model_validate({"step": step, "verdict": one}) for step, one in steps.items()],
        }
    )


def said(method: Method, outcome: Outcome = Outcome.CONFIRMED) -> IdentityEvent:
    return IdentityEvent(level=LEVELS[method], method=method, at=AT, outcome=outcome)


DECLARED = said(Method.DECLARED, Outcome.NOT_CONFIRMED)
FACE = found(Method.FACE_COMPARED, integrity="not_checked")
PROOF = found(Method.CARD_KEY)
REAL_FACE = found(Method.FACE_COMPARED, integrity="good")
SIGNED = found(Method.CARD_SIGNATURE)
PAPER = found(Method.PAPER_SEEN)


def reached(*given: Evidence | IdentityEvent) -> str | None:
    evidence = [one for one in given if isinstance(one, Evidence)]
    events = [one for one in given if isinstance(one, IdentityEvent)]
    return assurance.standing("A4", evidence, events).reached


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ((), None),
        ((DECLARED,), "A1"),
        ((found(Method.TAP),), "A1"),
        ((found(Method.TAP, Outcome.NOT_CONFIRMED),), None),
        ((PAPER,), "A2"),
        ((found(Method.PAPER_SEEN, Outcome.NOT_CONFIRMED), DECLARED), "A1"),
        ((said(Method.CARD_PIN, Outcome.NOT_CONFIRMED),), None),
        ((said(Method.FACE_COMPARED),), None),  # that is headquarters' to say
        ((FACE, said(Method.CARD_KEY)), "A2"),
        ((PROOF,), "A1"),  # a card and its PIN do not show who holds it
        ((said(Method.CARD_PIN),), "A1"),
        ((FACE,), "A2"),  # like a card nobody read: somebody looked at a photograph
        ((FACE, said(Method.CARD_CODE, Outcome.NOT_CHECKED)), "A2"),
        ((FACE, PROOF), "A3"),
        ((FACE, said(Method.CARD_PIN)), "A3"),
        ((REAL_FACE,), "A3"),
        ((FACE, found(Method.CARD_KEY, Outcome.NOT_CHECKED)), "A2"),  # not checked is never good
        ((REAL_FACE, found(Method.CARD_KEY, Outcome.NOT_CONFIRMED)), "A2"),
        ((SIGNED,), "A4"),
        ((found(Method.CARD_SIGNATURE, Outcome.NOT_CHECKED),), "A1"),
        ((SIGNED, found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED)), "A1"),  # somebody else holds the card
    ],
)
def test_what_findings_add_up_to(given: tuple[Any, ...], level: str | None) -> None:
    assert reached(*given) == level


def test_the_latest_look_counts() -> None:
    no = found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED, integrity="good")
    yes = found(Method.FACE_COMPARED, seconds=60, integrity="good")
    assert reached(yes, no, DECLARED) == "A3"
    assert reached(yes, found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED, 120), DECLARED) == "A1"


def test_a_booth_is_believed_only_for_what_it_alone_can_know() -> None:
    events = [said(method) for method in Method]
    assert {one.method for one in assurance.believed(events)} == {Method.DECLARED, Method.CARD_CODE, Method.CARD_PIN}


@pytest.mark.parametrize(
    ("needed", "given", "words"),
    [
        ("A0", (), ()),
        ("A1", (), ("氏名を",)),
        ("A1", (DECLARED,), ()),
        ("A2", (DECLARED,), ("本人確認書類",)),
        ("A2", (FACE,), ()),
        ("A3", (DECLARED,), ("カードの写真", "本物")),
        ("A3", (PROOF,), ("カードの写真",)),
        ("A3", (FACE,), ("本物",)),
        ("A3", (FACE, PROOF), ()),
        ("A3", (SIGNED,), ()),
        ("A4", (FACE, PROOF), ("電子署名がありません",)),
        ("A4", (found(Method.CARD_SIGNATURE, Outcome.NOT_CHECKED),), ("終わっていません",)),
        ("A4", (found(Method.CARD_SIGNATURE, Outcome.NOT_CONFIRMED),), ("確認できませんでした",)),
        ("A4", (SIGNED,), ()),
        ("B", (SIGNED, FACE, PROOF), ("対面",)),
        ("A3", (PROOF, found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED)), ("責任者",)),
        ("A1", (DECLARED, found(Method.FACE_COMPARED, Outcome.NOT_CONFIRMED)), ()),
        (None, (SIGNED,), ("定義が本庁にありません",)),
    ],
)
def test_what_is_missing_is_said_in_sentences(needed: Any, given: tuple[Any, ...], words: tuple[str, ...]) -> None:
    evidence = [one for one in given if isinstance(one, Evidence)]
    told = assurance.standing(needed, evidence, [one for one in given if isinstance(one, IdentityEvent)])
    assert isinstance(told, Standing)
    assert len(told.missing) == len(words)
    assert all(word in sentence for word, sentence in zip(words, told.missing, strict=True))
    assert all(sentence.endswith("。") for sentence in told.missing)


@pytest.mark.parametrize(
    ("who", "level"),
    [("self", "A3"), ("agent", "A2"), ("third", "A3"), (None, "A3"), (["self"], "A3"), ("copies", "A3")],
)
def test_the_level_is_the_one_of_the_applicant_or_the_strictest(who: Any, level: str) -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    content = application(new_id())
    answer = content.answers[1].model_copy(update={"field": "who", "value": who, "source": Source.RESIDENT})
    content = content.model_copy(update={"answers": (*content.answers, *([answer] if who else []))})
    assert assurance.needed_for(procedure, content) == level


@pytest.mark.parametrize("field", ["scope", "purpose_other"])
def test_an_answer_that_happens_to_read_like_a_kind_of_applicant_names_none(field: str) -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    assert procedure.identity["agent"] == "A2"
    content = application(new_id())
    answer = content.answers[1].model_copy(update={"field": field, "value": "agent", "source": Source.RESIDENT})
    assert assurance.needed_for(procedure, content.model_copy(update={"answers": (answer,)})) == "A3"


@pytest.mark.parametrize(
    ("wishes", "level"), [(["renew"], "A1"), (["renew", "away"], "A3"), (["else"], "A3"), ("renew", "A3"), (None, "A3")]
)
def test_of_several_wishes_the_strictest_counts(wishes: Any, level: str) -> None:
    asked = several_procedure()
    item = next(field for field in asked.fields if field.type is FieldType.SEVERAL)
    kinds = dict(zip((option.id for option in item.options), ("A1", "A3"), strict=False))
    named = {"renew": item.options[0].id, "away": item.options[1].id, "else": "else"}
    said = [named[one] for one in wishes] if isinstance(wishes, list) else wishes and named[wishes]
    content = application(new_id())
    answer = content.answers[1].model_copy(update={"field": item.id, "value": said, "source": Source.RESIDENT})
    content = content.model_copy(update={"answers": (answer,)})
    assert assurance.needed_for(asked.model_copy(update={"identity": kinds}), content) == level


def test_the_strictest_is_above_all_others() -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    strict = procedure.model_copy(update={"identity": {"self": "A4", "agent": "B", "legal": "A0"}})
    assert assurance.needed_for(strict, application(new_id())) == "B"
    assert assurance.needed_for(None, application(new_id())) is None
