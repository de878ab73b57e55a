"""No locale is read by staff."""

import pytest

from kiosk.procedures.japanese.languages import LANGUAGES, named


@pytest.mark.parametrize("locale", ["ja", "easy", *LANGUAGES])
def test_each_language_a_booth_is_read_in_has_a_name(locale: str) -> None:
    assert named(locale) not in ("", locale)
    assert named(locale).isascii() is False


def test_one_that_only_a_newer_program_knows_is_named_by_its_locale() -> None:
    assert named("km") == "km"
