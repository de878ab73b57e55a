"""The two settings files tell an installer what there is: no line that nothing reads, also not a commented one."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from pydantic import BaseModel

from kiosk.booth.settings import BoothSettings
from kiosk.headquarters.settings import HeadquartersSettings

CONFIG: Final = Path(__file__).resolve().parent.parent / "config"


def fields(kind: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in kind.model_fields.items():
        yield before + name
        for part in models(field.annotation):
            yield from fields(part, f"{before}{name}.")


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def named(file: str) -> set[str]:
    """Every key of the file, also where the line is a comment."""
    text = (CONFIG / file).read_text(encoding="utf-8")
    return set(keys(tomllib.loads(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE))))


def keys(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        yield before + name
        if isinstance(value, dict):
            yield from keys(value, f"{before}{name}.")


@pytest.mark.parametrize(("file", "kind"), [("booth.toml", BoothSettings), ("headquarters.toml", HeadquartersSettings)])
def test_no_file_names_a_setting_that_does_not_exist(file: str, kind: type[BaseModel]) -> None:
    assert sorted(named(file) - set(fields(kind))) == []


def test_headquarters_file_names_every_setting() -> None:
    assert sorted(set(fields(HeadquartersSettings)) - named("headquarters.toml")) == []
