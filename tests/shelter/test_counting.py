from kiosk.protocol.shelter import Bands, Need
from kiosk.shelter.counting import arrived, counted, published
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


def test_a_small_number_is_published_as_few() -> None:
    assert [published(number) for number in (0, 1, 4, 5, 120)] == ["0", "5未満", "5未満", "5", "120"]
