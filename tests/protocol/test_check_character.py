"""What is mistyped is noticed."""

import itertools

import pytest

from kiosk.protocol.check_character import LETTERS, check_character

VALUES = (9, 30, 0, 17, 4, 4, 28, 1, 13, 22, 8)


def is_right(values: tuple[int, ...]) -> bool:
    return check_character(values[:-1]) == LETTERS[values[-1]]


WHOLE = (*VALUES, LETTERS.index(check_character(VALUES)))


def test_what_is_typed_right_is_right() -> None:
    assert is_right(WHOLE)


@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_every_wrong_character_is_noticed(place: int) -> None:
    wrong = ((*WHOLE[:place], value, *WHOLE[place + 1 :]) for value in range(31) if value != WHOLE[place])
    assert not any(is_right(one) for one in wrong)


def test_every_swap_of_two_is_noticed() -> None:
    for first, second in itertools.combinations(range(len(WHOLE)), 2):
        swapped = list(WHOLE)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        assert is_right(tuple(swapped)) == (WHOLE[first] == WHOLE[second])
