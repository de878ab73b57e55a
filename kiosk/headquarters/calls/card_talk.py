"""Card talk: carries what is said about a card between the two ends of a call, and what was found to both of them."""

from collections.abc import Callable
from typing import Final, Protocol

from kiosk.headquarters.calls import routing_state as state
from kiosk.headquarters.calls.notifier import Teller
from kiosk.headquarters.calls.shared_forms import Passed
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage.store import StoreUnavailable
from kiosk.log import Log
from kiosk.protocol.identity import CardAsked, CardTold, Evidence, EvidenceFound, EvidenceGiven, Integrity
from kiosk.tasks import Tasks

_log = Log("headquarters.card_talk")
CallOf = Callable[[str], state.Call | None]
"""A live call by its id."""
_NOT_THERE: Final = "the booth cannot be reached just now"
_NOT_WRITTEN: Final = "記録できませんでした。もう一度押してください"


class Witness(Protocol):
    """Whoever writes down what a staff member saw."""

    async def saw(
        self, booth: KnownBooth, staff: StaffMember, given: EvidenceGiven, face: Integrity | None
    ) -> Evidence:
        """Write it down, with what is known of the photograph it was compared with; raises `StoreUnavailable`."""


class CardTalk:
    """All talk about cards in the calls of this moment. Call and epoch were looked at by the switchboard."""

    def __init__(self, teller: Teller, witness: Witness, call_of: CallOf) -> None:
        self._teller = teller
        self._witness = witness
        self._call_of = call_of
        self._tasks = Tasks("card_talk")

    async def stop(self) -> None:
        """Stop; what is not written down yet is told to nobody."""
        await self._tasks.end()

    def of_resident(self, call: state.Call, message: CardTold) -> None:
        """What the booth says became of a question about the card."""
        passed = self._teller.live[call.call_id].cards.tell(message, call.epoch)
        if isinstance(passed, Passed):
            self._teller.to_console(call.staff_id, passed.message)
        else:
            self._teller.refuse_booth(call.booth_id, passed.code, passed.detail, call.call_id)

    def of_staff(self, call: state.Call, staff: StaffMember, message: CardAsked | EvidenceGiven) -> None:
        """What a staff member asks for, or writes down."""
        live = self._teller.live[call.call_id]
        if isinstance(message, CardAsked):
            passed = live.cards.ask(message, call.epoch)
        else:
            passed = live.cards.look(message, call.epoch)
        if not isinstance(passed, Passed):
            self._teller.refuse_console(staff.staff_id, passed.code, passed.detail, call.call_id)
        elif isinstance(message, EvidenceGiven):
            self._tasks.start(self._write_down(live.booth, staff, message, live.cards.face), "write_down")
        elif not self._teller.to_booth(call.booth_id, passed.message):
            live.cards.withdraw(message.ask_id)
            self._teller.refuse_console(staff.staff_id, "not_allowed", _NOT_THERE, call.call_id)

    def found(self, call_id: str, evidence: Evidence) -> None:
        """Tell both ends of a call, now and again when one of them comes back; nobody when it is over."""
        call = self._call_of(call_id)
        if call is None or call.waiting:
            return
        self._teller.live[call.call_id].found.append(evidence)
        message = EvidenceFound(call_id=call.call_id, epoch=call.epoch, evidence=evidence)
        self._teller.to_booth(call.booth_id, message)
        self._teller.to_console(call.staff_id, message)

    async def _write_down(
        self, booth: KnownBooth, staff: StaffMember, message: EvidenceGiven, face: Integrity | None
    ) -> None:
        try:
            evidence = await self._witness.saw(booth, staff, message, face)
        except StoreUnavailable as error:
            _log.failure("look_not_written", error, call=message.call_id)
            self._teller.refuse_console(staff.staff_id, "not_allowed", _NOT_WRITTEN, message.call_id)
            return
        self.found(message.call_id, evidence)
