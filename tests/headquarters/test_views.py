"""Words and rules of what staff are shown."""

import pytest

from kiosk.headquarters.views import CaseAnswer, CaseState, Role, SignatureState, SignInRefused
from kiosk.protocol.forms import Source


def test_every_state_has_words() -> None:
    for state in (*CaseState, *SignatureState, *Role):
        assert state.words


def test_every_state_can_be_left() -> None:
    assert all(state.next_states for state in CaseState)
    assert CaseState.DONE not in CaseState.NEW.next_states


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_cases_does_not_administrate(role: Role) -> None:
    assert role.may_see_cases == role.may_take_calls
    assert not (role.may_see_cases and (role.may_enrol or role.may_see_audit))


def test_an_answer_does_not_show_itself() -> None:
    answer = CaseAnswer(field="ap_name", label="氏名", text="葛西", source=Source.CARD, is_name=True)
    assert "葛西" not in f"{answer!r} {answer}"


def test_each_source_of_an_answer_has_words_of_its_own() -> None:
    answer = CaseAnswer(field="ap_name", label="氏名", text="葛西", source=Source.CARD, is_name=True)
    words = [answer.model_copy(update={"source": source}).source_words for source in Source]
    assert all(words)
    assert len(set(words)) == len(words)


def test_refusals_have_words() -> None:
    assert "12秒" in SignInRefused(reason="wait", wait_seconds=12).words
    assert SignInRefused(reason="closed").words != SignInRefused(reason="wrong").words
