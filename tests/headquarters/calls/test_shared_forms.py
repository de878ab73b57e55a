"""What may pass between resident and staff about a form."""

from kiosk.headquarters.calls.shared_forms import Passed, SharedForms, Stopped
from kiosk.protocol import forms
from kiosk.protocol.identifiers import new_id

CALL = new_id()
FORM = forms.FormShown(
    call_id=CALL,
    epoch=3,
    procedure="juminhyo",
    version="3.1.0",
    title="住民票",
    locale="ja",
    fields=(
        forms.ShownField(field="copies", label="通数", proposable=True),
        forms.ShownField(field="ap_name", label="氏名", text="葛西", is_name=True),
        forms.ShownField(field="insured_no", label="被保険者番号", entry="text"),
    ),
)


def proposal(field: str = "copies", epoch: int = 3) -> forms.Proposal:
    return forms.Proposal(call_id=CALL, epoch=epoch, proposal_id=new_id(), field=field, value=2)


def test_a_proposal_needs_a_shown_and_proposable_field() -> None:
    shared = SharedForms()
    assert isinstance(shared.from_staff(proposal(), 3), Stopped)
    assert shared.from_resident(FORM, 3) == Passed(FORM)
    assert isinstance(shared.from_staff(proposal(), 3), Passed)
    assert isinstance(shared.from_staff(proposal("ap_name"), 3), Stopped)
    assert isinstance(shared.from_staff(proposal("insured_no"), 3), Passed)
    assert isinstance(shared.from_staff(proposal("not_there"), 3), Stopped)


def test_only_an_open_proposal_can_be_answered_and_once() -> None:
    shared = SharedForms()
    shared.from_resident(FORM, 3)
    made = proposal()
    answer = forms.ProposalAnswered(call_id=CALL, epoch=3, proposal_id=made.proposal_id, accepted=True)
    assert isinstance(shared.from_resident(answer, 3), Stopped)
    shared.from_staff(made, 3)
    assert shared.from_resident(answer, 3) == Passed(answer)
    assert isinstance(shared.from_resident(answer, 3), Stopped)


def test_an_old_epoch_does_not_pass() -> None:
    shared = SharedForms()
    assert shared.from_resident(FORM, 4) == Stopped("stale_epoch")
    assert shared.from_staff(forms.FormAsked(call_id=CALL, epoch=2), 3) == Stopped("stale_epoch")
    assert shared.shown(CALL) is None


def test_a_hidden_form_and_an_ended_call_are_forgotten() -> None:
    shared = SharedForms()
    shared.from_resident(FORM, 3)
    assert shared.shown(CALL) == FORM
    shared.from_resident(forms.FormHidden(call_id=CALL, epoch=3), 3)
    assert shared.shown(CALL) is None
    shared.from_resident(FORM, 3)
    shared.forget(CALL)
    assert shared.shown(CALL) is None
