"""What `kiosk check` asks, each in a process of its own: which camera, microphone and speaker a call would use and
whether they work, and whether the relay gives a place."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Final, NamedTuple

from pydantic import ValidationError

from kiosk.media.messages import DevicesFound, DevicesTried, RelayTried, TryRelay
from kiosk.media.settings import MediaSettings
from kiosk.media.trial.verdicts import EncodersTried, EncoderTrial
from kiosk.protocol.calls import IceServer

_DEADLINE_S: Final = 30.0


class Probed(NamedTuple):
    """Which devices there are, what came of trying them, and which encoders work in hardware."""

    found: DevicesFound
    tried: DevicesTried
    encoders: dict[str, EncoderTrial]


class ProbeFailed(Exception):
    """The devices could not be asked: a driver hangs, or a library is missing."""


def probe(settings: MediaSettings, deadline_s: float = _DEADLINE_S) -> Probed:
    """Which devices a call would use and whether they work, with a soft chirp on the speaker; raise `ProbeFailed`.

    A driver that hangs is left behind, not waited for.
    """
    command = [sys.executable, "-m", "kiosk.media.trial.asked", settings.model_dump_json()]
    try:
        result = subprocess.run(command, capture_output=True, timeout=deadline_s, check=True)  # noqa: S603 -- our module
        found, tried, encoders = result.stdout.splitlines()
        return Probed(
            DevicesFound.model_validate_json(found),
            DevicesTried.model_validate_json(tried),
            EncodersTried.model_validate_json(encoders).encoders,
        )
    except subprocess.TimeoutExpired as error:
        raise ProbeFailed("a device driver does not answer") from error
    except (subprocess.CalledProcessError, ValidationError, ValueError) as error:
        raise ProbeFailed("the devices could not be listed") from error


def probe_relay(ice_servers: Sequence[IceServer], deadline_s: float = _DEADLINE_S) -> RelayTried:
    """What comes of asking the relay for a place on each of its addresses; raise `ProbeFailed`."""
    command = [sys.executable, "-m", "kiosk.media.relay.asked"]
    asked = TryRelay(ice_servers=tuple(ice_servers)).model_dump_json()
    try:
        result = subprocess.run(  # noqa: S603 -- our module
            command, input=f"{asked}\n".encode(), capture_output=True, timeout=deadline_s, check=True
        )
        return RelayTried.model_validate_json(result.stdout)
    except subprocess.TimeoutExpired as error:
        raise ProbeFailed("the relay was not asked in time") from error
    except (subprocess.CalledProcessError, ValidationError) as error:
        raise ProbeFailed("the relay could not be asked") from error
