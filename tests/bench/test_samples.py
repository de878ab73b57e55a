"""The invented booth and its invented applications are real ones to every part."""

from pathlib import Path

from kiosk.applications.sealing import verify_sealing_key
from kiosk.bench import samples
from kiosk.booth.uplink import device_identity as devices
from kiosk.pictures.header import png_problem
from kiosk.protocol.forms import Source


def test_the_booth_is_enrolled_and_its_sealing_key_vouched_for(tmp_path: Path) -> None:
    samples.enrolled_booth(tmp_path / "identity")
    device = devices.load(tmp_path / "identity")
    assert device.booth_id == samples.BOOTH
    assert verify_sealing_key(device.sealing_key, device.enrolled.authority.encode())
    assert device.tls().minimum_version.name == "TLSv1_3"


def test_the_form_has_what_a_card_says() -> None:
    form = samples.filled_form()
    name = form.answers.get("ap_name")
    assert name is not None
    assert name.source is Source.CARD
    assert samples.empty_form().answers.get("ap_name") is None


def test_no_application_is_like_another() -> None:
    assert samples.application(1).answers != samples.application(2).answers


def test_bytes_are_as_many_as_asked_for() -> None:
    picture = samples.random_picture(2 * 2**20)
    assert abs(len(picture) - 2 * 2**20) < 10_000
    assert png_problem(picture) is None
