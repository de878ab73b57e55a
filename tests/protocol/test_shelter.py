from kiosk.protocol.shelter import Band, Bands, Need, Needs, ShelterNow
from tests.bounds import unbounded


def test_every_band_and_need_has_its_number() -> None:
    assert set(Bands.model_fields) == {band.value for band in Band}
    assert set(Needs.model_fields) == {need.value for need in Need}


def test_people_are_those_of_all_bands() -> None:
    assert Bands(**{band.value: number for number, band in enumerate(Band, 1)}).people == 21


def test_a_shelter_tells_numbers_within_bounds() -> None:
    assert unbounded(ShelterNow) == []
