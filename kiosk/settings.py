"""Settings files: TOML read into a strict model, with errors that say file, key and remedy."""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Settings(BaseModel):
    """A group of settings; unknown keys are errors, values never change while a program runs."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    renamed: ClassVar[Mapping[str, str]] = {}
    """What a key was called by an earlier version, and is called now; the old one is refused with the new."""


class SettingsError(Exception):
    """A settings file cannot be used; the text says where and what to do."""


S = TypeVar("S", bound=Settings)


def load(path: Path, kind: type[S]) -> S:
    """Read `path` as TOML into `kind`; raise `SettingsError` naming file, key, reason and the nearest known key."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such settings file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(path, kind, error))) from error


def _explain(path: Path, kind: type[BaseModel], error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors(include_input=False):
        key = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            remedy = _remedy(_at(kind, problem["loc"][:-1]), str(problem["loc"][-1]))
            lines.append(f"{path}: unknown key '{key}'; {remedy}")
        else:
            lines.append(f"{path}: '{key}': {problem['msg']}")
    return lines


def _remedy(kind: type[BaseModel] | None, key: str) -> str:
    """What to do about a `key` that `kind`, the part of the settings it stands in, does not know."""
    if kind is None:
        return "remove it"
    if issubclass(kind, Settings) and key in kind.renamed:
        return f"it is called '{kind.renamed[key]}' now"
    known = [field.alias or name for name, field in kind.model_fields.items()]
    near = difflib.get_close_matches(key, known, n=1)
    return f"did you mean '{near[0]}'?" if near else "remove it"


def _at(kind: type[BaseModel], where: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model of the part at `where`; None within a list, or where there is no part."""
    for part in where:
        field = kind.model_fields.get(str(part))
        annotation = field.annotation if field else None
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return None
        kind = annotation
    return kind
