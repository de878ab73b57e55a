from pathlib import Path

import kiosk.card
from kiosk.card.profile import Application, CardFile, Pin


def test_the_number_file_is_not_in_the_table() -> None:
    reachable = {(file.value.application, file.value.number) for file in CardFile}
    assert (Application.CARD_FACE, 0x01) not in reachable
    assert (Application.FACE_CHECK, 0x05) not in reachable  # the number as a picture
    assert len(reachable) == len(CardFile)


def test_the_code_that_is_the_number_itself_is_not_in_the_table() -> None:
    reachable = {(pin.value.application, pin.value.number) for pin in Pin}
    assert not reachable & {(Application.CARD_FACE, 0x14), (Application.FACE_CHECK, 0x13)}


def test_no_name_of_the_package_leads_to_the_number_file() -> None:
    sources = [one.read_text(encoding="utf-8") for one in Path(kiosk.card.__file__).parent.glob("*.py")]
    assert not [one for one in sources if "individual_number" in one.lower() or "my_number_file" in one.lower()]
    names = [*CardFile.__members__, *Pin.__members__, *Application.__members__]
    assert not [name for name in names if "NUMBER" in name]


def test_every_application_is_named_in_full() -> None:
    assert {len(one.value) for one in Application} == {10, 16}
