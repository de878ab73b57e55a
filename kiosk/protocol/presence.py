"""Who is here: the first words on the booth's link, heartbeats, and what headquarters can offer now."""

from enum import IntEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from kiosk.protocol.identifiers import BoothId, CallId, KeyId
from kiosk.protocol.model import Count, Moment, Ordinal, Wire
from kiosk.protocol.shelter import ShelterNow
from kiosk.protocol.trials import PartsTried
from kiosk.protocol.versions import Since

INSTANCE: Final = "Kiosk-Instance"
"""Header of a booth's link, drawn when its program starts: tells one that comes back from another machine with the same
identity. Who says none is never taken for another."""
LONGEST_INSTANCE: Final = 32


class Closing(IntEnum):
    """Why headquarters closes a link or a line, as the close code of RFC 6455: whether coming back makes sense."""

    MAY_NOT = 1008
    """It was said before why; coming back as the same would only repeat it."""
    COME_BACK = 1013
    """Nothing is wrong with who is at the other end: come back after a moment."""


class BoothHealth(Wire):
    """Counters and flags of a booth for the fleet page; nothing personal.

    `printer_problem` names what the printer told (`kiosk.printing.outcome.ProblemKind`), empty when it is well.
    `outbox_stuck` of what waits was answered again and again without being received, `outbox_stuck_code` is why;
    `outbox_parked` was refused by headquarters and is kept aside, sealed.
    `tried` is the last trial of camera, sound and relay, None before the first.
    `procedures` is the number of the bundle in force, 0 for those that came with the program; `procedures_refused` that
    of a newer one that cannot be used here, `procedures_refused_code` is why, and `_why` what is wrong in which file.
    `shelter` are the numbers of the evacuation shelter that is open there, None where none is.
    """

    software: Annotated[str, Field(max_length=40)]
    outbox_waiting: Count = 0
    outbox_oldest_seconds: Count = 0
    card_reader: bool = False
    camera: bool = False
    microphone: bool = False
    printer: bool = False
    printer_problem: Annotated[str, Field(max_length=40), Since(1)] = ""
    disk_free_mb: Count = 0
    rehearsal: bool = False
    outbox_stuck: Annotated[Count, Since(2)] = 0
    outbox_stuck_code: Annotated[str, Field(max_length=40), Since(2)] = ""
    tried: Annotated[PartsTried | None, Since(2)] = None
    outbox_parked: Annotated[Count, Since(2)] = 0
    procedures: Annotated[Ordinal, Since(3)] = 0
    procedures_refused: Annotated[Ordinal, Since(3)] = 0
    procedures_refused_code: Annotated[str, Field(max_length=40), Since(3)] = ""
    procedures_refused_why: Annotated[str, Field(max_length=300), Since(3)] = ""
    shelter: Annotated[ShelterNow | None, Since(3)] = None


class BoothHello(Wire):
    """First message of a booth on its link. A call that survived a broken line is named to be resumed."""

    weight: ClassVar[int] = 10  # the store notes it, and staff see it
    kind: Literal["booth_hello"] = "booth_hello"
    protocol_version: Annotated[int, Field(ge=0, le=10**6)]
    booth_id: BoothId
    health: BoothHealth
    call_id: CallId | None = None
    epoch: Ordinal = 0


class Beat(Wire):
    """From headquarters, answered at once: by a console with a beat, by a booth with a heartbeat.

    A console is told one every 20 s, and what is silent for 45 s is gone, for both ends. A booth is told one when
    another comes with its identity, to know which of them is there.
    """

    came_with: ClassVar[int] = 2
    kind: Literal["beat"] = "beat"


class Heartbeat(Wire):
    """Every 20 s from the booth; headquarters keeps it in memory."""

    kind: Literal["heartbeat"] = "heartbeat"
    health: BoothHealth


class SealingKey(Wire):
    """A public key applications are sealed to; base64 of the raw key, and the authority's signature over it."""

    key_id: KeyId
    suite: Annotated[str, Field(max_length=60)]
    public_key: Annotated[str, Field(max_length=4096)]
    signature: Annotated[str, Field(max_length=400)]


SealingKeys = Annotated[tuple[SealingKey, ...], Field(max_length=16)]


class Availability(Wire):
    """Whether staff can be called now, said honestly on the welcome screen.

    `opens_at`: when the next counter opens, where all are closed; None where one is open or has no hours.
    """

    kind: Literal["availability"] = "availability"
    staff_free: Count
    staff_on_duty: Count
    waiting: Count
    opens_at: Annotated[Moment | None, Since(1)] = None


class Welcome(Wire):
    """Headquarters' answer to a hello."""

    kind: Literal["welcome"] = "welcome"
    protocol_version: Annotated[int, Field(ge=0, le=10**6)]
    server_time: Moment
    sealing_keys: SealingKeys
    availability: Availability
    protocol_minor: Annotated[Ordinal, Since(1)] = 0
    """What headquarters speaks; a booth tells it nothing that came later."""


class ProceduresPublished(Wire):
    """The number of headquarters' newest bundle of procedures: said after each welcome, and when there is a newer one.

    A booth that has an older one fetches it (`kiosk.protocol.bundles`). Lost, it is said with the next welcome.
    """

    came_with: ClassVar[int] = 3
    kind: Literal["procedures_published"] = "procedures_published"
    number: Ordinal


class Refused(Wire):
    """A message was not accepted; `code` is stable, `detail` is for logs and staff."""

    kind: Literal["refused"] = "refused"
    code: Literal[
        "version_too_old",
        "version_too_new",
        "not_enrolled",
        "bad_message",
        "stale_epoch",
        "unknown_call",
        "already_in_call",
        "already_answered",
        "not_allowed",
        "booth_twice",
    ]
    detail: Annotated[str, Field(max_length=300)] = ""
    call_id: CallId | None = None
