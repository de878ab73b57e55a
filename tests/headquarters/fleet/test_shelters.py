"""What staff are told of open shelters: numbers and their age, and no sum of what was counted twice."""

from datetime import UTC, datetime

from kiosk.headquarters.fleet.shelters import shelters
from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.shelter import Bands, Needs, ShelterNow

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def line(booth: str, told: ShelterNow | None, state: BoothState = BoothState.CONNECTED) -> BoothLine:
    health = BoothHealth(software="1", shelter=told)
    return BoothLine(
        booth_id=booth, place="家島", state=state, certificate_expires_at=AT, health=health, last_seen_at=AT
    )


def told(name: str, **numbers: int) -> ShelterNow:
    return ShelterNow(name=name, number=9, at=AT, bands=Bands(**numbers), needs=Needs(dialysis=1), families=3, out=1)


def test_each_open_shelter_is_told_with_the_age_of_its_numbers() -> None:
    (one,) = shelters([line("himeji-a-1", told("小学校", adult=12, baby=2)), line("himeji-a-2", None)])
    assert (one.people, one.families, one.out, one.number, one.connected) == (14, 3, 1, 9, True)
    assert (one.changed_at, one.heard_at, one.locked, one.twice) == (AT, AT, False, False)
    assert {row.words: (row.count, row.public) for row in one.bands}["0〜2歳"] == (2, "5未満")
    assert {row.words: row.count for row in one.needs}["透析・酸素・機械"] == 1


def test_two_booths_of_one_shelter_are_not_to_be_added_up() -> None:
    silent = line("himeji-a-2", told("小学校", adult=5), BoothState.SILENT)
    found = shelters([silent, line("himeji-a-1", told("小学校", adult=5)), line("himeji-b-1", told("公民館"))])
    assert [(one.name, one.twice, one.connected) for one in found] == [
        ("公民館", False, True),
        ("小学校", True, True),
        ("小学校", True, False),
    ]


def test_a_line_of_the_fleet_that_cannot_be_read_is_no_shelter() -> None:
    assert shelters([Unreadable(unreadable="x"), line("himeji-a-1", None)]) == ()
