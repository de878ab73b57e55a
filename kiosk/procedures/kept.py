"""The catalog as it was last read without a mistake, in one file that is quicker to read than what staff write.

Fourteen procedures in seven languages take 450 ms of processor time to read, check and try, and 30 ms from here. What
is kept counts only for the very files and the very program it was made of; anything else about it is no matter: then
the procedure files are read.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pydantic

import kiosk
from kiosk.files import read_plain, write_private
from kiosk.procedures.fields import Part
from kiosk.procedures.group import Group
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

_LARGEST_BYTES: Final = 64 * 2**20


@dataclass(frozen=True)
class Held:
    """What a folder holds: its procedures by file, drafts too; the answers of the welcome screen; the life events."""

    by_file: Mapping[Path, Procedure] = field(default_factory=lambda: MappingProxyType({}))
    groups: tuple[Group, ...] = ()
    events: tuple[LifeEvent, ...] = ()


class Kept(Part):
    """What a folder held; `by_file` by path within it, `of` as `digest` gave it."""

    of: str
    by_file: dict[str, Procedure]
    groups: tuple[Group, ...]
    events: tuple[LifeEvent, ...]

    @classmethod
    def made(cls, of: str, held: Held, folder: Path) -> "Kept":
        """What `folder` holds."""
        by_file = {str(file.relative_to(folder)): one for file, one in held.by_file.items()}
        return cls(of=of, by_file=by_file, groups=held.groups, events=held.events)

    def held(self, folder: Path) -> Held:
        """What `folder` holds."""
        return Held({folder / name: one for name, one in self.by_file.items()}, self.groups, self.events)


def digest(folder: Path) -> str:
    """SHA-256 of all that decides what reading `folder` gives, in hex. Raises `OSError`."""
    return _of(folder, sorted(folder.rglob("*.yml")), hashlib.sha256(_program())).hexdigest()


def read(path: Path, of: str) -> Kept | None:
    """What is kept at `path`, if it was made of what has this digest."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return None
        kept = Kept.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if kept.of == of else None


def write(path: Path, kept: Kept) -> None:
    """Keep it for the next start. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(path, kept.model_dump_json(by_alias=True).encode())


@lru_cache
def _program() -> bytes:
    """What reads: this version, and each of its modules that has a part in reading."""
    folder = Path(kiosk.__file__).parent / "procedures"
    version = hashlib.sha256(f"{kiosk.__version__} {pydantic.VERSION}".encode())
    return _of(folder, sorted(folder.rglob("*.py")), version).digest()


def _of(folder: Path, paths: Iterable[Path], whole: "hashlib._Hash") -> "hashlib._Hash":
    for path in paths:
        content = read_plain(path, _LARGEST_BYTES)
        whole.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return whole
