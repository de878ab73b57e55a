"""Shared blocks: pages written once in ``blocks.yml``, and put where a file, or a block below, says ``use``."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kiosk.procedures.files.broken import Broken, Written
from kiosk.procedures.files.mistakes import Place, mistake
from kiosk.procedures.procedure import BlocksFile, Page, Use
from kiosk.values import dataclass

BLOCKS: Final = "blocks.yml"
"""Beside the procedures' folders."""


@dataclass(frozen=True)
class Blocks:
    """The shared blocks and the words they were read from."""

    pages: dict[str, tuple[Page, ...]]
    text: str


@dataclass(frozen=True)
class Assembled:
    """Pages with shared blocks in place, for each the place in the file it came from, and the fields of blocks.

    Attributes:
        blocks: for each page the block it came from; "" for those of the file itself.
    """

    pages: tuple[Page, ...]
    places: tuple[Place, ...]
    shared: frozenset[str]
    blocks: tuple[str, ...] = ()

    def block(self, place: Place) -> str:
        """The block from which a place among the assembled pages came; "" for one of the file itself."""
        return self.blocks[place[1]] if len(place) > 1 and place[0] == "pages" and isinstance(place[1], int) else ""

    def in_file(self, place: Place) -> Place:
        """Where in the file a place among the assembled pages stands."""
        if len(place) > 1 and place[0] == "pages" and isinstance(place[1], int):
            return (*self.places[place[1]], *place[2:])
        return place


def read_blocks(path: Path) -> Blocks:
    """The blocks of a file, none where there is no file; raise `Broken` for one that cannot be used."""
    if not path.exists():
        return Blocks({}, "")
    written = Written.read(path)
    found = Blocks({}, written.text)
    file = written.as_a(BlocksFile)
    for name, items in file.blocks.items():
        placed: list[tuple[Place, Page | Use]] = [(("blocks", name, number), item) for number, item in enumerate(items)]
        for place, item in placed:
            if isinstance(item, Use) and item.use in file.blocks.keys() - found.pages.keys():
                raise Broken(written.broken(place, mistake("block_below", name=item.use), item.use))
        found.pages[name] = assembled(written, placed, found).pages
    return found


def assembled(written: Written, items: Iterable[tuple[Place, Page | Use]], blocks: Blocks) -> Assembled:
    """Put the blocks in place; raise `Broken` where one is named that is not there."""
    pages: list[Page] = []
    places: list[Place] = []
    shared: set[str] = set()
    names: list[str] = []
    asked: set[str] = set()
    for place, item in items:
        if isinstance(item, Use) and item.use not in blocks.pages:
            missing = mistake("no_block", name=item.use, known=", ".join(sorted(blocks.pages)))
            raise Broken(written.broken(place, missing, item.use))
        if isinstance(item, Use) and (again := _fields(blocks.pages[item.use]) & asked):
            twice = mistake("block_asks_again", block=item.use, names=", ".join(sorted(again)))
            raise Broken(written.broken(place, twice, item.use))
        added = _used(item, blocks.pages[item.use]) if isinstance(item, Use) else (item,)
        pages += added
        places += [place] * len(added)
        names += [item.use if isinstance(item, Use) else ""] * len(added)
        asked |= _fields(added)
        shared |= _fields(added) if isinstance(item, Use) else set()
    return Assembled(tuple(pages), tuple(places), frozenset(shared), tuple(names))


def _fields(pages: Iterable[Page]) -> set[str]:
    return {field.id for page in pages for field in page.fields}


def _used(use: Use, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages of a block, asked only while the condition of the place holds where it has one."""
    if use.show_if is None:
        return pages
    return tuple(page.model_copy(update={"show_if": _both(use.show_if, page.show_if)}) for page in pages)


def _both(outer: str, inner: str | None) -> str:
    return outer if inner is None else f"({outer}) && ({inner})"
