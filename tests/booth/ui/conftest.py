"""One booth's window for each module of tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.screens.booth_states import Screen


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()
