"""What came of trying the parts of a booth: words that booth and headquarters share, and how it is told."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kiosk.protocol.model import Moment, Wire


class Trial(StrEnum):
    """What trying one device found."""

    WORKS = "works"
    ABSENT = "absent"
    LOST = "lost"
    """It is there and gives nothing."""
    STILL = "still"
    """The camera gives the same picture again and again."""
    DARK = "dark"
    SILENT = "silent"
    UNHEARD = "unheard"
    """The microphone did not hear the speaker."""
    NOT_TRIED = "not_tried"


class RouteTrial(StrEnum):
    """What asking the relay for a place found, on one of its addresses."""

    WORKS = "works"
    REFUSED = "refused"
    """Name and password are wrong: the secret at headquarters is another than the relay's, or a clock is."""
    FULL = "full"
    UNTRUSTED = "untrusted"
    """Its certificate is not one this machine trusts."""
    UNREACHABLE = "unreachable"
    UNUSABLE = "unusable"
    """The address cannot be read, or names a way that booths do not speak."""


Outcome = Annotated[str, Field(max_length=40)]
"""A word of `Trial` or `RouteTrial`; one of a later program says nothing to an earlier one."""


class RouteTold(Wire):
    """One address of the relay: over `udp`, `tcp` or `tls`, and what came of it."""

    over: Annotated[str, Field(max_length=10)]
    outcome: Outcome


class PartsTried(Wire):
    """The booth's last trial of its parts, at the start and each morning.

    `microphone_dbfs`: how loud the quiet room was, of full scale; `echo_delay_ms`: from the speaker to the microphone.
    Both are None where nothing was heard. `relay` is empty where there is none, or where nobody could say.
    """

    at: Moment
    camera: Outcome = Trial.NOT_TRIED
    microphone: Outcome = Trial.NOT_TRIED
    speaker: Outcome = Trial.NOT_TRIED
    microphone_dbfs: Annotated[int, Field(ge=-120, le=0)] | None = None
    echo_delay_ms: Annotated[int, Field(ge=0, le=5000)] | None = None
    relay: Annotated[tuple[RouteTold, ...], Field(max_length=16)] = ()
