"""``kiosk booth``, ``kiosk enrol`` and ``kiosk outbox``."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from kiosk.booth.program import load_settings, run
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.uplink.enrolment import EnrolmentFailed, enrol
from kiosk.clocks import wall_clock
from kiosk.settings import SettingsError


def booth(arguments: list[str]) -> int:
    """``kiosk booth --config FILE``: serve residents until told to end."""
    parser = argparse.ArgumentParser("kiosk booth", description="The booth a resident uses.")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the booth's settings")
    options = parser.parse_args(arguments)
    try:
        return run(load_settings(options.config))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2


def enrolment(arguments: list[str]) -> int:
    """``kiosk enrol --config FILE CODE``: give this booth its identity."""
    parser = argparse.ArgumentParser("kiosk enrol", description="Give this booth its identity with a one-time code.")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the booth's settings")
    parser.add_argument("code", help="the code headquarters showed, as K7QM-2D9X-4HTA")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings(options.config)
        found = settings.headquarters
        device = asyncio.run(enrol(settings.state / "identity", found.url, found.authority, options.code))
    except (SettingsError, EnrolmentFailed) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"enrolled as {device.booth_id} ({device.enrolled.place}), until {device.enrolled.expires_at:%Y-%m-%d}")
    return 0


def outbox(arguments: list[str]) -> int:
    """``kiosk outbox list|retry``: what waits, and putting back what was set aside."""
    parser = argparse.ArgumentParser("kiosk outbox", description="What was handed in and not yet received.")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the booth's settings")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("what", choices=("list", "retry"), nargs="?", default="list")
    options = parser.parse_args(arguments)
    try:
        return asyncio.run(_outbox(options))
    except (SettingsError, StoreBroken, StoreFull) as error:
        print(error, file=sys.stderr)
        return 2


async def _outbox(options: argparse.Namespace) -> int:
    file = load_settings(options.config).state / "booth.sqlite"
    lines = read_lines(file)
    if options.what == "retry":
        print(f"{await _put_back(file) if lines else 0} put back")
        return 0
    if options.json:
        print(json.dumps({"submissions": [asdict(line) for line in lines]}, ensure_ascii=False))
        return 0
    for line in lines:
        received = line.receipt_number or line.last_code or "-"
        print(f"{line.reference}  {line.state:<8}  {line.created_at}  {line.attempts:>3}x  {received}")
    return 0


async def _put_back(file: Path) -> int:
    store = Store(file, wall_clock)
    await store.open()
    try:
        return await Outbox(store, wall_clock).release()
    finally:
        await store.close()
