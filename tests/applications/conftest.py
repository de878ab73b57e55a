"""What the tests of applications share."""

import pytest

from kiosk.applications.typesetting import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """One for all tests: reading the fonts takes a second."""
    return Typesetter()
