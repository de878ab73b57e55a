"""``kiosk enrol``, ``kiosk outbox`` and ``kiosk shelter``."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kiosk.booth.program import load_settings
from kiosk.booth.settings import BoothSettings
from kiosk.booth.shelter.intake import missing
from kiosk.booth.shelter.kept import Kept, Phase, prepared
from kiosk.booth.shelter.lock import new_code
from kiosk.booth.shelter.register_file import RegisterFile
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.uplink import device_identity
from kiosk.booth.uplink.device_identity import NotEnrolled
from kiosk.booth.uplink.enrolment import EnrolmentFailed, enrol
from kiosk.clocks import wall_clock
from kiosk.procedures.catalog import Catalog
from kiosk.settings import SettingsError

_SAID: Final = """\
The code of this shelter, shown once; put it into the envelope at the place:

    {code}

Whoever has it opens the shelter at the booth (避難所を開く), reads its list and ends it.
"""


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


def shelter(arguments: list[str]) -> int:
    """``kiosk shelter prepare|open|forget|status``, beside a running booth and without a line."""
    parser = argparse.ArgumentParser("kiosk shelter", description="The booth as an evacuation shelter.")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the booth's settings")
    parser.add_argument("what", choices=("prepare", "open", "forget", "status"))
    options = parser.parse_args(arguments)
    try:
        return asyncio.run(_shelter(options.what, load_settings(options.config)))
    except (SettingsError, StoreBroken, StoreFull, NotEnrolled) as error:
        print(error, file=sys.stderr)
        return 2


async def _shelter(what: str, settings: BoothSettings) -> int:
    store = Store(settings.state / "booth.sqlite", wall_clock)
    await store.open()
    file = RegisterFile(store, lambda: "", wall_clock)
    try:
        kept = await file.load()
        if what == "status":
            return _status(kept)
        return await {"prepare": _prepare, "open": _open, "forget": _forget}[what](file, settings, kept)
    finally:
        await store.close()


async def _prepare(file: RegisterFile, settings: BoothSettings, kept: Kept | None) -> int:
    if kept is not None and kept.phase is Phase.OPEN:
        return _refused("a shelter is open here: end it at the booth, or `kiosk shelter forget`")
    if lacking := missing(Catalog(settings.procedures).load().procedure(settings.shelter.procedure)):
        return _refused(f"procedure {settings.shelter.procedure} does not ask: {', '.join(sorted(lacking))}")
    code, device = new_code(), device_identity.load(settings.state / "identity")
    if not await file.prepare(prepared(settings.shelter.name or settings.place, code.encode(), device)):
        return _refused("a shelter was opened here meanwhile: nothing was changed")
    print(_SAID.format(code=f"{code[:5]} {code[5:]}"))
    return 0


async def _open(file: RegisterFile, _settings: BoothSettings, _kept: Kept | None) -> int:
    if not await file.open(wall_clock()):
        return _refused("not prepared: `kiosk shelter prepare` first")
    print("open: the booth shows it within ten seconds; its list opens with the code")
    return 0


async def _forget(file: RegisterFile, _settings: BoothSettings, _kept: Kept | None) -> int:
    await file.forget()
    print("nothing of a shelter is on this booth any more; to prepare it again: `kiosk shelter prepare`")
    return 0


def _status(kept: Kept | None) -> int:
    if kept is None:
        print("not prepared")
        return 1
    told = kept.told
    print(f"{kept.phase}: {kept.name}, {kept.number} records")
    if told is not None:
        print(
            f"{told.bands.people} people in {told.families} families, {told.out} out, at {told.at:%Y-%m-%d %H:%M} UTC"
        )
    return 0


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
