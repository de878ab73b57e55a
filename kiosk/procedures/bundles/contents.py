"""What a bundle holds: every file a booth reads, by its place in the folder; packed as JSON in zlib.

Names are looked at before anything is written: each part begins with a letter or digit and the last ends in ``.yml``,
so none leads out of its folder, over another, or to a file of the system.
"""

import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.files import read_plain
from kiosk.procedures.files import life_events, translations
from kiosk.procedures.files.blocks import BLOCKS
from kiosk.procedures.files.broken import LARGEST_BYTES
from kiosk.procedures.files.groups import FILE as GROUPS
from kiosk.procedures.papers import shelf
from kiosk.protocol.bundles import LARGEST_CONTENTS_BYTES, BadBundle

Contents = Mapping[str, str]
"""By its place (``juminhyo/juminhyo.v3.form.yml``), the text of each file."""
MOST_FILES: Final = 4000
_PLACE: Final = r"^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,59}/){0,2}[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.yml$"


class _Packed(BaseModel):
    """The files of a bundle as they are packed; keys of a later program are passed over."""

    model_config = ConfigDict(extra="ignore")

    files: Annotated[
        dict[
            Annotated[str, StringConstraints(pattern=_PLACE)],
            Annotated[str, StringConstraints(max_length=LARGEST_BYTES)],
        ],
        Field(min_length=1, max_length=MOST_FILES),
    ]


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
        if re.fullmatch(_PLACE, place) is None:
            raise NotBundled(place)
        try:
            found[place] = read_plain(path, LARGEST_BYTES).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NotBundled(place) from error
    return found


def packed(contents: Contents) -> tuple[bytes, int]:
    """The files as bytes, and how many they are unpacked; raise `BadBundle` (``too_large``) for more than travels.

    The same files are the same bytes.
    """
    try:
        files = _Packed(files={place: contents[place] for place in sorted(contents)})
    except ValidationError as error:
        raise BadBundle("too_large") from error
    plain = files.model_dump_json().encode()
    return zlib.compress(plain, 9), len(plain)


def unpacked(content: bytes, most_bytes: int = LARGEST_CONTENTS_BYTES) -> Contents:
    """The files again; raise `BadBundle` for anything else, and for more than `most_bytes` before it is unpacked."""
    machine = zlib.decompressobj()
    try:
        plain = machine.decompress(content, most_bytes + 1)
        if len(plain) > most_bytes:
            raise BadBundle("too_large")
        if not machine.eof or machine.unused_data:
            raise BadBundle("damaged")
        files = _Packed.model_validate_json(plain).files
    except (zlib.error, ValidationError) as error:
        raise BadBundle("damaged") from error
    if len({place.lower() for place in files}) != len(files):
        raise BadBundle("damaged")  # one file would lie over the other on some disks
    return files
