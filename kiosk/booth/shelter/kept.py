"""What a booth keeps of a shelter beside the records: nothing in it names anybody."""

import base64
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from kiosk.applications.sealing import SealingKeyPair, sign_sealing_key
from kiosk.booth.shelter.lock import lock, unlock
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.model import Ordinal, Wire
from kiosk.protocol.presence import SealingKey
from kiosk.protocol.shelter import LONGEST_SHELTER_NAME, ShelterNow
from kiosk.shelter import marks
from kiosk.shelter.marks import MarkKey
from kiosk.shelter.records import MOST_MARKS

_LONGEST_LOCKED: Final = 16384


class Phase(StrEnum):
    """Prepared for the day, or the day has come."""

    READY = "ready"
    OPEN = "open"


class Kept(Wire):
    """One row of the disk.

    Attributes:
        key: what records are sealed to; vouched for by this booth, for those that hand over.
        locked: its private half under the code, base64.
        marks: the keys that cards are remembered under, one's own first.
        number: of the last record.
        told: what headquarters was told last.
    """

    phase: Phase = Phase.READY
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_SHELTER_NAME)]
    key: SealingKey
    locked: Annotated[str, Field(max_length=_LONGEST_LOCKED)]
    marks: Annotated[tuple[MarkKey, ...], Field(min_length=1, max_length=MOST_MARKS)]
    number: Ordinal = 0
    told: ShelterNow | None = None


def prepared(name: str, code: bytes, device: Device) -> Kept:
    """A new register's keys: whatever was sealed to an earlier one stays closed for ever. Slow."""
    pair = SealingKeyPair.generate(f"shelter-{new_id()[-12:]}")
    locked = lock(pair.private_pem(), code)
    key = sign_sealing_key(pair, device.key)
    return Kept(name=name, key=key, locked=base64.b64encode(locked).decode(), marks=(marks.new_key(),))


def opened(kept: Kept, at: datetime) -> Kept:
    """The shelter is open from now on."""
    told = ShelterNow(name=kept.name, number=kept.number, at=at, locked=True)
    return kept.model_copy(update={"phase": Phase.OPEN, "told": told})


def unlocked(kept: Kept, code: bytes) -> SealingKeyPair | None:
    """The key of the register; None for another code. Slow."""
    found = unlock(base64.b64decode(kept.locked), code)
    return SealingKeyPair.from_pem(found) if found is not None else None
