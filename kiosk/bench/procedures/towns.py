"""Towns of as many procedures as a figure asks for: the delivered ones, and copies of them under other names."""

import itertools
import re
import shutil
from pathlib import Path
from typing import Final

from kiosk.headquarters.app import CONFIG
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files import life_events
from kiosk.procedures.files.groups import FILE as GROUPS

DELIVERED: Final = CONFIG / "procedures"
_LIST: Final = re.compile(r"^( +procedures: \[)(?P<ids>[^\]]+)", re.MULTILINE)


def town(folder: Path, count: int) -> Path:
    """Lay down `count` procedures in `folder`, a new one; where fewer are delivered, the rest are copies."""
    shutil.copytree(DELIVERED, folder, ignore=shutil.ignore_patterns("guide", "schema", "*.md"))
    served = sorted({one.id for one in Catalog(folder).load().procedures if one.status == "published"})
    every = sorted(path.name for path in folder.iterdir() if any(path.glob("*.form.yml")))
    if every[count:]:
        _leave_only(folder, set(every[:count]))
    originals = itertools.cycle(served)
    for number in range(len(every), count):
        _copy(folder, name := next(originals), f"{name}_{number}")
    return folder


def _copy(folder: Path, name: str, other: str) -> None:
    """The same procedure once more, behind the same big answer."""
    shutil.copytree(folder / name, folder / other)
    for path in sorted((folder / other).glob(f"{name}.v*.yml")):
        begin = re.compile(rf"^(procedure|paper): {name}\b", re.MULTILINE)
        path.write_text(begin.sub(rf"\g<1>: {other}", path.read_text(encoding="utf-8")), encoding="utf-8")
        path.rename(path.with_name(other + path.name.removeprefix(name)))
    groups = folder / GROUPS
    groups.write_text(re.sub(rf"\b{name}(?=[,\]])", rf"{name}, {other}", groups.read_text(encoding="utf-8")), "utf-8")


def _leave_only(folder: Path, kept: set[str]) -> None:
    """Take away all other procedures, and the life events, which lead to them."""
    for path in folder.iterdir():
        if path.name not in kept and any(path.glob("*.form.yml")):
            shutil.rmtree(path)
    shutil.rmtree(folder / life_events.FOLDER)
    groups = folder / GROUPS
    text = re.sub(r"^    events: .*\n", "", groups.read_text(encoding="utf-8"), flags=re.MULTILINE)
    groups.write_text(_LIST.sub(lambda found: found[1] + ", ".join(_kept(found["ids"], kept)), text), encoding="utf-8")


def _kept(ids: str, kept: set[str]) -> list[str]:
    return [one.strip() for one in ids.split(",") if one.strip() in kept]
