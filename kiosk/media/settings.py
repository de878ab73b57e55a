"""What an installer may choose about camera, microphone, speaker and the line."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from kiosk.settings import Settings

AUTO = "auto"
VIRTUAL = "virtual"
NONE = "none"

RECEIVE_MOST_KBIT: Final = 3000
"""What the other side is asked to keep to, where it is not asked to begin with more."""

Factory = Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")]


class MediaSettings(Settings):
    """The `[media]` part of a booth's settings.

    `camera`, `microphone` and `speaker` are ``auto`` (the first real one), ``virtual`` (rehearsal), ``none``, or a
    device: a path like ``/dev/video0`` for the camera, a name or number as `kiosk check` lists it for sound.
    With `rehearsal` on, ``auto`` falls back to the virtual one where no device is present.
    """

    renamed: ClassVar = {"width": "width_px", "height": "height_px"}

    camera: str = AUTO
    microphone: str = AUTO
    speaker: str = AUTO
    rehearsal: bool = False
    virtual_camera: Factory | None = None
    """``module:function`` giving a picture source; named by the program that allows rehearsal."""
    virtual_microphone: Factory | None = None
    virtual_speaker: Factory | None = None
    """``module:function`` giving what takes what is played; None: it goes nowhere."""

    width_px: Annotated[int, Field(ge=320, le=1920, multiple_of=16)] = 1280
    height_px: Annotated[int, Field(ge=180, le=1088, multiple_of=2)] = 720
    fps: Annotated[int, Field(ge=5, le=30)] = 30
    codec: Literal["h264", "vp8"] = "h264"
    hardware: bool = False
    """Encode H.264 in hardware where an encoder passes the trial of `kiosk check`; x264 takes over when it fails."""

    start_kbit: Annotated[int, Field(ge=100, le=8000)] = 150
    """What the booth's picture begins with; on a good line it has all it may within three seconds."""
    least_kbit: Annotated[int, Field(ge=30, le=8000)] = 50
    most_kbit: Annotated[int, Field(ge=100, le=8000)] = 2500
    receive_start_kbit: Annotated[int, Field(ge=100, le=8000)] = 300
    """What the other side is asked to begin with, until it has measured the line (within a second or two).

    More makes nothing of a call begin sooner, and fills the queue of a thin line before anybody knows that it is one.
    """
    video_off_below_kbit: Annotated[int, Field(ge=0, le=2000)] = 80
    """Where the picture may have less of a line that loses packets, it is left out; without loss below 40 % of it."""

    relay_only: bool = False
    """Send through headquarters' relay only, for networks that let nothing else out."""

    echo_cancelling: bool = True
    automatic_gain: bool = False
    """Make a quiet voice louder, at the price of a louder rest of echo."""
    playout_ms: Annotated[int, Field(ge=20, le=400)] = 20
    """How long the other side's sound waits at least before it is played; where the line is uneven it waits longer."""
    silence_before_reconnecting_s: Annotated[float, Field(ge=1, le=30)] = 4.0
    silence_before_failed_s: Annotated[float, Field(ge=2, le=120)] = 15.0
