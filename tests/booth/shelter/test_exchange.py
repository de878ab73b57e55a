"""Two booths and a stick that is carried to and fro."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.applications.sealing import SealingKeyPair
from kiosk.booth.shelter import exchange
from kiosk.booth.shelter.kept import Kept, prepared, unlocked
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device
from kiosk.shelter.handover import Contents, Why
from kiosk.shelter.register import Register
from tests.booth.conftest import Authority
from tests.booth.shelter.conftest import CODE, NOW
from tests.shelter.shelter_samples import A, B, Booth, family


class End:
    """A booth with its register."""

    def __init__(self, name: str, first: int, device: Device) -> None:
        self.booth, self.device = Booth(name, first), device
        self.kept: Kept = prepared("家島小学校", CODE, device)
        pair = unlocked(self.kept, CODE)
        assert pair is not None
        self.pair: SealingKeyPair = pair
        self.now = NOW

    def meets(self, stick: Path) -> tuple[exchange.Found, tuple[str, ...]]:
        found = exchange.taken(stick, self.booth.register, self.device, self.pair, self.now)
        self.booth.register = found.register
        contents = Contents(keys=self.kept.marks, records=tuple(found.register))
        return found, exchange.given(stick, contents, self.kept.key, self.device, self.now)


@pytest.fixture
def ends(device: Device, authority: Authority, tmp_path: Path) -> tuple[End, End]:
    key = ec.generate_private_key(ec.SECP256R1())
    enrolled = device.enrolled.model_copy(update={"booth_id": B, "certificate": authority.issue(B, key.public_key())})
    other = devices.keep(tmp_path / "other", key, enrolled)
    return End(A, 0, device), End(B, 500, other)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "media" / "STICK"
    folder.mkdir(parents=True)
    return folder


def test_a_stick_carried_to_and_fro_brings_two_booths_together(ends: tuple[End, End], stick: Path) -> None:
    one, two = ends
    one.booth.arrives(1, family("あおき"))
    two.booth.arrives(2, family("いのうえ"))
    assert one.meets(stick)[1] == ()  # leaves only where it wants to be handed to
    assert two.meets(stick)[1] == (A,)
    assert one.meets(stick)[1] == (B,)
    found, _ = two.meets(stick)
    assert one.booth.register.households == two.booth.register.households
    assert found.keys == one.kept.marks
    again, _ = two.meets(stick)
    assert (again.register.ids, again.refused) == (two.booth.register.ids, None)
    assert "あおき".encode() not in b"".join(path.read_bytes() for path in stick.iterdir())


def test_an_older_file_brings_nothing_back(ends: tuple[End, End], stick: Path) -> None:
    one, two = ends
    came = one.booth.arrives(1)
    two.meets(stick)
    one.meets(stick)
    old = {path: path.read_bytes() for path in stick.iterdir()}
    one.booth.moves(came, "out")
    one.meets(stick)
    two.meets(stick)
    for path, content in old.items():
        path.write_bytes(content)
    assert [one.present for one in two.meets(stick)[0].register.households] == [False]


@pytest.mark.parametrize("wrong", [timedelta(days=-4000), timedelta(days=-3), timedelta(days=3)])
def test_booths_whose_clocks_went_wrong_without_power_hand_over_all_the_same(
    ends: tuple[End, End], stick: Path, wrong: timedelta
) -> None:
    one, two = ends
    one.now += wrong
    one.booth.arrives(1, family("あおき"))
    two.booth.arrives(2, family("いのうえ"))
    for end in (one, two, one, two):
        assert end.meets(stick)[0].refused is None
    assert len(two.booth.register.households) == 2
    assert one.booth.register.households == two.booth.register.households


def test_a_file_somebody_altered_is_refused_and_the_rest_is_taken(ends: tuple[End, End], stick: Path) -> None:
    one, two = ends
    one.booth.arrives(1)
    two.meets(stick)
    one.meets(stick)
    good = stick / f"shelter-register-{A}-{B}.json"
    (stick / "shelter-register-0.json").write_bytes(good.read_bytes().replace(b'"sealed":"', b'"sealed":"AAAA'))
    found, _ = two.meets(stick)
    assert (found.refused, len(found.register)) == (Why.ALTERED, 1)
    assert exchange.taken(stick, Register(), one.device, one.pair, NOW + timedelta(days=1)).refused is Why.ALTERED


def test_what_is_no_stick_or_no_file_is_passed_over(stick: Path, ends: tuple[End, End], tmp_path: Path) -> None:
    assert exchange.stick(None) is None
    assert exchange.stick(tmp_path / "nowhere") is None
    assert exchange.stick(stick) is None
    assert exchange.stick(stick.parent) == stick
    (stick / "shelter-key-x.json").mkdir()
    (stick / "shelter-key-y.json").symlink_to("/etc/passwd")
    (stick / "shelter-key-z.json").write_bytes(b"x" * 10**6)
    assert ends[0].meets(stick) == (exchange.Found(ends[0].booth.register), ())
