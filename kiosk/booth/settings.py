"""Everything an installer sets for one booth: ``config/booth.toml``."""

from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import Field

from kiosk.applications.settings import SlipSettings
from kiosk.card.settings import CardSettings
from kiosk.media.settings import MediaSettings
from kiosk.printing.printer import PrinterSettings
from kiosk.protocol.shelter import LONGEST_SHELTER_NAME
from kiosk.settings import Settings

REHEARSAL_LINE: Final = "rehearsal0"
"""Name of the network device of a bad line for rehearsal. A booth in production does not begin behind one."""

SETTLE_S: Final = 0.3
"""A second touch so soon after a page came is the first one trembling, not an answer to the new page."""


class SpeechSettings(Settings):
    """読み上げ: whether the booth speaks, how fast and how loud."""

    enabled: bool = False
    rate: Annotated[float, Field(ge=0.5, le=2.0)] = 0.9
    """1 is the voice's own pace; a little slower is easier to follow."""
    volume: Annotated[float, Field(ge=0.0, le=1.0)] = 0.8


class ScreenSettings(Settings):
    """The touch screen: its real width makes every size in millimetres true."""

    renamed: ClassVar = {"width": "width_px", "height": "height_px"}

    width_mm: Annotated[float, Field(ge=200, le=2000)] = 476.0
    """Width of the picture area; a 21.5 inch screen has 476 mm."""
    width_px: Annotated[int, Field(ge=1024)] = 1920
    height_px: Annotated[int, Field(ge=600)] = 1080
    full_screen: bool = True
    settle_s: Annotated[float, Field(ge=0.05, le=2.0)] = SETTLE_S
    """How long a page takes no touch after it came; more where hands tremble longer."""
    low: bool = False
    """低い表示: what is touched in the lower half and drawn smaller there, for people who sit; titles stand above."""


class HeadquartersSettings(Settings):
    """Where headquarters is: the staff door takes enrolments, the booth door everything after."""

    url: str
    """Of the staff door, for enrolment: ``https://host:port``. The booth door is learnt there."""
    authority: Path | None = None
    """PEM of headquarters' authority, delivered with the booth; enrolment trusts nothing else."""


class TimeSettings(Settings):
    """How long the booth waits."""

    renamed: ClassVar = {
        "idle": "idle_s",
        "idle_with_card": "idle_with_card_s",
        "warning": "warning_s",
        "finish": "finish_s",
    }

    idle_s: Annotated[float, Field(ge=120, le=300)] = 180.0
    idle_with_card_s: Annotated[float, Field(ge=120)] = 600.0
    warning_s: Annotated[float, Field(ge=20, le=120)] = 45.0
    finish_s: Annotated[float, Field(ge=5)] = 30.0


class LocalSettings(Settings):
    """What most people at this place want, offered first where they look through a long list."""

    banks: Annotated[tuple[Annotated[str, Field(pattern=r"^\d{4}$")], ...], Field(max_length=12)] = ()
    """Codes of banks, the most used first; ゆうちょ has a card of its own."""
    town: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    """The town's own code (全国地方公共団体コード without its check digit)."""


class ShelterSettings(Settings):
    """The place as an evacuation shelter: what it is called, the form of an arrival, and where sticks appear."""

    name: Annotated[str, Field(max_length=LONGEST_SHELTER_NAME)] = ""
    """On lists and at headquarters; empty: the place's own name."""
    procedure: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")] = "hinan"
    exchange: Path | None = None
    """The folder in which each stick that is plugged in is a folder: ``/media/kiosk``."""


class OutboxSettings(Settings):
    """How much the outbox may hold, and how much room the disk must have for a new application."""

    most_megabytes: Annotated[int, Field(ge=16)] = 2048
    least_free_megabytes: Annotated[int, Field(ge=1)] = 200


class BoothSettings(Settings):
    """One booth."""

    place: Annotated[str, Field(max_length=60)]
    elsewhere: Annotated[str, Field(max_length=40)] = ""
    """Where residents can talk to staff while this booth's microphone or speaker is broken."""
    reference_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    state: Path
    procedures: Path
    locale: str = "ja"
    languages: tuple[str, ...] = ()
    """Those offered in the menu beside Japanese; empty: all there are. Drafts need a native reader first."""
    rehearsal: bool = False
    headquarters: HeadquartersSettings
    slip: SlipSettings = SlipSettings()
    screen: ScreenSettings = ScreenSettings()
    speech: SpeechSettings = SpeechSettings()
    media: MediaSettings = MediaSettings()
    printer: PrinterSettings = PrinterSettings()
    card: CardSettings = CardSettings()
    times: TimeSettings = TimeSettings()
    outbox: OutboxSettings = OutboxSettings()
    local: LocalSettings = LocalSettings()
    shelter: ShelterSettings = ShelterSettings()

    def beside(self, folder: Path) -> "BoothSettings":
        """The same settings with relative paths made absolute from `folder`, where the file lies."""
        authority = self.headquarters.authority
        headquarters = self.headquarters.model_copy(update={"authority": folder / authority if authority else None})
        exchange = self.shelter.exchange
        shelter = self.shelter.model_copy(update={"exchange": folder / exchange if exchange else None})
        return self.model_copy(
            update={
                "state": folder / self.state,
                "procedures": folder / self.procedures,
                "headquarters": headquarters,
                "shelter": shelter,
                "printer": self.printer.model_copy(update={"folder": folder / self.printer.folder}),
                "card": self.card.model_copy(update={"allow_virtual": self.card.allow_virtual and self.rehearsal}),
            }
        )
