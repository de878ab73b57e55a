"""The check character of what people type and read out: references, one-time codes.

It is the weighted sum of the other characters modulo 31 (prime, all weights different, none that of the check character
itself), written in Crockford's letters: every single wrong character and every swap of two is noticed.
"""

from collections.abc import Sequence
from operator import mul
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Crockford's letters without Z: no I, L, O or U, which are read as others or make words. As many as `_MODULUS`."""
_MODULUS: Final = len(LETTERS)
_WEIGHTS: Final = tuple(pow(17, place, _MODULUS) for place in range(1, 15))
"""Of the places from the left; 17 ** 15 is -1, the weight of the check character."""


def check_character(values: Sequence[int]) -> str:
    """The character that checks `values`, each below 31; at most 14 of them."""
    assert len(values) <= len(_WEIGHTS)
    return LETTERS[sum(map(mul, values, _WEIGHTS)) % _MODULUS]
