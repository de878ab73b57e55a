"""An event as its file says it, and its questions as a form."""

import pytest
from pydantic import ValidationError

from kiosk.procedures.life.life_event import Task
from tests.procedures.life.invented_event import fire

TITLE = {"ja": "する"}


def test_the_questions_are_a_form_of_their_own() -> None:
    form = fire().form
    assert (form.id, [page.id for page in form.pages]) == ("fire", ["fire_day", "lost", "ap_tel"])
    assert form.shared == {"ap_tel"}


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ({"how": "here"}, "has a 'procedure'"),
        ({"how": "staff", "procedure": "juminhyo"}, "names a 'procedure'"),
        ({"how": "staff", "answers": {"scope": "all"}}, "belong to a 'procedure'"),
        ({"how": "staff", "take": {"scope": "lost"}}, "belong to a 'procedure'"),
        ({"how": "staff", "due": {"days": -1, "after": "x"}}, "greater than or equal"),
    ],
)
def test_a_task_that_contradicts_itself_is_refused(task: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Task.model_validate({"id": "x", "title": TITLE, **task})
