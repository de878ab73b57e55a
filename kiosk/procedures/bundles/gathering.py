"""Which files of a folder a booth reads, gathered to be published; what unpacks them needs none of this."""

import re
from pathlib import Path

from kiosk.files import read_plain
from kiosk.procedures.bundles.contents import PLACE, Contents
from kiosk.procedures.files import life_events, translations
from kiosk.procedures.files.blocks import BLOCKS
from kiosk.procedures.files.groups import FILE as GROUPS
from kiosk.procedures.papers import shelf
from kiosk.protocol.bundles import LARGEST_FILE_BYTES


class NotBundled(Exception):
    """A folder cannot be made a bundle; `place` is the file that stands in the way."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def paths(folder: Path) -> tuple[Path, ...]:
    """Every file of `folder` that a booth reads."""
    beside = [folder / name for name in (BLOCKS, GROUPS) if (folder / name).is_file()]
    beside += life_events.paths(folder)
    procedures = (*folder.glob("*/*.form.yml"), *folder.glob(f"*/*{shelf.ENDING}"))
    return (*beside, *sorted(procedures), *translations.paths(folder))


def gathered(folder: Path) -> Contents:
    """Every file of `folder` that a booth reads; raise `NotBundled` for a name or text that cannot travel."""
    found: dict[str, str] = {}
    for path in paths(folder):
        place = path.relative_to(folder).as_posix()
        if re.fullmatch(PLACE, place) is None:
            raise NotBundled(place)
        try:
            found[place] = read_plain(path, LARGEST_FILE_BYTES).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotBundled(place) from error
    return found
