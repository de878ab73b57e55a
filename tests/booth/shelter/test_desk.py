from kiosk.booth.shelter.desk import Desk, Looking, Phase, shown
from tests.shelter.shelter_samples import A, Booth, family


def test_what_anybody_may_see_of_a_family_has_no_name() -> None:
    booth = Booth(A, 0)
    booth.arrives(1, family("かさい"))
    (household,) = booth.register.households
    seen = shown(household)
    assert (seen.people, seen.present, seen.reference) == (2, True, household.reference)
    assert "かさい" not in repr(seen)
    desk = Desk(phase=Phase.OPEN, register=booth.register, stage=Looking("カ"))
    assert desk.found == (household,)
    assert "かさい" not in repr(desk)
    assert Desk().found == ()
