"""Shared forms at headquarters: what passes between resident and staff about the form of one call.

Headquarters keeps only the newest form a resident agreed to show, for a console that comes back, and only as long as
the call lives. A proposal passes only for a field that is shown and may be proposed, or that only staff write.
"""

from typing import Literal

from pydantic import BaseModel

from kiosk.protocol.call_state import StaffNow
from kiosk.protocol.forms import FormAsked, FormHidden, FormShown, Proposal, ProposalAnswered
from kiosk.values import dataclass

FromResident = FormShown | FormHidden | ProposalAnswered
FromStaff = FormAsked | Proposal


@dataclass(frozen=True)
class Passed:
    """The message may go to the other end."""

    message: BaseModel


@dataclass(frozen=True)
class Stopped:
    """The message may not pass."""

    code: Literal["stale_epoch", "not_allowed"]
    detail: str = ""


class SharedForms:
    """The forms shown in the calls of this moment."""

    def __init__(self) -> None:
        self._shown: dict[str, FormShown] = {}
        self._proposed: dict[str, set[str]] = {}
        self._numbers: dict[str, int] = {}

    def shown(self, call_id: str) -> FormShown | None:
        """What the resident of a call shows now."""
        return self._shown.get(call_id)

    def forget(self, call_id: str) -> None:
        """The call is over."""
        self._drop(call_id)
        self._numbers.pop(call_id, None)

    def hidden(self, call_id: str, number: int) -> None:
        """The booth says that no form up to this one is shown."""
        self._numbers[call_id] = max(number, self._numbers.get(call_id, 0))
        self._drop(call_id)

    def still_open(self, message: StaffNow) -> StaffNow:
        """What the console tells, with those proposals only that have passed."""
        known = self._proposed.get(message.call_id, set())
        passed = tuple(one for one in message.proposals if one.proposal_id in known)
        return message.model_copy(update={"proposals": passed})

    def _drop(self, call_id: str) -> None:
        self._shown.pop(call_id, None)
        self._proposed.pop(call_id, None)

    def from_resident(self, message: FromResident, epoch: int) -> Passed | Stopped:
        """A message of the booth under the call's `epoch`."""
        if message.epoch != epoch:
            return Stopped("stale_epoch")
        match message:
            case FormShown():
                if message.number < self._numbers.get(message.call_id, 0):
                    return Stopped("stale_epoch", "hidden since, or another form since")
                self._numbers[message.call_id] = message.number
                self._shown[message.call_id] = message
            case FormHidden():
                self.hidden(message.call_id, message.number)
            case ProposalAnswered():
                open_proposals = self._proposed.get(message.call_id, set())
                if message.proposal_id not in open_proposals:
                    return Stopped("not_allowed", "nobody made this proposal")
                open_proposals.discard(message.proposal_id)
        return Passed(message)

    def from_staff(self, message: FromStaff, epoch: int) -> Passed | Stopped:
        """A message of the console under the call's `epoch`."""
        if message.epoch != epoch:
            return Stopped("stale_epoch")
        if isinstance(message, Proposal):
            form = self._shown.get(message.call_id)
            fields = {field.field for field in form.fields if field.proposable or field.entry} if form else set()
            if message.field not in fields:
                return Stopped("not_allowed", "the resident does not show this field, or it may not be proposed")
            self._proposed.setdefault(message.call_id, set()).add(message.proposal_id)
        return Passed(message)
