import json
from collections.abc import Callable

import pytest

from kiosk.card.doctor import Finding, examine
from kiosk.rehearsal.card.pcscd import RunningPcscd


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {one.subject: one for one in findings}


def test_a_machine_without_the_service_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm")
    found = by_subject(examine(allow_virtual=True))
    assert not found["service"].good
    assert "apt-get install pcscd" in found["service"].advice
    assert "reader" not in found


_EXAMINE = """
import json, sys
from kiosk.card.doctor import examine
found = examine(sys.argv[1], allow_virtual=sys.argv[2] == "virtual")
print(json.dumps([one.__dict__ for one in found]))
"""


def examined(own_process: Callable[..., str], *arguments: str) -> dict[str, Finding]:
    return by_subject([Finding(**one) for one in json.loads(own_process(_EXAMINE, *arguments))])


@pytest.mark.pcsc
def test_a_rehearsal_finds_its_virtual_reader(service: RunningPcscd, own_process: Callable[..., str]) -> None:
    found = examined(own_process, service.reader_name, "virtual")
    assert [one.good for one in found.values()] == [True, True, True]


@pytest.mark.pcsc
def test_a_real_counter_is_warned_of_virtual_readers_and_their_driver(own_process: Callable[..., str]) -> None:
    found = examined(own_process, "", "real")
    assert not found["reader"].good
    assert not found["driver"].good
    assert "vsmartcard-vpcd" in found["driver"].advice


@pytest.mark.pcsc
def test_a_reader_that_is_not_there_is_named(service: RunningPcscd, own_process: Callable[..., str]) -> None:
    reader = examined(own_process, "Nobody", "virtual")["reader"]
    assert not reader.good
    assert service.reader_name in reader.found
