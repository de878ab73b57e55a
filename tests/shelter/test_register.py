"""Whatever happens at two booths, in whatever order they hear of it: one register, and nobody counted twice."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.protocol.shelter import Band, Need
from kiosk.shelter import lists
from kiosk.shelter.counting import counted
from kiosk.shelter.people import Inquiry
from kiosk.shelter.records import Record
from kiosk.shelter.register import Contradicted, Full, Register
from tests.shelter.shelter_samples import AT, REFERENCES, A, B, Booth, families, family, mark, uuid

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrives"), st.booleans(), st.integers(0, 5), families, st.integers(0, 3)),
        st.tuples(st.just("moves"), st.booleans(), st.integers(0, 9), st.sampled_from(["in", "out"])),
        st.tuples(st.just("taps"), st.booleans(), st.integers(1, 3), st.sampled_from(["in", "out"])),
        st.tuples(st.just("blind"), st.booleans(), st.integers(0, 5), st.sampled_from(["in", "out"])),
        st.tuples(st.just("meets"), st.booleans()),
    ),
    max_size=14,
)


def lived(steps: list[tuple[Any, ...]]) -> tuple[Booth, Booth]:
    """Two booths after all of it."""
    booths = (Booth(A, 1000), Booth(B, 2000))
    arrivals: list[Record] = []
    for kind, which, *said in steps:
        here, other = booths[which], booths[not which]
        if kind == "arrives":
            who, told, card = said
            arrivals.append(here.arrives(who, told, (mark(card),) if card else ()))
        elif kind == "moves" and arrivals:
            here.moves(arrivals[said[0] % len(arrivals)], said[1])
        elif kind == "taps":
            here.writes(marks=(mark(said[0]),), moved=said[1])
        elif kind == "blind":
            here.writes(reference=REFERENCES[said[0]], moved=said[1])
        elif kind == "meets":
            here.takes(other.register)
    return booths


@given(STEPS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_two_booths_that_met_know_the_same_whatever_came_first(steps: list[tuple[Any, ...]], random: Any) -> None:
    one, two = lived(steps)
    every = [*one.register, *two.register]
    shuffled = [*every, *every]  # and a file that is taken twice
    random.shuffle(shuffled)
    bit_by_bit = Register()
    for record in shuffled:
        bit_by_bit = bit_by_bit.with_records([record])
    one.takes(two.register)
    two.takes(one.register)
    assert one.register.households == two.register.households == bit_by_bit.households
    assert one.register.ids == {record.id for record in every}


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_everybody_is_counted_once_and_the_hidden_are_on_no_list(steps: list[tuple[Any, ...]]) -> None:
    one, two = lived(steps)
    one.takes(two.register)
    register = one.register
    there = [one for one in register.households if one.present]
    told = counted(register, "小学校", 1, AT)
    assert told.bands.people == sum(one.family.bands.people for one in there)
    assert (told.families, told.families + told.out) == (len(there), len(register.households))
    assert all(getattr(told.bands, band) >= 0 for band in Band)
    assert all(0 <= getattr(told.needs, need) <= told.families for need in Need)
    assert {one.id for one in lists.desk(register)} == {one.id for one in there}
    asked_after = {one.id for key in lists.EVERY for one in lists.found(register, key)}
    assert asked_after == {one.id for one in register.households if not one.family.hidden}
    assert {key for key in lists.EVERY if lists.found(register, key)} == lists.rows_with(register)
    assert all(one.family.inquiry is Inquiry.ANSWER and one.present for one in lists.told(register))


def test_a_family_that_registered_at_both_booths_with_one_card_is_one_family() -> None:
    one, two = Booth(A, 0), Booth(B, 100)
    one.arrives(1, family(adult=2), (mark(7),))
    two.arrives(2, family(adult=4), (mark(7),))
    two.writes(marks=(mark(7),), moved="out")
    one.takes(two.register)
    (found,) = one.register.households
    assert (found.family.bands.adult, found.present) == (4, False)
    assert found.references == (REFERENCES[1], REFERENCES[2])
    assert one.register.with_reference("000200") == (found,)
    assert one.register.with_marks([mark(7)]) == (found,)


def test_the_same_number_given_by_two_booths_makes_nobody_one_family() -> None:
    one, two = Booth(A, 0), Booth(B, 100)
    one.arrives(1, family("あおき"))
    two.arrives(1, family("いのうえ"))
    two.writes(reference=REFERENCES[1], moved="out")
    one.takes(two.register)
    there = {each.family.name: each.present for each in one.register.households}
    assert there == {
        "あおき": True,
        "いのうえ": False,
    }


def test_a_number_nobody_has_yet_moves_nobody_until_its_family_comes() -> None:
    one, two = Booth(A, 0), Booth(B, 100)
    two.arrives(3)
    for _ in range(3):
        one.writes(reference=REFERENCES[3], moved="out")
    assert not one.register.with_reference("000300")
    one.takes(two.register)
    (found,) = one.register.with_reference("000300")
    assert not found.present


def test_a_correction_tells_more_and_moves_nobody() -> None:
    one = Booth(A, 0)
    came = one.arrives(1)
    one.moves(came, "out")
    one.writes(household=came.household, reference=came.reference, family=family(adult=5))
    (found,) = one.register.households
    assert (found.family.bands.adult, found.present, found.since) == (5, False, AT)
    assert one.register.household(came.household) == found


def test_another_record_under_a_known_id_is_refused_and_nothing_is_taken() -> None:
    one = Booth(A, 0)
    came = one.arrives(1)
    with pytest.raises(Contradicted):
        one.takes([came.model_copy(update={"id": uuid(77)}), came.model_copy(update={"moved": "out"})])
    assert one.register.ids == {came.id}


def test_a_register_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.shelter.register.MOST_RECORDS", 2)
    one = Booth(A, 0)
    came = one.arrives(1)
    one.moves(came, "out")
    with pytest.raises(Full):
        one.moves(came, "in")


def test_who_only_ever_went_out_by_number_or_card_is_no_family_yet() -> None:
    booth = Booth(A, 0)
    booth.writes(reference=REFERENCES[0], moved="out")
    booth.writes(marks=(mark(1),), moved="out")
    assert booth.register.households == ()
