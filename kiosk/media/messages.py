"""What goes through the door of the media child: commands in, events out."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kiosk.protocol.call_state import Part
from kiosk.protocol.calls import IceServer
from kiosk.protocol.trials import RouteTrial, Trial


class _Passed(BaseModel):
    """Anything that passes the door."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# -- commands ---------------------------------------------------------------------------------------------------------


class FindDevices(_Passed):
    """Say which camera, microphone and speaker would be used; answered by `DevicesFound`."""

    kind: Literal["find_devices"] = "find_devices"


class TryDevices(_Passed):
    """Try camera, microphone and, where `sound` is True, speaker; answered by `DevicesTried`, in a call by `Done`."""

    kind: Literal["try_devices"] = "try_devices"
    sound: bool = True


class TryRelay(_Passed):
    """Ask the relay for a place on each of its addresses and give it back; answered by `RelayTried`."""

    kind: Literal["try_relay"] = "try_relay"
    ice_servers: tuple[IceServer, ...]


class MakeOffer(_Passed):
    """Open the devices, end any older attempt and make an offer; answered by `OfferMade` or `MediaProblem`.

    Curtain and mute travel with it, so that a restarted child never sends what was cut.
    """

    kind: Literal["make_offer"] = "make_offer"
    attempt: int
    ice_servers: tuple[IceServer, ...]
    curtain: bool = False
    muted: bool = False


class TakeAnswer(_Passed):
    """The other side's SDP; answered by `Done` or `MediaProblem`."""

    kind: Literal["take_answer"] = "take_answer"
    attempt: int
    sdp: str


class AddCandidate(_Passed):
    """One trickled candidate; an empty one ends them."""

    kind: Literal["add_candidate"] = "add_candidate"
    attempt: int
    candidate: str
    sdp_mid: str | None = None
    sdp_m_line_index: int | None = None


class DrawCurtain(_Passed):
    """Cut outgoing camera, microphone and mirror at once (or open them again); answered by `Done`."""

    kind: Literal["draw_curtain"] = "draw_curtain"
    drawn: bool


class Mute(_Passed):
    """Send silence instead of the microphone; answered by `Done`."""

    kind: Literal["mute"] = "mute"
    on: bool


class EndCall(_Passed):
    """Close the peer connection and all devices; answered by `Done`."""

    kind: Literal["end_call"] = "end_call"


MediaCommand = Annotated[
    FindDevices | TryDevices | TryRelay | MakeOffer | TakeAnswer | AddCandidate | DrawCurtain | Mute | EndCall,
    Field(discriminator="kind"),
]
media_commands: TypeAdapter[MediaCommand] = TypeAdapter(MediaCommand, config=ConfigDict(defer_build=True))


# -- events -----------------------------------------------------------------------------------------------------------


class LineState(StrEnum):
    """How the line of one attempt stands."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    RECONNECTING = "reconnecting"
    FAILED = "failed"
    CLOSED = "closed"


class Problem(StrEnum):
    """What can be wrong without the call being over."""

    CAMERA_MISSING = "camera_missing"
    CAMERA_LOST = "camera_lost"
    SOUND_LOST = "sound_lost"
    MICROPHONE_MISSING = "microphone_missing"
    SPEAKER_MISSING = "speaker_missing"
    OFFER_FAILED = "offer_failed"
    ANSWER_REFUSED = "answer_refused"
    CANDIDATE_REFUSED = "candidate_refused"


class Done(_Passed):
    """A command was carried out."""

    kind: Literal["done"] = "done"


class OfferMade(_Passed):
    """The offer of one attempt, all candidates inside."""

    kind: Literal["offer_made"] = "offer_made"
    attempt: int
    sdp: str


class StateChanged(_Passed):
    """The line of the attempt stands differently."""

    kind: Literal["state_changed"] = "state_changed"
    attempt: int
    state: LineState


class FirstFrame(_Passed):
    """The first picture of the other side was decoded and is ready to be shown."""

    kind: Literal["first_frame"] = "first_frame"
    attempt: int
    width: int
    height: int


class FirstSound(_Passed):
    """The first sound of the other side was decoded."""

    kind: Literal["first_sound"] = "first_sound"
    attempt: int


class PictureSending(_Passed):
    """The booth's picture is sent, or left out because the line is too narrow for it."""

    kind: Literal["picture_sending"] = "picture_sending"
    attempt: int
    on: bool


class Statistics(_Passed):
    """Once a second during a call; frames count from the beginning of the attempt, `fps` is of the last second."""

    kind: Literal["statistics"] = "statistics"
    attempt: int
    frames_received: int
    frames_sent: int
    fps_received: float
    fps_sent: float
    width: int
    height: int
    sent_width: int
    sent_height: int
    audio_in_rms: float
    """Loudness of the other side, root mean square of the last second, 0 to 1."""
    audio_out_rms: float
    """Loudness sent, after echo cancelling, curtain and mute."""
    received_kbit: float
    sent_kbit: float
    allowed_kbit: float | None
    """What the other side last said it can take."""
    packets_lost: int
    round_trip_ms: float | None
    frame_age_ms: float | None
    """Middle of the last second, where the picture carries a clock bar (rehearsal, measuring)."""
    sound_lost: float | None = None
    """Share of the other side's sound that had to be concealed, 0 to 1; None where nothing was said."""
    sound_delay_ms: float | None = None
    """How long sound waited here for its turn."""


class DeviceState(StrEnum):
    """Where a picture or sound comes from."""

    REAL = "real"
    VIRTUAL = "virtual"
    NONE = "none"


class Device(_Passed):
    """One device found, by the name the system gives it."""

    state: DeviceState
    name: str = ""


class DevicesFound(_Passed):
    """Which devices are (or would be) used."""

    kind: Literal["devices_found"] = "devices_found"
    camera: Device
    microphone: Device
    speaker: Device


class DevicesGone(_Passed):
    """What is wanted in this call and gives nothing now; said when the devices open and whenever it changes."""

    kind: Literal["devices_gone"] = "devices_gone"
    gone: tuple[Part, ...]


class DevicesTried(_Passed):
    """What came of trying each device.

    `microphone_dbfs`: how loud the room was before anything was played, of full scale; `echo_delay_ms`: from the
    speaker to the microphone. None where nothing was heard.
    """

    kind: Literal["devices_tried"] = "devices_tried"
    camera: Trial
    microphone: Trial
    speaker: Trial
    microphone_dbfs: int | None = None
    echo_delay_ms: int | None = None


class RouteTried(_Passed):
    """One way to the relay, over `udp`, `tcp` or `tls` (empty: an address nobody can use), and what came of it."""

    url: str
    over: str
    outcome: RouteTrial


class RelayTried(_Passed):
    """What came of asking the relay for a place on each way; empty where there is none."""

    kind: Literal["relay_tried"] = "relay_tried"
    routes: tuple[RouteTried, ...] = ()


class MediaProblem(_Passed):
    """Something is wrong; the call goes on as well as it can."""

    kind: Literal["media_problem"] = "media_problem"
    code: Problem
    attempt: int = 0
    """0 for devices, which serve all attempts of a call."""


class MediaGone(_Passed):
    """The child died (made by the engine, never sent by the child): make a new offer with the next attempt."""

    kind: Literal["media_gone"] = "media_gone"
    attempt: int


MediaEvent = Annotated[
    Done
    | OfferMade
    | StateChanged
    | FirstFrame
    | FirstSound
    | PictureSending
    | Statistics
    | DevicesFound
    | DevicesGone
    | DevicesTried
    | RelayTried
    | MediaProblem
    | MediaGone,
    Field(discriminator="kind"),
]
media_events: TypeAdapter[MediaEvent] = TypeAdapter(MediaEvent, config=ConfigDict(defer_build=True))
