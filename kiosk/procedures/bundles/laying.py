"""A bundle's files as a folder that the catalog reads: whole or not there, whatever ends the program meanwhile.

The signed bundle is what counts; the folder is made of it again wherever it is not exactly that.
"""

import os
import shutil
from pathlib import Path
from typing import Final

from kiosk.files import settle
from kiosk.procedures.bundles.contents import Contents
from kiosk.procedures.bundles.signed import Bundle

_DRAFT: Final = ".new"


def laid_down(bundle: Bundle, above: Path) -> Path:
    """The folder in `above` with exactly the files of the bundle; made where it is not. Raises `OSError`."""
    folder = above / f"{bundle.number}-{bundle.sha256[:12]}"
    if not _is_there(bundle.contents, folder):
        draft = folder.with_name(folder.name + _DRAFT)
        _remove(draft)
        _write(bundle.contents, draft)
        _remove(folder)
        draft.rename(folder)
        settle(above)
    return folder


def sweep(above: Path, *kept: Path) -> None:
    """Remove every folder of another bundle; what cannot be removed now is left for the next time."""
    for one in above.iterdir() if above.is_dir() else ():
        if one.is_dir() and one not in kept:
            shutil.rmtree(one, ignore_errors=True)


def _is_there(contents: Contents, folder: Path) -> bool:
    if not folder.is_dir():
        return False
    there = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if not one.is_dir()}
    if there.keys() != contents.keys():
        return False
    return all(one.read_bytes() == contents[place].encode() for place, one in there.items())


def _write(contents: Contents, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    for place, text in contents.items():
        path = folder / place
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    for one in (folder, *(inner for inner in folder.rglob("*") if inner.is_dir())):
        settle(one)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
