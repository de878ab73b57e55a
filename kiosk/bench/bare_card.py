"""Sends commands to a card over the card service and does nothing else; one line of JSON in, milliseconds out."""

import json
import sys
import time
from typing import Final

from kiosk.card.service import Service

_LOOK_EVERY_MS: Final = 1000


def wait_for_card(service: Service, reader: str) -> None:
    """Until the card service has given the card power."""
    slots = service.slots([reader])
    while not (slots[0].present and slots[0].atr):
        service.wait(slots, _LOOK_EVERY_MS)
        slots = service.slots([reader])


def main(reader: str) -> None:
    """Serve until the end of the standard input."""
    for line in sys.stdin:
        commands = [bytes.fromhex(command) for command in json.loads(line)]
        service = Service()
        wait_for_card(service, reader)
        connection = service.connect(reader)
        began = time.perf_counter()
        for command in commands:
            connection.transmit(command)
        took = time.perf_counter() - began
        connection.power_off()
        service.close()
        print(1000 * took, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
