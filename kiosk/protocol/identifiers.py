"""Identifiers: what each looks like, and how the ones we make are made."""

from typing import Annotated

import uuid_utils
from pydantic import StringConstraints

PROTOCOL_VERSION = 1
"""The major: raised when an older peer would misunderstand a message, and compared first of all. See `versions`."""

_SLUG = StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
_UUID = StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")

BoothId = Annotated[str, _SLUG]
"""A booth within the nation, ``tenant-site-number``: ``himeji-ieshima-1``."""
CounterId = Annotated[str, _SLUG]
"""A staffed desk: ``shimin``."""
Skill = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9-]{0,39}$")]
"""What somebody at a counter can do: ``sign`` (手話), ``fukushi``; a language by its locale: ``vi``, ``pt-BR``."""
ProcedureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]
FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
KeyId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
StaffId = Annotated[str, _UUID]
CallId = Annotated[str, _UUID]
ReservationId = Annotated[str, _UUID]
ProposalId = Annotated[str, _UUID]
CaseId = Annotated[str, _UUID]
EvidenceId = Annotated[str, _UUID]
"""A record of headquarters about who somebody is; also a nonce before it is spent."""
SubmissionId = Annotated[str, _UUID]
"""Made by the booth before the outbox row is committed; also the Idempotency-Key."""
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,4}(-[A-Za-z]{2,4})?$")]
"""``ja``, ``easy`` (やさしい日本語), ``en``, ..."""


def new_id(after: str = "") -> str:
    """A fresh UUID version 7 (RFC 9562): ordered by time, tells nothing else.

    With `after`, an id of ours, it is in order behind that one, also where the clock went back since.
    """
    fresh = uuid_utils.uuid7()
    earlier = uuid_utils.UUID(after) if after else None
    return str(fresh if earlier is None or earlier < fresh else uuid_utils.UUID(int=earlier.int + 1))
