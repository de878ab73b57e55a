"""What the tests of applications share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for application_samples

from kiosk.applications.typesetting import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """One for all tests: reading the fonts takes a second."""
    return Typesetter()
