"""The process behind `kiosk.media.probe`: it may hang in a driver, and is then left behind."""

import asyncio
import json
import sys
import threading

from kiosk.log.capture import capture
from kiosk.media.devices import choose, look
from kiosk.media.settings import MediaSettings
from kiosk.media.trial.encoders import try_all
from kiosk.media.trial.trying import try_devices
from kiosk.media.trial.verdicts import EncodersTried


def main(arguments: list[str]) -> None:
    """Three lines of JSON: the devices chosen for the settings in `arguments`, how they do, encoders in hardware."""
    settings = MediaSettings.model_validate(json.loads(arguments[0]))
    found = choose(settings, look())
    tried = asyncio.run(try_devices(settings, found, sound=True, over=threading.Event()))
    assert tried is not None
    encoders = EncodersTried(encoders=try_all())
    sys.stdout.write(f"{found.model_dump_json()}\n{tried.model_dump_json()}\n{encoders.model_dump_json()}\n")


if __name__ == "__main__":
    capture("probe")
    main(sys.argv[1:])
