"""Settings: the file that comes with the program says exactly the defaults."""

import pytest
from pydantic import ValidationError

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.settings import HeadquartersSettings, StaffDoor
from kiosk.settings import load


def test_the_file_that_comes_with_the_program_is_the_defaults() -> None:
    assert load(CONFIG / "headquarters.toml", HeadquartersSettings) == HeadquartersSettings()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_plain_http_is_for_loopback(host: str) -> None:
    assert StaffDoor(host=host, tls=False).tls is False


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])
def test_plain_http_is_for_nothing_else(host: str) -> None:
    with pytest.raises(ValidationError, match="loopback"):
        StaffDoor(host=host, tls=False)
