"""`kiosk rehearsal`: virtual parts for a rehearsal, driven by hand or by a program."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import time

from kiosk.rehearsal.bad_line import cli as bad_line
from kiosk.rehearsal.card.card_desk import CardDesk, menu
from kiosk.rehearsal.card.pcscd import RunningPcscd, ServiceMissing
from kiosk.rehearsal.card.profiles import DEFAULT
from kiosk.rehearsal.card.roots import ForeignRoots, lay_down_roots
from kiosk.rehearsal.card.vpcd import DEFAULT_PORT, LOOK_S, VirtualSlot


def main(argv: list[str] | None = None) -> int:
    """Run `kiosk rehearsal`; the exit status is 0 when everything asked for happened."""
    parser = argparse.ArgumentParser(prog="kiosk rehearsal", description="Virtual parts for a rehearsal.")
    parts = parser.add_subparsers(dest="part", required=True)
    card = parts.add_parser("card", help="lay a virtual My Number Card on the virtual reader until stopped")
    card.add_argument("--profile", default=DEFAULT, help="which card (see --list)")
    card.add_argument("--delay-ms", type=int, default=0, metavar="N", help="how long the card takes for each command")
    card.add_argument("--byte-us", type=int, default=0, metavar="N", help="how long each byte takes (a real card: 130)")
    card.add_argument("--port", type=int, default=None, metavar="N", help=f"of the virtual reader ({DEFAULT_PORT})")
    card.add_argument("--list", action="store_true", help="name the profiles and end")
    card.add_argument("--empty", action="store_true", help="begin with an empty reader")
    card.add_argument("--control", action="store_true", help="obey lines on standard input: " + _WORDS)
    card.add_argument(
        "--roots", type=Path, metavar="FOLDER", help="write this run's roots (auth/, sign/, face/) and crl/ there first"
    )
    card.add_argument("--own-service", action="store_true", help="start a card service of its own")
    card.add_argument("--pcscd", type=Path, metavar="PROGRAM", help="which one (the installed pcscd)")
    card.add_argument(
        "--look-ms", type=int, default=round(1000 * LOOK_S), metavar="N", help="how often the service looks (400)"
    )
    booth = parts.add_parser("booth", help="the real booth, driven by lines of JSON on standard input")
    booth.add_argument("--config", type=Path, required=True, metavar="FILE", help="settings with rehearsal = true")
    bad_line.add_to(parts)
    arguments = parser.parse_args(argv)
    if arguments.part == "bad-line":
        return bad_line.run(arguments)
    if arguments.part == "booth":
        from kiosk.rehearsal.booth_control import run

        return run(arguments.config)
    if arguments.list:
        for one in menu(_now()):
            print(f"{one.name:20} {one.about}")
        return 0
    return _run_card(arguments)


_WORDS = (
    "insert PROFILE, eject, eject-at N [before|within|after], silent-at N, status-at N SW, delay MS [BYTE_US], log, "
    "list, quit"
)


def _run_card(arguments: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, _end)  # also then the card is pulled out and an own service is ended
    try:
        if arguments.roots:
            lay_down_roots(arguments.roots, _now())
        if arguments.own_service:
            look_s = arguments.look_ms / 1000
            with RunningPcscd(arguments.port, program=arguments.pcscd, look_s=look_s) as service:
                facts: dict[str, object] = {"reader": service.reader_name, "environment": service.environment}
                return _attach(arguments, service.port, facts)
        return _attach(arguments, arguments.port or DEFAULT_PORT, {})
    except (ServiceMissing, ForeignRoots, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _attach(arguments: argparse.Namespace, port: int, facts: dict[str, object]) -> int:
    slot = VirtualSlot(port, look_s=arguments.look_ms / 1000)
    desk = CardDesk(slot, _now, arguments.delay_ms / 1000, arguments.byte_us / 1_000_000)
    if arguments.roots:
        facts = {**facts, "roots": str(arguments.roots)}
    first = {"ok": True, "did": "ready"} if arguments.empty else desk.obey(["insert", arguments.profile])
    _tell(json.dumps({**first, "port": port, **facts}, ensure_ascii=False))
    if not first["ok"]:
        print(first["error"], file=sys.stderr)
        return 1
    try:
        desk.serve(_lines() if arguments.control else _nothing(), _tell)
    except KeyboardInterrupt:
        return 0
    return 0


def _lines() -> Iterator[str]:
    for line in sys.stdin:  # noqa: UP028 -- `yield from` would read ahead
        yield line


def _nothing() -> Iterator[str]:
    """Wait until somebody stops the program."""
    signal.pause()
    yield "quit"


def _end(number: int, frame: object) -> None:
    del number, frame
    raise SystemExit(0)


def _tell(line: str) -> None:
    print(line, flush=True)


def _now() -> datetime:
    return datetime.fromtimestamp(time(), UTC)
