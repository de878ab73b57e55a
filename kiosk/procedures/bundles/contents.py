"""What a bundle holds: every file a booth reads, by its place in the folder; packed as JSON in zlib.

Names are looked at before anything is written: each part begins with a letter or digit and the last ends in ``.yml``,
so none leads out of its folder, over another, or to a file of the system.
"""

import zlib
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.protocol.bundles import LARGEST_CONTENTS_BYTES, LARGEST_FILE_BYTES, BadBundle

Contents = Mapping[str, str]
"""By its place (``juminhyo/juminhyo.v3.form.yml``), the text of each file."""
MOST_FILES: Final = 4000
PLACE: Final = r"^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,59}/){0,2}[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.yml$"
"""What a place may look like."""


class _Packed(BaseModel):
    """The files of a bundle as they are packed; keys of a later program are passed over."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    files: Annotated[
        dict[
            Annotated[str, StringConstraints(pattern=PLACE)],
            Annotated[str, StringConstraints(max_length=LARGEST_FILE_BYTES)],
        ],
        Field(min_length=1, max_length=MOST_FILES),
    ]


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
