"""Words and rules of the cases staff are shown."""

from kiosk.headquarters.cases.answer_view import CaseAnswer
from kiosk.headquarters.cases.views import NOT_SHOWN, CaseState, SignatureState
from kiosk.pictures.header import PictureProblem
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Source


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


def test_staff_read_what_to_compare_with_the_card() -> None:
    doubts = (Doubt(code=Code.SUBSTITUTED, positions=(0, 3)), Doubt(code=Code.ODD_BIRTH_DATE))
    answer = CaseAnswer(field="ap_name", label="氏名", text="●本　〓", source=Source.CARD, is_name=True, doubts=doubts)
    marked, whole = answer.look
    assert marked.startswith("1・4文字目：代替文字があります")
    assert marked.endswith("（C-15）")
    assert whole.startswith("生年月日が「不詳」")


def test_every_refused_picture_has_a_sentence() -> None:
    assert all(NOT_SHOWN[problem].endswith("ください。") for problem in PictureProblem)
