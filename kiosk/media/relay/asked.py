"""The process behind `kiosk.media.probe.probe_relay`. The password comes by standard input, so no list of processes
shows it."""

import asyncio
import sys

from kiosk.log.capture import capture
from kiosk.media.messages import RelayTried, TryRelay
from kiosk.media.relay.asking import tried


def main() -> None:
    """Write what came of asking the relay of the command that is read, as one line of JSON."""
    asked = TryRelay.model_validate_json(sys.stdin.readline())
    sys.stdout.write(f"{RelayTried(routes=asyncio.run(tried(asked.ice_servers))).model_dump_json()}\n")


if __name__ == "__main__":
    capture("relay")
    main()
