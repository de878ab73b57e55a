"""``groups.yml``: the big answers of the welcome screen and the procedures behind each, read and checked."""

import difflib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, JsonValue

from kiosk.procedures.fields import Part
from kiosk.procedures.files.broken import Broken, Written
from kiosk.procedures.files.lint import said_in
from kiosk.procedures.files.mistakes import Finding, Place, mistake
from kiosk.procedures.files.schema import schema_of
from kiosk.procedures.files.translations import Translations, with_words
from kiosk.procedures.group import MOST, Group, each_its_own
from kiosk.procedures.procedure import Procedure

FILE: Final = "groups.yml"
"""Beside the procedures' folders."""
EVENTS: Final = "life-events"
"""The folder of life events beside them."""
_LANGUAGES: Final = ("ja", "easy", "en")


class GroupsFile(Part):
    """A whole `groups.yml` as written."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=MOST)]


def schema() -> dict[str, JsonValue]:
    """The JSON Schema (2020-12) of `groups.yml`, for editors."""
    return schema_of(GroupsFile)


def read(
    folder: Path, procedures: Sequence[Procedure], events: Collection[str], lists: Translations
) -> tuple[Group, ...]:
    """The groups of `folder` with what the word lists add; without a file each procedure is its own answer.

    `procedures` are all readable files of the folder, `events` the ids of its life events. Raises `Broken` for a file
    that cannot be used.
    """
    path = folder / FILE
    if not path.exists():
        return each_its_own(procedures)
    written = Written.read(path)
    file = written.as_a(GroupsFile)
    known = {one.id for one in procedures} | {form.parent.name for form in folder.glob("*/*.form.yml")}
    events = {*events, *(event.stem for event in (folder / EVENTS).glob("*.yml"))}  # those not readable just now, too
    if found := (*lint(file.groups, procedures, known), *_events(file.groups, events)):
        raise Broken(*(written.found(one, one.place, file) for one in found))
    return tuple(with_words(group, lists) for group in file.groups)


def lint(groups: Sequence[Group], procedures: Sequence[Procedure], known: Collection[str]) -> Iterator[Finding]:
    """Every rule broken: ids and texts, procedures that are not there, and published ones that nobody could find.

    `known` are the ids of all files there are, those that cannot be read just now too.
    """
    ids = [group.id for group in groups]
    meant: set[str] = set()
    for number, group in enumerate(groups):
        if group.id in ids[:number]:
            yield Finding(("groups", number, "id"), mistake("id_twice", name=group.id))
        for at, name in enumerate(group.procedures):
            if name not in known:
                meant |= {*difflib.get_close_matches(name, known, n=1)}
                yield no_procedure(("groups", number, "procedures", at), name, known)
        for one in said_in(group, _LANGUAGES):
            yield Finding(("groups", number, *one.place), one.mistake, one.at)
    offered = {name for group in groups for name in group.procedures}
    for name in sorted({one.id for one in procedures if one.status == "published"} - offered - meant):
        yield Finding(("groups",), mistake("in_no_group", name=name))


def no_procedure(place: Place, name: str, known: Collection[str]) -> Finding:
    """A name that no procedure has, with the one it is like."""
    if near := difflib.get_close_matches(name, known, n=1):
        return Finding(place, mistake("near_procedure", name=name, near=near[0]), name)
    return Finding(place, mistake("no_procedure", name=name), name)


def _events(groups: Sequence[Group], events: Collection[str]) -> Iterator[Finding]:
    for number, group in enumerate(groups):
        for at, name in enumerate(group.events):
            if name not in events:
                near = difflib.get_close_matches(name, events, n=1)
                told = mistake("near_event", name=name, near=near[0]) if near else mistake("no_event", name=name)
                yield Finding(("groups", number, "events", at), told, name)
