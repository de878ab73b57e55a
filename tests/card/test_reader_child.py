"""The reader's process seen from outside: what it does when it is killed, and what it never leaves behind."""

import os
import resource
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.card import card
from kiosk.card.card import CardPresent, ReaderWhy
from kiosk.protocol.faults import Code

if TYPE_CHECKING:
    from tests.card.conftest import Bench, Cards

pytestmark = pytest.mark.pcsc


async def test_a_killed_process_is_started_again_and_sees_the_card_anew(bench: "Bench", cards: "Cards") -> None:
    reader = await bench.started()
    first = await bench.present(cards("adult"))
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)
    again = await bench.until(CardPresent)
    assert again.insertion == first.insertion + 1
    assert await reader.read_identity(bytearray(b"1234"), first.insertion) == card.Swapped()
    assert isinstance(await reader.read_identity(bytearray(b"1234"), again.insertion), card.IdentityRead)


async def test_the_process_writes_no_core_file(bench: "Bench") -> None:
    reader = await bench.started()
    assert reader.pid is not None
    assert resource.prlimit(reader.pid, resource.RLIMIT_CORE) == (0, 0)


async def test_a_rehearsal_card_is_refused_at_a_real_counter_behind_any_reader(
    bench: "Bench", cards: "Cards", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # as if the reader were a real one: the names by which virtual readers are known are taken away in the child
    (tmp_path / "sitecustomize.py").write_text(
        "import kiosk.card.virtual as v\nv._NAMES = ('nothing is called like this',)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    reader = await bench.started(allow_virtual=False)
    virtual = cards("adult")
    present = await bench.present(virtual)
    assert present.code is Code.UNKNOWN_ISSUER
    refused = await reader.read_identity(bytearray(b"1234"), present.insertion)
    assert isinstance(refused, card.NotSupported)
    assert refused.code is Code.UNKNOWN_ISSUER
    assert virtual.verifies == 0


async def test_a_machine_without_the_binding_has_no_reader(
    bench: "Bench", monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "smartcard.py").write_text("raise ImportError('not installed')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    await bench.reader().start()
    assert (await bench.absent()).why is ReaderWhy.NO_SERVICE
