from kiosk.booth.shelter.ports import Card
from kiosk.card.reader import CardReader


def test_the_reader_is_a_card_for_the_desk() -> None:
    assert callable(Card.read_certificate)
    assert callable(CardReader.read_certificate)
