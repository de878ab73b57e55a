from tests.headquarters.handover.cases_handed import handed
from tests.headquarters.headquarters_world import NAME


def test_a_case_in_clear_never_shows_itself_in_a_log() -> None:
    assert repr(handed()) == "Handed(...)"
    assert NAME not in str([handed()])
