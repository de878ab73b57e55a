"""In a call: what its two ends say to each other, compared with the call's epoch and passed on.

The switchboard looks up the call; here is decided which words may pass, and what is kept for an end that comes back.
"""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from kiosk.headquarters.calls import routing_state as state
from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.card_talk import CardTalk
from kiosk.headquarters.calls.notifier import Teller
from kiosk.headquarters.calls.shared_forms import FromResident, FromStaff, Passed, SharedForms, Stopped
from kiosk.headquarters.staff.views import StaffMember
from kiosk.log import Log
from kiosk.protocol import calls, forms, identity
from kiosk.protocol.call_state import BoothNow, Proposed, StaffNow

_log = Log("headquarters.switchboard")
OfBooth = (
    calls.CallHungUp
    | calls.MediaOffer
    | calls.MediaConnected
    | calls.PinCurtain
    | forms.FormShown
    | forms.FormHidden
    | forms.ProposalAnswered
    | identity.CardTold
    | BoothNow
)
OfConsole = (
    calls.CallHungUp
    | calls.MediaAnswer
    | calls.MediaCandidate
    | calls.MediaConnected
    | forms.FormAsked
    | forms.Proposal
    | identity.CardAsked
    | identity.EvidenceGiven
    | StaffNow
)


class InCall:
    """The talk of all live calls.

    Attributes:
        stale: how many messages belonged to an earlier epoch or attempt of their call, and were dropped.
    """

    def __init__(
        self,
        teller: Teller,
        shared: SharedForms,
        cards: CardTalk,
        take: Callable[[terms.Event], object],
        now: Callable[[], datetime],
    ) -> None:
        self.stale = 0
        self._now = now
        self._teller = teller
        self._forms = shared
        self._cards = cards
        self._take = take

    def from_booth(  # noqa: C901 -- one line a message
        self, booth_id: str, call: state.Call | None, message: OfBooth
    ) -> None:
        """One message of a booth about `call`, which must be its own."""
        if call is None or call.booth_id != booth_id:
            self._teller.refuse_booth(booth_id, "unknown_call", call_id=message.call_id)
            return
        self._teller.live[call.call_id].heard["booth"] = self._now()
        match message:
            case calls.CallHungUp():
                self._take(terms.HungUp(call.call_id, message.epoch, "booth"))
            case calls.MediaOffer():
                self._media_offered(call, message)
            case calls.MediaConnected():
                self._frame_decoded(call, message, "booth")
            case calls.PinCurtain():
                self._teller.live[call.call_id].curtain = message
                self._teller.to_console(call.staff_id, message)
            case forms.FormShown() | forms.FormHidden() | forms.ProposalAnswered():
                self._form_of_resident(call, message)
            case identity.CardTold():
                self._card_of_resident(call, message)
            case BoothNow():
                self._booth_told(call, message)
            case _:
                assert_never(message)

    def from_console(  # noqa: C901 -- one line a message
        self, staff: StaffMember, call: state.Call | None, message: OfConsole
    ) -> None:
        """One message of a console about `call`, which must be its own and under the same epoch."""
        if call is None or call.staff_id != staff.staff_id:
            if call is None and isinstance(message, calls.CallHungUp):  # of a call whose booth has not come back yet
                self._take(terms.ClaimGivenUp(staff.staff_id, message.call_id))
            self._teller.refuse_console(staff.staff_id, "unknown_call", call_id=message.call_id)
            return
        if message.epoch != call.epoch:
            self._dropped(call.call_id)
            self._teller.refuse_console(staff.staff_id, "stale_epoch", call_id=call.call_id)
            return
        self._teller.live[call.call_id].heard["console"] = self._now()
        match message:
            case calls.CallHungUp():
                self._take(terms.HungUp(call.call_id, message.epoch, "console"))
            case calls.MediaConnected():
                self._frame_decoded(call, message, "console")
            case calls.MediaAnswer() | calls.MediaCandidate():
                self._media_answered(call, message)
            case forms.FormAsked() | forms.Proposal():
                self._form_of_staff(call, staff, message)
            case identity.CardAsked() | identity.EvidenceGiven():
                self._cards.of_staff(call, staff, message)
            case StaffNow():
                self._staff_told(call, staff, message)
            case _:
                assert_never(message)

    def _media_offered(self, call: state.Call, offer: calls.MediaOffer) -> None:
        live = self._teller.live[call.call_id]
        newest = live.offer.attempt if live.offer else -1
        early = offer.epoch == 0 and offer.attempt > newest  # sent before the booth heard of the answer
        if not (call.waiting or early or offer.epoch == call.epoch) or offer.attempt < newest:
            self._dropped(call.call_id)
            self._teller.refuse_booth(call.booth_id, "stale_epoch", call_id=call.call_id)
            return
        live.offer = offer
        if not call.waiting:
            self._teller.send_offer(call)

    def _media_answered(self, call: state.Call, message: calls.MediaAnswer | calls.MediaCandidate) -> None:
        live = self._teller.live[call.call_id]
        if live.offer is None or message.attempt != live.offer.attempt:
            self._dropped(call.call_id)
            return
        if isinstance(message, calls.MediaAnswer):
            live.answered_attempt = message.attempt
        self._teller.to_booth(call.booth_id, message)

    def _frame_decoded(self, call: state.Call, message: calls.MediaConnected, side: state.Side) -> None:
        if message.epoch != call.epoch:
            self._dropped(call.call_id)
            return
        self._take(terms.FrameDecoded(call.call_id, message.epoch, message.attempt, side))

    # -- the whole state of one end -----------------------------------------------------------------------------------

    def _booth_told(self, call: state.Call, now: BoothNow) -> None:
        told = self._teller.live[call.call_id].told_by
        if now.number <= told.booth_number:
            self._dropped(call.call_id)
            return
        if not call.waiting and now.epoch != call.epoch:
            told.booth_number = now.number
            self._take(terms.BoothIsBehind(call.call_id))
            return
        told.booth, told.booth_number = now, now.number
        if call.waiting:
            return
        drawn = calls.PinCurtain(call_id=call.call_id, epoch=call.epoch, drawn=now.curtain)
        self._teller.live[call.call_id].curtain = drawn
        if now.form != "shown":
            self._forms.hidden(call.call_id, now.form_number)
        self._stood(call, "booth", now)
        self._teller.to_console(call.staff_id, told.again(now))
        self._seen(call, now.seen, "booth")

    def _staff_told(self, call: state.Call, staff: StaffMember, now: StaffNow) -> None:
        told = self._teller.live[call.call_id].told_by
        if now.number <= told.staff_number:
            self._dropped(call.call_id)
            return
        for one in now.proposals:
            self._propose_again(call, one)
        told.staff, told.staff_number = self._forms.still_open(now), now.number
        self._teller.live[call.call_id].answered_attempt = now.answered
        self._stood(call, "console", now)
        self._teller.send_offer(call)
        self._teller.to_booth(call.booth_id, told.again(told.staff))
        self._seen(call, now.seen, "console")

    def _stood(self, call: state.Call, side: state.Side, now: BoothNow | StaffNow) -> None:
        live = self._teller.live[call.call_id]
        self._teller.breaks.told(call, live, side, (now.breaks, now.broken_s), self._now())

    def _propose_again(self, call: state.Call, one: Proposed) -> None:
        """A proposal whose first telling was lost; one that may not pass is answered by the booth's state."""
        proposal = forms.Proposal(
            call_id=call.call_id,
            epoch=call.epoch,
            proposal_id=one.proposal_id,
            field=one.field,
            value=one.value,
        )
        self._forms.from_staff(proposal, call.epoch)

    def _seen(self, call: state.Call, attempt: int, side: state.Side) -> None:
        if attempt and (side, attempt) not in call.heard_from:
            self._take(terms.FrameDecoded(call.call_id, call.epoch, attempt, side))

    # -- forms and cards ----------------------------------------------------------------------------------------------

    def _form_of_resident(self, call: state.Call, message: FromResident) -> None:
        passed = Stopped("stale_epoch") if call.waiting else self._forms.from_resident(message, call.epoch)
        if isinstance(passed, Passed):
            self._teller.to_console(call.staff_id, passed.message)
        else:
            self._teller.refuse_booth(call.booth_id, passed.code, passed.detail, call.call_id)

    def _form_of_staff(self, call: state.Call, staff: StaffMember, message: FromStaff) -> None:
        passed = self._forms.from_staff(message, call.epoch)
        if isinstance(passed, Passed):
            self._teller.to_booth(call.booth_id, passed.message)
        else:
            self._teller.refuse_console(staff.staff_id, passed.code, passed.detail, call.call_id)

    def _card_of_resident(self, call: state.Call, message: identity.CardTold) -> None:
        if call.waiting:
            self._teller.refuse_booth(call.booth_id, "stale_epoch", call_id=call.call_id)
        else:
            self._cards.of_resident(call, message)

    def _dropped(self, call_id: str) -> None:
        self.stale += 1
        _log.event("stale_message_dropped", call=call_id)
