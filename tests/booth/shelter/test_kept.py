from kiosk.applications.sealing import verify_sealing_key
from kiosk.booth.shelter.kept import Kept, Phase, unlocked
from kiosk.booth.uplink.device_identity import Device
from tests.booth.shelter.conftest import CODE
from tests.bounds import unbounded


def test_the_key_is_locked_with_the_code_and_vouched_for_by_the_booth(kept: Kept, device: Device) -> None:
    pair = unlocked(kept, CODE)
    assert pair is not None
    assert pair.key_id == kept.key.key_id
    assert unlocked(kept, b"9999999999") is None
    assert verify_sealing_key(kept.key, device.enrolled.certificate.encode())


def test_an_open_shelter_tells_from_the_first_second_on(kept: Kept) -> None:
    assert kept.phase is Phase.OPEN
    assert kept.told is not None
    assert (kept.told.bands.people, kept.told.locked, kept.told.name) == (0, True, "家島小学校")


def test_everything_kept_is_bounded() -> None:
    assert unbounded(Kept) == []
