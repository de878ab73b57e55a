"""What `kiosk check` asks: which camera, microphone and speaker a call would use, looked up in a process of its own."""

import json
import subprocess
import sys
from typing import Final

from pydantic import ValidationError

from kiosk.log.capture import capture
from kiosk.media.messages import DevicesFound
from kiosk.media.settings import MediaSettings

_DEADLINE_S: Final = 15.0


class ProbeFailed(Exception):
    """The devices could not be asked: a driver hangs, or a library is missing."""


def probe(settings: MediaSettings, deadline_s: float = _DEADLINE_S) -> DevicesFound:
    """Which devices a call would use; raise `ProbeFailed`. A driver that hangs is left behind, not waited for."""
    command = [sys.executable, "-m", "kiosk.media.probe", settings.model_dump_json()]
    try:
        result = subprocess.run(command, capture_output=True, timeout=deadline_s, check=True)  # noqa: S603 -- our module
        return DevicesFound.model_validate_json(result.stdout)
    except subprocess.TimeoutExpired as error:
        raise ProbeFailed("a device driver does not answer") from error
    except (subprocess.CalledProcessError, ValidationError) as error:
        raise ProbeFailed("the devices could not be listed") from error


def main(arguments: list[str]) -> None:
    """Write the devices chosen for the settings in `arguments` as JSON."""
    from kiosk.media.devices import choose, look

    found = choose(MediaSettings.model_validate(json.loads(arguments[0])), look())
    sys.stdout.write(found.model_dump_json())


if __name__ == "__main__":
    capture("probe")
    main(sys.argv[1:])
