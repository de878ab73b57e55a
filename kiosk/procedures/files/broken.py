"""Broken files: what is wrong, on which line, and what was probably meant, for the person who mends a file."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from typing_extensions import override

from kiosk.files import read_plain
from kiosk.procedures.files import yaml_lines
from kiosk.procedures.files.mistakes import FIRST, Finding, Language, Mistake, Place, Spot, mistake
from kiosk.procedures.files.shape import of_shape
from kiosk.procedures.files.yaml_lines import Document
from kiosk.procedures.procedure import Part
from kiosk.protocol.bundles import LARGEST_FILE_BYTES
from kiosk.values import dataclass

M = TypeVar("M", bound=BaseModel)
_PROBLEM_FOLLOWS_FROM_ANOTHER: Final = frozenset({"too_short", "missing"})
_OF_KEYS: Final = frozenset({"missing", "extra_forbidden"})
"""Said of a key, not of what stands beside it."""
_NO_KEYS: Final = "model_type"
"""Where an item of a list is no part, the first tells of all."""
_ITEM_KINDS: Final = frozenset({"Page", "Use", "Section", "Listing", "Statement", "Signing", "Official"})
"""Kinds of items, which pydantic names among the keys."""


@dataclass(frozen=True)
class BrokenFile:
    """A mistake in a file: where, what, and `within` which part, by its ids."""

    path: Path
    at: Spot
    mistake: Mistake
    within: str = ""

    @property
    def line(self) -> int:
        """From 1."""
        return self.at.line

    @property
    def reason(self) -> str:
        """What is wrong, and in which part, for programs and logs."""
        return self.said("en")

    def said(self, language: Language) -> str:
        """What is wrong, and in which part."""
        said = self.mistake.reason(language)
        return f"{self.within}: {said}" if self.within else said

    @override
    def __str__(self) -> str:
        return f"{self.path}:{self.at.line}:{self.at.column}: {self.reason}"


class Broken(Exception):
    """Reading a file stopped; carries everything found in it."""

    def __init__(self, *problems: BrokenFile) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Written:
    """A file as it is written: its text, what it says, and where."""

    path: Path
    text: str
    document: Document

    @classmethod
    def read(cls, path: Path) -> "Written":
        """The file; raise `Broken` where it cannot be read or is no YAML."""
        try:
            text = read_plain(path, LARGEST_FILE_BYTES).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            raise Broken(BrokenFile(path, FIRST, mistake("not_utf8"))) from None
        except OSError as error:
            raise Broken(BrokenFile(path, FIRST, mistake("unreadable", told=error.strerror or str(error)))) from None
        return cls.of(path, text)

    @classmethod
    def of(cls, path: Path, text: str) -> "Written":
        """A file of this text; raise `Broken` where it is no YAML."""
        text = text.removeprefix("\ufeff")  # editors of Windows begin a file with it
        try:
            return cls(path, text, yaml_lines.read(text))
        except yaml_lines.BadYaml as error:
            raise Broken(BrokenFile(path, error.at, error.mistake)) from None

    def as_a(self, model: type[M]) -> M:
        """What it says as `model`; raise `Broken` with all that has another shape."""
        try:
            return model.model_validate(self.document.value)
        except ValidationError as error:
            raise explained(self.path, self.document, error) from None

    def broken(self, place: Place, what: Mistake, at: str = "") -> BrokenFile:
        """A mistake at a place, or at the word `at` on its line."""
        spot = self.document.spot(place)
        begin = self.text.split("\n")[spot.line - 1].find(at, spot.column - 1)
        return BrokenFile(self.path, Spot(spot.line, begin + 1) if at and begin >= 0 else spot, what)

    def found(self, finding: Finding, place: Place, whole: object) -> BrokenFile:
        """A finding about `whole` as a mistake where `place` leads."""
        here = self.broken(place, finding.mistake, finding.at)
        return replace(here, within=named(finding.place, whole))


def explained(path: Path, document: Document, error: ValidationError) -> Broken:
    """What a model found wrong, each thing once, with its place and the nearest known key."""
    details = error.errors(include_input=False)
    places = [_place(one) for one in details]
    found: dict[tuple[Spot, str], BrokenFile] = {}
    for one, place in zip(details, places, strict=True):
        deeper = any(len(other) > len(place) and other[: len(place)] == place for other in places)
        again = one["type"] == _NO_KEYS and (*place[:-1], 0) in places and place[-1] != 0
        if again or (deeper and one["type"] in _PROBLEM_FOLLOWS_FROM_ANOTHER):
            continue
        broken = _explained(path, document, one, place)
        found.setdefault((broken.at, broken.reason), broken)
    meant = {
        (one.within, dict(one.mistake.facts)["near"]) for one in found.values() if one.mistake.kind == "unknown_key"
    }
    return Broken(*(one for one in found.values() if not _follows(one, meant)))


def _follows(one: BrokenFile, meant: Collection[tuple[str, object]]) -> bool:
    """Whether a key is missing only because it is misspelt there."""
    return one.mistake.kind == "key_missing" and (one.within, dict(one.mistake.facts)["key"]) in meant


def _explained(path: Path, document: Document, one: ErrorDetails, place: Place) -> BrokenFile:
    written = _at(document.value, place)
    of_key = one["type"] in _OF_KEYS
    around = _at(document.value, place[:-1]) if of_key else None
    what = of_shape(one, place, written, _known_keys(around, str(place[-1]) if of_key else ""))
    at = document.key(place) if of_key else document.spot(place)
    within = place[:-1] if of_key else place
    return BrokenFile(path, at, what, named(within, document.value) or "file")


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


def _at(value: object, place: Place) -> object:
    for part in place:
        value = _inside(value, part)
    return value


def _inside(value: Any, part: str | int) -> object:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list | tuple):
        return value[part] if isinstance(part, int) and part < len(value) else None
    return getattr(value, str(part), None) if isinstance(value, BaseModel) else None


def _known_keys(written: object, wrong: str) -> list[str]:
    """The keys of the part that was probably meant: without `wrong`, and sharing most keys with what is written."""
    keys = set(written) if isinstance(written, dict) else set()
    parts = [{field.alias or name for name, field in part.model_fields.items()} for part in Part.__subclasses__()]
    likeness = [(len(known & keys), -len(known), sorted(known)) for known in parts if wrong not in known]
    return max(likeness)[2]
