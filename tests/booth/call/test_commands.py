"""What a call wants done says nothing private of itself."""

from kiosk.booth.call import commands
from kiosk.card.card import IdentityRead
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol.identity import CardFace, CardTold

CALL = "0199aaaa-0000-7000-8000-000000000001"


def test_a_face_on_its_way_is_not_in_its_words() -> None:
    told = CardTold(call_id=CALL, epoch=1, ask_id=CALL, state="done", face=CardFace(birth_date="19590506"))
    assert "1959" not in repr(commands.SendFace(CALL, told))


def test_an_identity_on_its_way_is_not_in_its_words() -> None:
    read = IdentityRead(identity=Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE))
    assert repr(commands.GiveIdentity(read, 7)) == "GiveIdentity(insertion=7)"
