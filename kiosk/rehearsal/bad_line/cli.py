"""``kiosk rehearsal bad-line``: a bad line between two network namespaces, until stopped."""

import argparse
import contextlib
import json
import signal
import sys
import time
from typing import Any, Final

from pydantic import ValidationError

from kiosk.rehearsal.bad_line.carrier import Carrier, Packets
from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.control import Line
from kiosk.rehearsal.bad_line.profiles import CLEAN, PROFILES, Profile
from kiosk.rehearsal.bad_line.tun import BOOTH_ADDRESS, HEADQUARTERS_ADDRESS, NoBadLine, open_end

_OPTIONS: Final = {
    "loss": ("loss_percent", "packets lost, in percent"),
    "burst": ("burst_packets", "packets a spell of losses lasts in the middle"),
    "delay": ("delay_ms", "one way, in ms"),
    "jitter": ("jitter_ms", "added at random, up to so many ms"),
    "rate": ("rate_kbit", "kbit/s that pass"),
    "queue": ("queue_ms", "ms that a packet may wait for its turn"),
}


def add_to(parts: Any) -> None:
    """Add the command to those of ``kiosk rehearsal``."""
    parser = parts.add_parser("bad-line", help="a bad line between two network namespaces, until stopped")
    parser.add_argument("--profile", choices=tuple(PROFILES), default=CLEAN, help="a line with a name (see --list)")
    for name, (field, about) in _OPTIONS.items():
        kind = int if field == "rate_kbit" else float
        parser.add_argument(f"--{name}", dest=field, type=kind, metavar="N", help=f"both ways: {about}")
    parser.add_argument("--reorder", action="store_true", default=None, help="late packets are overtaken")
    for way, about in (("up", "from the booth"), ("down", "to the booth")):
        parser.add_argument(f"--{way}", type=json.loads, default={}, metavar="JSON", help=f"only {about}, as by set")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which packets are lost")
    parser.add_argument("--control", action="store_true", help='obey lines of JSON: {"do": "set", "loss_percent": 3}')
    parser.add_argument("--list", action="store_true", help="name the profiles and end")


def run(options: argparse.Namespace) -> int:
    """Carry packets until told to end; the exit status."""
    if options.list:
        for name, profile in PROFILES.items():
            print(f"{name:10} {profile.about}")
        return 0
    try:
        profile = _profile(options)
        booth = open_end(BOOTH_ADDRESS, HEADQUARTERS_ADDRESS)
        headquarters = open_end(HEADQUARTERS_ADDRESS, BOOTH_ADDRESS)
    except ValidationError as error:
        print(error, file=sys.stderr)
        return 2
    except NoBadLine as error:
        print(error, file=sys.stderr)
        return 1
    line: Packets = Line(profile, options.seed, time.monotonic_ns())
    if options.control:
        _tell({"ok": True, "did": "ready", "booth": booth.path, "headquarters": headquarters.path})
    else:
        print(f"予行の悪い回線 / a bad line for rehearsal: {profile.about}. Ctrl+C ends it.")
        for name, end, address in (
            ("booth", booth, BOOTH_ADDRESS),
            ("headquarters", headquarters, HEADQUARTERS_ADDRESS),
        ):
            print(f"  {name} ({address}): nsenter --net={end.path} COMMAND", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        Carrier(line, booth, headquarters, 0 if options.control else None, 1).run()
    _tell(line.count())
    return 0


def _profile(options: argparse.Namespace) -> Profile:
    found = PROFILES[options.profile]
    names = (*(field for field, _ in _OPTIONS.values()), "reorder")
    both = {name: value for name in names if (value := getattr(options, name)) is not None}
    up = Conditions.model_validate(found.up.model_dump() | both | options.up)
    down = Conditions.model_validate(found.down.model_dump() | both | options.down)
    return Profile(found.about, up, down, found.cut_s, found.cut_every_s)


def _tell(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)
