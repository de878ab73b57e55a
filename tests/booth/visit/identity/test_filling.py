"""What a card fills in, told as transcripts."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import JsonValue

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Choosing
from kiosk.procedures import navigation
from kiosk.procedures.identity import BirthDate, Identity
from kiosk.protocol.forms import Source
from tests.booth.transcripts import Story

BORN: JsonValue = {"year": 1990, "month": 1, "day": 2, "as_written": "平成2年1月2日"}


def test_what_was_typed_without_a_card_is_spelt_as_on_the_card(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.WithoutCardChosen(), ev.AnswerGiven("ap_name", "葛西　辻子"), ev.IdentityByCodeGiven(kasai))
    assert (at_card.answer("ap_name").value, at_card.answer("ap_name").source) == (kasai.name, Source.CARD)


def back_to_the_list(story: Story) -> Story:
    while story.stage != Choosing():
        story.then(ev.BackPressed())
    return story


@pytest.mark.parametrize(
    ("field", "value"), [("ap_addr", "神戸市中央区"), ("ap_name", "NI NI WIN"), ("ap_birth", BORN)]
)
def test_what_a_person_corrected_is_not_taken_from_the_card_again(
    at_review: Story, field: str, value: JsonValue
) -> None:
    at_review.then(ev.FixPressed(field), ev.AnswerGiven(field, value), ev.ForwardPressed())
    back_to_the_list(at_review).then(ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
    assert (at_review.answer(field).value, at_review.answer(field).source) == (value, Source.RESIDENT)


def test_nor_when_the_same_card_is_read_once_more(at_review: Story, kasai: Identity) -> None:
    at_review.then(ev.FixPressed("ap_addr"), ev.AnswerGiven("ap_addr", "神戸市中央区"), ev.ForwardPressed())
    at_review.then(ev.IdentityByCodeGiven(kasai))
    assert (at_review.answer("ap_addr").value, at_review.answer("ap_name").source) == ("神戸市中央区", Source.CARD)


@pytest.mark.parametrize(
    ("less", "field"),
    [({"address": ""}, "ap_addr"), ({"birth_date": BirthDate("00000000")}, "ap_birth"), ({"name": ""}, "ap_name")],
)
def test_nothing_is_left_of_the_card_that_was_read_before(
    at_review: Story, kasai: Identity, less: dict[str, Any], field: str
) -> None:
    other = Identity(name="山田　花子", address="神戸市", birth_date=BirthDate("19900102", 1990, 1, 2), sex=kasai.sex)
    at_review.then(ev.IdentityByCodeGiven(replace(other, **less)))
    assert field not in at_review.form.answers
    assert field in [item.id for step in navigation.walked(at_review.form) for item in step.fields]


def test_what_a_person_wrote_stays_where_another_card_says_nothing(at_review: Story, kasai: Identity) -> None:
    at_review.then(ev.FixPressed("ap_addr"), ev.AnswerGiven("ap_addr", "神戸市中央区"))
    at_review.then(ev.IdentityByCodeGiven(replace(kasai, name="山田　花子", address="")))
    assert (at_review.answer("ap_name").value, at_review.answer("ap_addr").value) == ("山田　花子", "神戸市中央区")
