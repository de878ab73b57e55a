"""The stick that goes from booth to booth: offers and bundles in a folder, and nothing else of what lies there.

The same touch does everything at each booth: takes what is for it, leaves where it wants to be handed to, and hands
to every booth that left that. So a stick that is carried to and fro brings any number of booths together.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.applications.sealing import SealingKeyPair
from kiosk.booth.uplink.device_identity import Device
from kiosk.files import write_private
from kiosk.protocol.presence import SealingKey
from kiosk.shelter.handover import (
    LARGEST_BUNDLE_BYTES,
    LARGEST_OFFER_BYTES,
    Contents,
    NotTaken,
    Offer,
    Why,
    bundle,
    read_offer,
    unbundle,
)
from kiosk.shelter.register import Contradicted, Full, Register
from kiosk.values import dataclass

_OFFERS: Final = "shelter-key-*.json"
_BUNDLES: Final = "shelter-register-*.json"
_MOST_FILES: Final = 64


@dataclass(frozen=True)
class Found:
    """What a stick brought: the register with it, the keys of cards, and the first file that was refused."""

    register: Register
    keys: tuple[str, ...] = ()
    refused: Why | None = None


def stick(exchange: Path | None) -> Path | None:
    """The first folder below the one where sticks appear; None where none is plugged in."""
    if exchange is None:
        return None
    try:
        return next((one for one in sorted(exchange.iterdir()) if one.is_dir() and not one.is_symlink()), None)
    except OSError:
        return None


def taken(folder: Path, register: Register, device: Device, pair: SealingKeyPair, at: datetime) -> Found:
    """`register` with everything on the stick that is for this booth; a file with one doubt is refused whole."""
    keys: tuple[str, ...] = ()
    refused: Why | None = None
    for said in _files(folder, _BUNDLES, LARGEST_BUNDLE_BYTES):
        contents = unbundle(said, device.booth_id, [pair], device.enrolled.authority.encode(), at)
        if isinstance(contents, NotTaken):
            refused = refused or (contents.why if contents.why is not Why.NOT_FOR_US else None)
            continue
        try:
            register = register.with_records(contents.records)
        except Contradicted:
            refused = refused or Why.CONTRADICTED
        except Full:
            refused = refused or Why.FULL
        else:
            keys = (*keys, *contents.keys)
    return Found(register, keys, refused)


def given(folder: Path, contents: Contents, key: SealingKey, device: Device, at: datetime) -> tuple[str, ...]:
    """Leave this booth's offer, and a bundle for every other booth that left one; for which. Raises `OSError`."""
    certificate = device.enrolled.certificate
    own = Offer(booth_id=device.booth_id, key=key, certificate=certificate)
    write_private(folder / f"shelter-key-{device.booth_id}.json", own.model_dump_json().encode())
    others = [one for one in _offers(folder, device, at) if one.booth_id != device.booth_id]
    for offer in others:
        made = bundle(contents, offer, device.booth_id, certificate, device.key, at)
        write_private(folder / f"shelter-register-{device.booth_id}-{offer.booth_id}.json", made)
    return tuple(one.booth_id for one in others)


def _offers(folder: Path, device: Device, at: datetime) -> Iterator[Offer]:
    for said in _files(folder, _OFFERS, LARGEST_OFFER_BYTES):
        offer = read_offer(said, device.enrolled.authority.encode(), at)
        if offer is not None:
            yield offer


def _files(folder: Path, pattern: str, most_bytes: int) -> Iterator[bytes]:
    """The files of one kind, the first ones where somebody put down too many; none larger than it may be."""
    for path in sorted(folder.glob(pattern))[:_MOST_FILES]:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > most_bytes:
            continue
        try:
            yield path.read_bytes()
        except OSError:
            continue
