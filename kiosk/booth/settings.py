"""Everything an installer sets for one booth: ``config/booth.toml``."""

from pathlib import Path

from pydantic import Field

from kiosk.card.door import CardSettings
from kiosk.media.settings import MediaSettings
from kiosk.printing.printer import PrinterSettings
from kiosk.settings import Settings


class ScreenSettings(Settings):
    """The touch screen: its real width makes every size in millimetres true."""

    width_mm: float = Field(476.0, ge=200, le=2000)
    """Width of the picture area; a 21.5 inch screen has 476 mm."""
    width: int = Field(1920, ge=1024)
    height: int = Field(1080, ge=600)
    full_screen: bool = True
    low: bool = False
    """低い表示: every control in the lower half, for people who sit."""


class HeadquartersSettings(Settings):
    """Where headquarters is: the staff door takes enrolments, the booth door everything after."""

    url: str
    """Of the staff door, for enrolment: ``https://host:port``. The booth door is learnt there."""
    authority: Path | None = None
    """PEM of headquarters' authority, delivered with the booth; enrolment trusts nothing else."""


class TimeSettings(Settings):
    """How long the booth waits, in seconds."""

    idle: float = Field(180.0, ge=120, le=300)
    idle_with_card: float = Field(600.0, ge=120)
    warning: float = Field(45.0, ge=20, le=120)
    finish: float = Field(30.0, ge=5)


class OutboxSettings(Settings):
    """How much the outbox may hold, and how much room the disk must have for a new application."""

    most_megabytes: int = Field(2048, ge=16)
    least_free_megabytes: int = Field(200, ge=1)


class BoothSettings(Settings):
    """One booth."""

    place: str = Field(max_length=60)
    reference_prefix: str = Field(pattern=r"^[A-Z]{2}$")
    state: Path
    procedures: Path
    locale: str = "ja"
    rehearsal: bool = False
    headquarters: HeadquartersSettings
    telephone: str = ""
    screen: ScreenSettings = Field(default_factory=ScreenSettings)
    media: MediaSettings = Field(default_factory=MediaSettings)
    printer: PrinterSettings = Field(default_factory=PrinterSettings)
    card: CardSettings = Field(default_factory=CardSettings)
    times: TimeSettings = Field(default_factory=TimeSettings)
    outbox: OutboxSettings = Field(default_factory=OutboxSettings)

    def beside(self, folder: Path) -> "BoothSettings":
        """The same settings with relative paths made absolute from `folder`, where the file lies."""
        authority = self.headquarters.authority
        headquarters = self.headquarters.model_copy(
            update={"authority": folder / authority if authority else None}
        )
        return self.model_copy(
            update={
                "state": folder / self.state,
                "procedures": folder / self.procedures,
                "headquarters": headquarters,
                "printer": self.printer.model_copy(update={"folder": folder / self.printer.folder}),
                "card": self.card.model_copy(update={"allow_virtual": self.card.allow_virtual and self.rehearsal}),
            }
        )
