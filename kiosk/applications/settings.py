"""What an installer may choose about paper; by itself, so that settings are read without all that makes papers."""

from typing import Literal

from pydantic import Field

from kiosk.settings import Settings


class SlipSettings(Settings):
    """What comes out of the printer: a roll 80 mm wide as long as the text, or a sheet."""

    paper: Literal["roll80", "a5", "a4"] = "roll80"
    headquarters_telephone: str = Field(default="", max_length=40)
