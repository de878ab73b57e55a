"""No key of a settings, procedure or counter file is there that nothing reads: a promise is kept, or refused."""

import re
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel

import kiosk.applications.glyphs
import kiosk.applications.slip
import kiosk.booth.settings
import kiosk.headquarters.calls.counters
import kiosk.headquarters.settings
import kiosk.procedures.groups
import kiosk.procedures.procedure  # noqa: F401 - each import defines models that are looked at
from kiosk.procedures.fields import Part
from kiosk.protocol import message
from kiosk.settings import Settings
from tests import previous
from tests.bounds import models

SOURCE: Final = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent.parent / "kiosk").rglob("*.py"))
)


def unread(base: type[BaseModel], source: str) -> set[str]:
    """The keys `Model.name` that `source` never reads as an attribute."""
    return {
        f"{model.__qualname__}.{name}"
        for model in models(base)
        for name in model.model_fields
        if not re.search(rf"\.{name}\b(?!\()", source)
    }


def test_a_key_that_nothing_reads_is_found() -> None:
    class Promise(Settings):
        kept: int = 0
        forgotten: int = 0

    Promise.__module__ = "kiosk.settings"
    found = unread(Settings, SOURCE + "\npromise.kept = settings.kept")
    assert {one for one in found if "Promise" in one} == {f"{Promise.__qualname__}.forgotten"}


@pytest.mark.parametrize("base", [Settings, Part])
def test_every_key_is_read(base: type[BaseModel]) -> None:
    assert not {one for one in unread(base, SOURCE) if "<locals>" not in one}


@pytest.mark.parametrize("direction", ["FromBooth", "ToBooth"])
def test_what_the_minor_before_does_not_know_says_with_which_it_came(direction: str) -> None:
    """Booths are updated one by one: see `kiosk.protocol.versions`."""
    assert previous.unknown(direction, getattr(message, direction)) <= previous.marked()
