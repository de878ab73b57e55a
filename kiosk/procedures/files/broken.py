"""Broken files: what is wrong, on which line, and what was probably meant, for the person who mends a file."""

import difflib
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import override

from kiosk.procedures.files.yaml_lines import Document, Place
from kiosk.procedures.procedure import Part
from kiosk.values import dataclass

_PROBLEM_FOLLOWS_FROM_ANOTHER: Final = frozenset({"too_short", "missing"})
_ITEM_KINDS: Final = frozenset({"Page", "Use"})


@dataclass(frozen=True)
class BrokenFile:
    """A file that cannot be used: where (line from 1) and why."""

    path: Path
    line: int
    reason: str

    @override
    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class Broken(Exception):
    """Reading a file stopped; carries everything found in it."""

    def __init__(self, *problems: BrokenFile) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def explained(path: Path, document: Document, error: ValidationError) -> Broken:
    """What a model found wrong, each thing once, with its line and the nearest known key."""
    details = error.errors(include_input=False)
    places = [_place(one) for one in details]
    found: dict[tuple[int, str], BrokenFile] = {}
    for one, place in zip(details, places, strict=True):
        deeper = any(len(other) > len(place) and other[: len(place)] == place for other in places)
        if deeper and one["type"] in _PROBLEM_FOLLOWS_FROM_ANOTHER:
            continue
        line, reason = document.line(place), _reason(one, place, document.value)
        found.setdefault((line, reason), BrokenFile(path, line, reason))
    return Broken(*found.values())


def named(place: Place, value: object) -> str:
    """A place in words of the file: numbers of items replaced by their ids where they have one."""
    parts = []
    for part in place:
        value = _inside(value, part)
        name = _inside(value, "id") if isinstance(part, int) else None
        parts.append(str(name) if isinstance(name, str) else str(part))
    return ".".join(parts)


def _place(one: ErrorDetails) -> Place:
    return tuple(part for part in one["loc"] if part not in _ITEM_KINDS)


def _reason(one: ErrorDetails, place: Place, value: object) -> str:
    if one["type"] == "extra_forbidden":
        written = value
        for part in place[:-1]:
            written = _inside(written, part)
        near = difflib.get_close_matches(str(place[-1]), _known_keys(written), n=1)
        hint = f"did you mean '{near[0]}'?" if near else "remove it"
        return f"{named(place[:-1], value) or 'file'}: unknown key '{place[-1]}'; {hint}"
    return f"{named(place, value) or 'file'}: {one['msg'].removeprefix('Value error, ')}"


def _inside(value: Any, part: str | int) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list | tuple):
        return value[part] if isinstance(part, int) and part < len(value) else None
    return getattr(value, str(part), None) if isinstance(value, BaseModel) else None


def _known_keys(written: object) -> list[str]:
    """The keys of the part that was probably meant: the one that shares most keys with what is written."""
    keys = set(written) if isinstance(written, dict) else set()
    parts = [{field.alias or name for name, field in part.model_fields.items()} for part in Part.__subclasses__()]
    likeness = [(len(known & keys), -len(known), sorted(known)) for known in parts]
    return max(likeness)[2]
