from datetime import UTC, datetime

from kiosk.procedures.answers import Answers
from kiosk.protocol.forms import FieldEdited, Source

AT = datetime(2026, 11, 21, tzinfo=UTC)


def edit(field: str, value: object, source: Source = Source.RESIDENT) -> FieldEdited:
    return FieldEdited.model_validate({"field": field, "value": value, "source": source, "at": AT})


def test_an_edit_makes_new_answers_and_leaves_the_old_ones() -> None:
    before = Answers()
    after = before.with_edit(edit("copies", 2))
    assert after.values() == {"copies": 2}
    assert before.values() == {}


def test_each_answer_keeps_its_source_and_time() -> None:
    answer = Answers().with_edit(edit("ap_name", "山田　花子", Source.CARD)).get("ap_name")
    assert answer is not None
    assert (answer.source, answer.at) == (Source.CARD, AT)


def test_a_null_value_clears_the_field() -> None:
    answers = Answers().with_edit(edit("copies", 2)).with_edit(edit("copies", None))
    assert "copies" not in answers
    assert len(answers) == 0


def test_repr_shows_no_value() -> None:
    answers = Answers().with_edit(edit("ap_name", "山田　花子"))
    assert "山田" not in repr(answers) + repr(answers.get("ap_name")) + repr(list(answers.by_field.values()))
