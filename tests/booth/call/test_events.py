"""What happened to a call says nothing private of itself."""

from kiosk.booth.call import events
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardFace


def test_a_face_that_was_read_is_not_in_its_words() -> None:
    read = events.FaceRead("ask", CardFace(photograph="cGljdHVyZQ==", birth_date="19590506"))
    assert repr(read) == "FaceRead(ask_id='ask')"


def test_a_proposal_is_not_in_the_words_of_its_answer() -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="ap_name", value="葛西")
    assert (
        repr(events.ProposalSettled(proposal, accepted=True))
        == "ProposalSettled(accepted=True, why=None, written=False)"
    )
