"""References: every slip of hand or ear is noticed, and what people type is understood."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kiosk.applications.reference import NoReferenceLeft, is_reference, new_reference, normalise
from kiosk.protocol.submissions import Reference

EXAMPLE = "IE-4731-08K"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHECKS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIXES = st.text(LETTERS, min_size=2, max_size=2)
PLACES = [0, 1, 3, 4, 5, 6, 8, 9, 10]


def test_the_example_of_the_house_is_one() -> None:
    assert is_reference(EXAMPLE)


@given(PREFIXES)
def test_a_new_reference_has_the_shape_the_protocol_asks(prefix: str) -> None:
    reference = new_reference(prefix, lambda _: False)
    assert reference.startswith(prefix)
    assert is_reference(TypeAdapter(Reference).validate_python(reference))


def test_every_single_wrong_character_is_noticed() -> None:
    for start in (EXAMPLE, new_reference("ZZ", lambda _: False), new_reference("AA", lambda _: False)):
        for place in PLACES:
            for character in LETTERS if place < 2 else CHECKS:
                wrong = start[:place] + character + start[place + 1 :]
                assert is_reference(wrong) == (wrong == start)


@given(PREFIXES)
def test_every_swap_of_two_characters_is_noticed(prefix: str) -> None:
    start = new_reference(prefix, lambda _: False)
    for one, other in itertools.combinations(PLACES, 2):
        if one < 2 and other == 10:  # a letter of the place with the check character: nobody does that
            continue
        swapped = list(start)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        wrong = "".join(swapped)
        assert is_reference(wrong) == (wrong == start)


@pytest.mark.parametrize(
    "typed",
    [
        "IE-4731-08K",
        "ie-4731-08k",
        "ＩＥ－４７３１－０８Ｋ",
        "IE473108K",
        " ie 4731 08k ",
        "IE-4731-O8K",
        "iE-473l-o8k",
        "1E-4731-08K",
        "IE‐4731ー08K",
        "IE―473I―08K",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert normalise(typed) == EXAMPLE


@pytest.mark.parametrize(
    "text", ["", "4731", "IE-4731-08", "IE-4731-08KK", "控え番号", EXAMPLE.lower(), EXAMPLE + "\n"]
)
def test_other_text_is_no_reference(text: str) -> None:
    assert not is_reference(text)


def test_text_that_cannot_be_one_comes_back_plain() -> None:
    assert normalise("ｉｅ-47") == "IE47"
    assert not is_reference(normalise("R8-000123"))


def test_a_taken_reference_is_not_given_again() -> None:
    given_out: set[str] = set()
    for _ in range(2000):
        given_out.add(new_reference("IE", given_out.__contains__))
    assert len(given_out) == 2000


def test_the_last_free_one_is_found_and_then_there_is_none() -> None:
    asked: set[str] = set()

    def all_but_the_example(reference: str) -> bool:
        asked.add(reference)
        return reference != EXAMPLE

    def all_are_taken(reference: str) -> bool:
        asked.add(reference)
        return True

    assert new_reference("IE", all_but_the_example) == EXAMPLE
    with pytest.raises(NoReferenceLeft):
        new_reference("IE", all_are_taken)
    assert len(asked) == 10**6


@pytest.mark.parametrize("prefix", ["", "I", "IEE", "I1", "ie", "家島"])
def test_a_place_has_two_letters(prefix: str) -> None:
    with pytest.raises(ValueError, match="two letters"):
        new_reference(prefix, lambda _: False)
