"""What came of trying the parts of a booth: words that booth and headquarters share."""

from enum import StrEnum


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
