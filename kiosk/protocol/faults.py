"""The faults of a card and of proving a person, by the small code both screens show."""

from enum import StrEnum


class Code(StrEnum):
    """The small code of a fault, shown on both screens so that resident and staff can name it to each other."""

    PULLED_OUT = "C-01"
    FELICA = "C-02"
    OTHER_CARD = "C-03"
    PHONE = "C-04"
    MUTE = "C-05"
    WRONG_PIN = "C-06"
    LAST_TRY = "C-07"
    LOCKED = "C-08"
    FACE_ONLY = "C-09"
    BAD_FORM = "C-10"
    NO_SIGNING_CERTIFICATE = "C-11"
    TRUNCATED = "C-12"
    GARBLED = "C-13"
    UNREADABLE_TEXT = "C-14"
    SUBSTITUTED = "C-15"
    ODD_BIRTH_DATE = "C-16"
    TOO_LONG = "C-17"
    EXPIRED = "C-18"
    NOT_YET_VALID = "C-19"
    REVOKED = "C-20"
    STATUS_UNKNOWN = "C-21"
    UNKNOWN_ISSUER = "C-22"
    COPIED = "C-23"
    NO_READER = "C-24"
    SEVERAL_CARDS = "C-25"
    SWAPPED = "C-26"
    SILENT = "C-27"
    BUSY = "C-28"
    CARD_EXPIRING = "C-29"
    NOT_REGISTERED = "C-30"


class CardFault(Exception):
    """The card, the reader or the service cannot go on; `code` says which fault it is."""

    def __init__(self, code: Code, status: int = 0) -> None:
        super().__init__(code.value, f"{status:04X}")
        self.code = code
        self.status = status
