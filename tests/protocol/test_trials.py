"""Words of trials cross a wire as short plain words, and are the same on both sides."""

import re

import pytest

from kiosk.protocol.trials import RouteTrial, Trial


@pytest.mark.parametrize("word", [*Trial, *RouteTrial])
def test_a_word_is_short_and_plain(word: str) -> None:
    assert re.fullmatch(r"[a-z_]{1,40}", word)
