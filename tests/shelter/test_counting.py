from kiosk.protocol.shelter import MOST_COUNTED, Bands, Need, ShelterNow
from kiosk.shelter.counting import arrived, counted, published, published_people
from kiosk.shelter.people import Inquiry, Pet
from tests.shelter.shelter_samples import AT, A, Booth, family


def test_who_is_hidden_is_counted_like_everybody() -> None:
    booth = Booth(A, 0)
    hidden = family(
        inquiry=Inquiry.HIDDEN, bands=Bands(baby=1, adult=1), needs=(Need.BIRTH,), pet=Pet.CAT, town="神戸市"
    )
    booth.arrives(1, hidden)
    booth.moves(booth.arrives(2), "out")
    told = counted(booth.register, "小学校", 4, AT)
    assert (told.bands, told.needs.birth, told.pets, told.elsewhere) == (Bands(baby=1, adult=1), 1, 1, 1)
    assert (told.families, told.out, told.number) == (1, 1, 4)
    assert hidden.name not in told.model_dump_json()


def test_a_locked_booth_counts_who_comes() -> None:
    before = counted(Booth(A, 0).register, "小学校", 1, AT)
    assert arrived(arrived(before, family()), family()).bands.adult == 4


def test_a_register_that_a_booth_filled_with_crowds_can_still_be_told() -> None:
    """What no message may say would cost the shelter, which keeps its numbers beside the register, and the line."""
    crowd = ShelterNow(name="小学校", number=1, at=AT, bands=Bands(adult=MOST_COUNTED), families=MOST_COUNTED)
    told = arrived(crowd, family(town="神戸市"))
    assert ShelterNow.model_validate_json(told.model_dump_json()) == told
    assert (told.bands.adult, told.families, told.elsewhere) == (MOST_COUNTED, MOST_COUNTED, 1)


def test_the_number_of_all_does_not_say_what_a_few_are() -> None:
    def said(**bands: int) -> str:
        return published_people(ShelterNow(name="小学校", number=1, at=AT, bands=Bands(**bands)))

    assert [said(), said(adult=40), said(adult=5, baby=5)] == ["0人", "40人", "10人"]
    assert [said(adult=40, baby=2), said(adult=45, baby=1), said(adult=5, baby=1)] == ["約40人", "約50人", "約10人"]
    assert [said(adult=3), said(baby=1, aged=3)] == ["5人未満", "5人未満"]


def test_a_small_number_is_published_as_few() -> None:
    assert [published(number) for number in (0, 1, 4, 5, 120)] == ["0", "5未満", "5未満", "5", "120"]
    assert [published(number, "世帯") for number in (0, 2, 7)] == ["0世帯", "5世帯未満", "7世帯"]
