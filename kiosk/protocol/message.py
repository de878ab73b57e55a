"""The four directions of messages as discriminated unions, read and written in one place."""

import json
import re
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kiosk.protocol import call_state, calls, duty, forms, identity, presence
from kiosk.protocol.versions import MINOR, shaped_for

LARGEST_MESSAGE_BYTES = 320 * 1024
"""Bytes of one message on a WebSocket; longer ones are refused before they are read."""

FromBooth = Annotated[
    presence.BoothHello
    | presence.Heartbeat
    | calls.CallRequested
    | calls.CallCancelled
    | calls.MediaOffer
    | calls.MediaConnected
    | calls.CallHungUp
    | calls.PinCurtain
    | forms.FormShown
    | forms.FormHidden
    | forms.ProposalAnswered
    | identity.CardTold
    | call_state.BoothNow,
    Field(discriminator="kind"),
]
ToBooth = Annotated[
    presence.Welcome
    | presence.Beat
    | presence.Availability
    | presence.ProceduresPublished
    | presence.Refused
    | calls.CallQueued
    | calls.CallAnswered
    | calls.MediaAnswer
    | calls.MediaCandidate
    | calls.CallConnected
    | calls.CallEnded
    | forms.FormAsked
    | forms.Proposal
    | identity.CardAsked
    | identity.EvidenceFound
    | call_state.StaffNow
    | calls.RelayRenewed,
    Field(discriminator="kind"),
]
FromConsole = Annotated[
    duty.ConsoleHello
    | duty.StatusChosen
    | duty.RingAnswered
    | duty.RingDeclined
    | calls.MediaAnswer
    | calls.MediaCandidate
    | calls.MediaConnected
    | calls.CallHungUp
    | duty.WrapUp
    | forms.FormAsked
    | forms.Proposal
    | identity.CardAsked
    | identity.EvidenceGiven
    | call_state.StaffNow
    | presence.Beat,
    Field(discriminator="kind"),
]
ToConsole = Annotated[
    duty.CallsNow
    | duty.CallRings
    | duty.RingWithdrawn
    | duty.CallYours
    | calls.MediaOffer
    | calls.CallConnected
    | calls.CallEnded
    | calls.PinCurtain
    | forms.FormShown
    | forms.FormHidden
    | forms.ProposalAnswered
    | identity.CardTold
    | identity.EvidenceFound
    | call_state.BoothNow
    | duty.OutcomeKept
    | presence.Beat
    | presence.Refused,
    Field(discriminator="kind"),
]

_LATER: Final = ConfigDict(defer_build=True)
from_booth: TypeAdapter[FromBooth] = TypeAdapter(FromBooth, config=_LATER)
to_booth: TypeAdapter[ToBooth] = TypeAdapter(ToBooth, config=_LATER)
from_console: TypeAdapter[FromConsole] = TypeAdapter(FromConsole, config=_LATER)
to_console: TypeAdapter[ToConsole] = TypeAdapter(ToConsole, config=_LATER)

M = TypeVar("M")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_]{1,40}")  # an unknown key is content of the other side


class BadMessage(Exception):
    """What arrived is no message of this direction; the text names kind and place, never the content."""


class UnknownKind(BadMessage):
    """A message of a kind that another minor has and this one has not: nothing is wrong, and nothing to do."""


def decode(text: str | bytes, direction: TypeAdapter[M], minor: int = MINOR) -> M:
    """Read one message of a peer that speaks `minor`; raise `BadMessage` for anything too long, unknown or malformed.

    From a peer of another minor unknown fields are passed over, and an unknown kind is `UnknownKind`.
    """
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "replace"))
    if size > LARGEST_MESSAGE_BYTES:
        raise BadMessage(f"message longer than {LARGEST_MESSAGE_BYTES} bytes")
    try:
        return direction.validate_json(text, extra=None if minor == MINOR else "ignore")
    except ValidationError as error:
        first = error.errors(include_input=False, include_context=False)[0]
        if minor != MINOR and first["type"] == "union_tag_invalid":
            raise UnknownKind("a kind of another minor") from None
        place = ".".join(str(part) if _PLAIN.fullmatch(str(part)) else "?" for part in first["loc"])
        raise BadMessage(f"{place or 'message'}: {first['type']}") from None


def encode(message: BaseModel) -> str:
    """Write one message as JSON text."""
    return message.model_dump_json()


def encode_for(message: BaseModel, minor: int) -> str | None:
    """Write one message for a peer that speaks `minor`; None for a kind it does not know yet."""
    if minor >= MINOR:
        return encode(message)
    if getattr(message, "came_with", 0) > minor:
        return None
    return json.dumps(shaped_for(message, minor), ensure_ascii=False, separators=(",", ":"))
