"""Words and rules of the cases staff are shown."""

from kiosk.headquarters.cases.views import CaseAnswer, CaseState, SignatureState
from kiosk.protocol.forms import Source


def test_every_state_has_words() -> None:
    for state in (*CaseState, *SignatureState):
        assert state.words


def test_every_state_can_be_left() -> None:
    assert all(state.next_states for state in CaseState)
    assert CaseState.DONE not in CaseState.NEW.next_states


def test_each_source_of_an_answer_has_words_of_its_own() -> None:
    answer = CaseAnswer(field="ap_name", label="氏名", text="葛西", source=Source.CARD, is_name=True)
    words = [answer.model_copy(update={"source": source}).source_words for source in Source]
    assert all(words)
    assert len(set(words)) == len(words)
