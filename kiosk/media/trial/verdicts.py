"""What came of trying encoders, for those who may not load a codec themselves."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class EncoderTrial(StrEnum):
    """What trying one encoder of H.264 in hardware found."""

    WORKS = "works"
    ABSENT = "absent"
    REFUSED = "refused"
    """It does not open: no such hardware, or its driver is missing."""
    FAILED = "failed"
    LATE = "late"
    """It holds pictures back."""
    WRONG = "wrong"
    """What comes out is another picture."""


class EncodersTried(BaseModel):
    """What came of trying each encoder in hardware, in the order in which they are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoders: dict[str, EncoderTrial]
