"""`kiosk card` as an installer runs it: a process of its own, the real card service, no screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.vpcd import VirtualSlot

pytestmark = pytest.mark.pcsc
Cards = Callable[[str], VirtualCard]


@pytest.fixture
def slot(service: RunningPcscd) -> Iterator[VirtualSlot]:
    slot = service.slot()
    yield slot
    slot.eject()


def kiosk_card(service: RunningPcscd, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "import sys; from kiosk.card.cli import main; sys.exit(main(sys.argv[1:]))", *arguments],
        env={**os.environ, **service.environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_can_be_read_without_a_pin(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    virtual = cards("kasai")
    slot.insert(FaultyCard(virtual))
    done = kiosk_card(service, "read", "--json")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["label"] == "JPKIAPICCTOKEN2"
    assert facts["certificates"] == {"sign": True, "auth": True}
    assert facts["tries_left"] == {"card_face": 3, "auth": 3, "sign": 5}
    assert len(facts["expiry"]) == 8
    assert "identity" not in facts
    assert virtual.verifies == 0


def test_identity_with_a_pin_from_standard_input(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    slot.insert(FaultyCard(cards("kasai")))
    done = kiosk_card(service, "read", "--json", "--pin-stdin", typed="1234\n")
    assert json.loads(done.stdout)["identity"] == {
        "name": "葛\U000e0102西　辻\U000e0102子",
        "address": "兵庫県姫路市安田四丁目１番地１",
        "birth_date": "19590506",
        "sex": "2",
    }


def test_a_wrong_pin_tells_what_is_left_and_what_to_do(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    slot.insert(FaultyCard(cards("kasai")))
    done = kiosk_card(service, "read", "--json", "--pin-stdin", typed="9999\n")
    assert done.returncode == 1
    facts = json.loads(done.stdout)
    assert (facts["outcome"], facts["code"]) == ("wrong_pin", "C-06")
    assert "残り2回" in facts["staff"]
    assert "9999" not in done.stdout + done.stderr


def test_identity_with_the_printed_code(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    slot.insert(FaultyCard(cards("blocked")))
    done = kiosk_card(service, "read", "--json", "--code-stdin", typed="34050620352285\n")
    assert json.loads(done.stdout)["identity"]["birth_date"] == "19590506"
    assert json.loads(done.stdout)["integrity"] == "unchecked"


def test_the_printed_face_is_written_as_pictures(
    service: RunningPcscd, slot: VirtualSlot, cards: Cards, integrity_folder: Path
) -> None:
    slot.insert(FaultyCard(cards("kasai")))
    folder = integrity_folder / "pictures"
    done = kiosk_card(
        service, "read", "--json", "--code-stdin", "--face", str(folder), "--trust", str(integrity_folder),
        typed="34050620352285\n",
    )  # fmt: skip
    facts = json.loads(done.stdout)
    assert facts["integrity"] == "good"
    assert sorted(one.name for one in folder.iterdir()) == sorted(facts["face"]["pictures"])
    assert {one.read_bytes()[:4] for one in folder.iterdir()} == {b"\x89PNG"}


def test_a_root_that_cannot_be_used_is_named(service: RunningPcscd, tmp_path: Path) -> None:
    (tmp_path / "face").mkdir()
    (tmp_path / "face" / "wrong.pem").write_text("no key")
    done = kiosk_card(service, "read", "--trust", str(tmp_path), "--wait", "1")
    assert done.returncode == 1
    assert "wrong.pem" in done.stderr


def test_a_locked_card_still_tells_its_label(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    slot.insert(FaultyCard(cards("blocked")))
    done = kiosk_card(service, "read", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["tries_left"]["card_face"] == 0


def test_another_card_is_named(service: RunningPcscd, slot: VirtualSlot, cards: Cards) -> None:
    slot.insert(FaultyCard(cards("licence")))
    done = kiosk_card(service, "read")
    assert done.returncode == 1
    assert "運転免許証" in done.stdout


def test_no_card_is_told(service: RunningPcscd) -> None:
    done = kiosk_card(service, "read", "--json", "--wait", "1")
    assert (done.returncode, json.loads(done.stdout)) == (1, {"error": "no_card"})


def test_a_virtual_reader_is_refused_where_only_real_ones_count(service: RunningPcscd) -> None:
    done = kiosk_card(service, "read", "--json", "--real-only")
    assert (done.returncode, json.loads(done.stdout)["error"]) == (1, "virtual_refused")
