"""What the tests of applications share."""

from collections.abc import Iterator
from functools import cache

import pytest

from kiosk.applications import document
from kiosk.applications.typesetting import Typesetter
from kiosk.pictures.apart import redrawn_apart


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """One for all tests: reading the fonts takes a second."""
    return Typesetter()


@pytest.fixture(scope="session", autouse=True)
def drawn_anew_once() -> Iterator[None]:
    """Each picture is drawn anew once: it takes a process of its own, and nearly every paper shows the same one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "redrawn_apart", cache(redrawn_apart))
        yield
