import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from kiosk.rehearsal.card.pcscd import RunningPcscd, ServiceMissing, missing_parts

pytestmark = [pytest.mark.pcsc, pytest.mark.skipif(bool(missing_parts()), reason="needs pcscd and vsmartcard-vpcd")]


def as_a_user() -> list[str]:
    """The words by which a command runs without any right of root; none where there are none."""
    if os.geteuid() != 0:
        return ["env"]
    for words in (
        ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all"],
    ):
        # the reader's process is started by its path, too
        script = "import os, sys, kiosk.card.reader; os.execv(sys.executable, ['python', '-V'])"
        if not subprocess.run([*words, sys.executable, "-c", script], capture_output=True, check=False).returncode:
            return words
    return []


def answers(service: RunningPcscd) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(service.environment["PCSCLITE_CSOCK_NAME"])
        return True


def test_two_services_run_beside_each_other_and_leave_nothing() -> None:
    with RunningPcscd() as first, RunningPcscd() as second:
        assert first.port != second.port
        assert answers(first)
        assert answers(second)
        pids = [first.pid, second.pid]
    assert not [pid for pid in pids if alive(pid)]


def test_a_killed_service_can_be_started_again_on_its_port() -> None:
    with RunningPcscd() as own:
        port, pid = own.port, own.pid
        own.stop(kill=True)
        assert not alive(pid)
        own.start()
        assert own.port == port
        assert answers(own)


def test_the_machines_own_socket_is_left_alone() -> None:
    place = Path("/run/pcscd/pcscd.comm")
    before = place.stat().st_ino if place.exists() else None
    with RunningPcscd() as own:
        assert answers(own)
        assert (place.stat().st_ino if place.exists() else None) == before
    assert (place.stat().st_ino if place.exists() else None) == before


def test_a_service_ends_with_the_program_that_started_it() -> None:
    script = (
        "import os\n"
        "from kiosk.rehearsal.card.pcscd import RunningPcscd\n"
        "service = RunningPcscd().__enter__()\n"
        "print(service.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    pid = int(done.stdout)
    deadline = monotonic() + 10
    while alive(pid):
        assert monotonic() < deadline
        Event().wait(0.02)


def test_a_machine_without_the_driver_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kiosk.rehearsal.card.pcscd._DRIVERS", tmp_path / "absent.so")
    with pytest.raises(ServiceMissing, match="vsmartcard-vpcd"), RunningPcscd():
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="root tests the way without root")
def test_it_runs_without_root() -> None:
    script = (
        "import os, socket\n"
        "from kiosk.rehearsal.card.pcscd import RunningPcscd\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "with RunningPcscd() as service:\n"
        "    probe = socket.socket(socket.AF_UNIX)\n"
        "    probe.connect(service.environment['PCSCLITE_CSOCK_NAME'])\n"
        "    print('up')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "up\n", done.stderr


_AS_A_USER = """
import asyncio, os, sys
from datetime import UTC, datetime
from kiosk.card.card import CardPresent, IdentityRead, SlotEmpty
from kiosk.card.reader import CardReader
from kiosk.card.settings import CardSettings
from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.vpcd import VirtualSlot

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
assert os.geteuid() != 0

async def read(service):
    events = asyncio.Queue()
    settings = CardSettings(reader=service.reader_name, allow_virtual=True)
    reader = CardReader(events.put_nowait, settings, environment=service.environment)
    slot = VirtualSlot(service.port)
    await reader.start()
    for kind in (SlotEmpty, CardPresent):
        async with asyncio.timeout(20):
            while not isinstance(await events.get(), kind):
                pass
        if kind is SlotEmpty:
            await asyncio.to_thread(slot.insert, FaultyCard(profiles(NOW)["adult"].make(NOW)))
    outcome = await reader.read_identity(bytearray(b"1234"))
    await reader.stop()
    await asyncio.to_thread(slot.eject)
    return outcome

with RunningPcscd() as service:
    print(asyncio.run(read(service)).outcome)
"""


def test_without_root_the_service_is_started_and_a_card_is_read() -> None:
    """Also when the tests run as root: then in a user namespace in which root is nobody, or as nobody."""
    words = as_a_user()
    if not words:
        pytest.skip("user namespaces are forbidden, and nobody may not read this Python")
    done = subprocess.run(
        [*words, sys.executable, "-c", _AS_A_USER], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.stdout == "identity_read\n", done.stderr


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
