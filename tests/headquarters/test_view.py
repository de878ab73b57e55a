"""What is shown to staff shows nothing of a person in a log line."""

import pytest
from pydantic import ValidationError

from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.headquarters.view import View
from kiosk.protocol.forms import Source


class _Shown(View):
    number: int = 0


def test_an_answer_does_not_show_itself() -> None:
    answer = CaseAnswer(field="ap_name", label="氏名", text="葛西", source=Source.CARD, is_name=True)
    assert "葛西" not in f"{answer!r} {answer}"


def test_a_view_never_changes_after_it_was_made() -> None:
    shown = _Shown(number=1)
    with pytest.raises(ValidationError):
        shown.number = 2


def test_a_view_takes_nothing_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        _Shown(other=1)  # type: ignore[call-arg]
