"""PINs leave no trace: not in files, not in the reader's process once a flow has ended."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import log
from kiosk.card import card
from kiosk.card.card import Outcome
from kiosk.rehearsal.card.profiles import profiles

if TYPE_CHECKING:
    from tests.card.conftest import Bench, Cards


@pytest.fixture
def now_entries(now: object) -> "tuple[bytes, bytes, bytes]":
    """What opens the card of ni_ni_win: digits and letters that stand nowhere by chance."""
    from datetime import datetime

    assert isinstance(now, datetime)
    entries = profiles(now)["ni_ni_win"].entries(now)
    assert entries is not None
    return entries.pin.encode(), entries.password.encode(), entries.printed_code.encode()


async def every_flow(bench: "Bench", cards: "Cards", entries: "tuple[bytes, bytes, bytes]") -> list[Outcome]:
    """Each flow that takes an entry, with a wrong one and with the right one."""
    pin, password, code = entries
    reader = await bench.started()
    await bench.present(cards("ni_ni_win"))
    return [
        await reader.read_identity(bytearray(b"7531")),
        await reader.read_identity(bytearray(pin)),
        await reader.sign_challenge(bytes(32), bytearray(pin)),
        await reader.sign_document(bytes(32), bytearray(b"WRONG7531")),
        await reader.sign_document(bytes(32), bytearray(password)),
        await reader.read_identity_by_code(bytearray(code)),
        await reader.read_face(bytearray(code)),
    ]


@pytest.mark.pcsc
async def test_no_written_file_holds_what_was_typed(
    bench: "Bench", cards: "Cards", now_entries: "tuple[bytes, bytes, bytes]", tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "STATE_DIRECTORY"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "log").open("w", encoding="utf-8") as stream:
        log.to_stream(stream)
        try:
            outcomes = await every_flow(bench, cards, now_entries)
        finally:
            log.to_stream(None)
    assert [one.outcome for one in outcomes].count("wrong_pin") == 2
    assert len([one for one in outcomes if not isinstance(one, card.Fault)]) == 5
    output = capfd.readouterr()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"card_flow_ended" in one for one in written)
    everything = b"".join(written) + (output.out + output.err).encode()
    assert not [one for one in (*now_entries, b"7531") if one in everything]


@pytest.mark.pcsc
@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
async def test_the_readers_process_holds_nothing_that_was_typed_and_shows_nobody(
    bench: "Bench", cards: "Cards", now_entries: "tuple[bytes, bytes, bytes]"
) -> None:
    await every_flow(bench, cards, now_entries)
    pid = bench.readers[0].pid
    assert pid is not None
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    assert [line.split()[4] for line in limits.splitlines() if line.startswith("Max core")] == ["0"]
    if os.geteuid() != 0:
        with pytest.raises(PermissionError):
            memory_of(pid)
        return
    memory = memory_of(pid)
    assert b"JPKIAPICCTOKEN2" in memory, "the search finds what is there"
    assert not [one for one in (*now_entries[1:], b"WRONG7531") if one in memory]


def memory_of(pid: int) -> bytes:
    """Everything a process may write to, as it is now."""
    parts = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begins, ends = (int(one, 16) for one in span.split("-"))
            memory.seek(begins)
            parts.append(memory.read(ends - begins))
    return b"\n".join(parts)


@pytest.mark.pcsc
def test_the_card_library_neither_logs_nor_watches(own_process: object) -> None:
    """Only the thin binding is used: no observer that shows APDUs is registered, no logger has a handler."""
    assert callable(own_process)
    told = own_process(
        "import gc, logging, kiosk.card.reader_child\n"
        "print([one for one in logging.root.manager.loggerDict if 'smartcard' in one])\n"
        "print([one for one in gc.get_objects() if type(one).__name__.endswith('CardConnectionObserver')])\n"
    )
    assert told.splitlines() == ["[]", "[]"]
