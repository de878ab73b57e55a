"""Publishing a folder of procedures: looked at whole, and only without one mistake signed for the booths."""

from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.authoring import linting
from kiosk.authoring.offices import Offices
from kiosk.headquarters.keys.authority import KeysUnusable, open_authority
from kiosk.headquarters.publishing.published import NotRising, publish
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import StoreUnavailable, open_store
from kiosk.procedures.bundles.gathering import NotBundled, gathered
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.broken import BrokenFile
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.protocol.bundles import BadBundle
from kiosk.values import dataclass


class CannotPublish(Exception):
    """Headquarters' data, keys or settings do not let anything be published; the text says why."""


@dataclass(frozen=True)
class Released:
    """A bundle that was published."""

    number: int
    files: int
    procedures: int


@dataclass(frozen=True)
class Withheld:
    """Nothing was published: these mistakes are in the way; without one, nothing is offered to residents."""

    mistakes: tuple[BrokenFile, ...]


async def release(
    folder: Path, data: Path, settings: HeadquartersSettings, now: datetime, number: int | None = None
) -> Released | Withheld:
    """Publish the procedures of `folder` from the data folder of headquarters.

    Raises `linting.NoProcedures` and `CannotPublish`.
    """
    linted = linting.lint(folder, Offices.beside(folder, settings.counters, settings.bookings))
    offered = Catalog(folder).load().published(day_in_japan(now))
    if linted.mistakes or not offered:
        return Withheld(linted.mistakes)
    try:
        given, files = await _published(folder, data, settings, now, number)
    except (NotBundled, NotRising, BadBundle, StoreUnavailable, KeysUnusable, OSError) as error:
        raise CannotPublish(f"{_SAID.get(type(error), '')}{error}") from error
    return Released(given, files, len(offered))


async def _published(
    folder: Path, data: Path, settings: HeadquartersSettings, now: datetime, number: int | None
) -> tuple[int, int]:
    if not (data / "keys" / "authority.pem").is_file():
        raise CannotPublish(f"{data}: no data of a headquarters that was started once")
    contents = gathered(folder)
    store = open_store(data, settings.database)
    try:
        key = open_authority(data / "keys", settings.municipality.name, lambda: now).key
        given = await store.write(lambda c: publish(c, contents, key, now, audit.SYSTEM, number))
    finally:
        store.close()
    return given, len(contents)


_SAID: Final[dict[type[Exception], str]] = {
    NotBundled: "not a plain file of a plain name: ",
    BadBundle: "the procedures cannot be published: ",
}
"""What an exception leaves out."""
