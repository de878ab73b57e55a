"""A town with one procedure: the delivered 住民票の写し with its blocks, groups and word lists, and nothing else.

What is proven of the engine, the screens and the lists must not change with every procedure a town adds.
"""

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.lint import texts

DELIVERED: Final = Path(__file__).resolve().parents[1] / "config" / "procedures"
"""Every procedure that comes with the program."""
ONE: Final = "juminhyo"


def lay_down(folder: Path) -> Path:
    """Make `folder` a town with one procedure."""
    shutil.copytree(DELIVERED / ONE, folder / ONE)
    for name in ("blocks.yml", "groups.yml"):
        shutil.copy(DELIVERED / name, folder / name)
    shutil.copytree(DELIVERED / "schema", folder / "schema")
    shutil.copytree(DELIVERED / "words", folder / "words")
    groups = folder / "groups.yml"
    groups.write_text(_with_one(groups.read_text(encoding="utf-8")), encoding="utf-8")
    catalog = Catalog(folder).load()
    said = {text.root["ja"] for part in (*catalog.procedures, *catalog.groups) for _, text in texts(part)}
    for path in (folder / "words").glob("*.yml"):
        _keep_only(path, said)
    return folder


def _with_one(groups: str) -> str:
    """Only the group that has it keeps its list, with it alone."""
    listed = re.compile(r"^    procedures: \[(.*)\]\n", re.MULTILINE)
    groups = re.sub(r"^    events: .*\n", "", groups, flags=re.MULTILINE)
    return listed.sub(lambda found: f"    procedures: [{ONE}]\n" if ONE in found[1].split(", ") else "", groups)


def _keep_only(path: Path, said: set[str]) -> None:
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    words = {japanese: word for japanese, word in yaml.load(text, Loader=yaml.CSafeLoader).items() if japanese in said}
    path.write_text(head + yaml.safe_dump(words, allow_unicode=True, width=10**6), encoding="utf-8")


def _made() -> Path:
    above = Path(tempfile.mkdtemp(prefix="kiosk-town-"))
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    return lay_down(above / "procedures")


TOWN: Final = _made()
"""The folder of such a town, made once; nobody writes there."""


@cache
def _read(folder: Path) -> Catalog:
    return Catalog(folder).load()


def read_once(folder: Path = TOWN) -> Catalog:
    """What `folder`, this town's or `DELIVERED`, says, read once for all tests; the catalog itself is the caller's."""
    own = Catalog(folder)
    own.become(_read(folder))
    return own
