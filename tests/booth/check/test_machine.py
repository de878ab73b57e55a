"""What is looked at on the machine itself, each good and bad."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.applications.glyphs import FontFile, FontLists
from kiosk.booth.check import machine
from kiosk.booth.check.findings import Finding, Mark
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox
from kiosk.printing.printer import PrinterSettings
from kiosk.protocol.identifiers import new_id
from tests.booth.conftest import AT, FOLDER

ABSENT = FontFile(path=Path("/nonexistent.ttf"), family="Absent")


def the(findings: list[Finding]) -> Finding:
    (found,) = findings
    if found.mark is not Mark.OK:
        assert found.advice.ja
        assert found.advice.en
    return found


def test_the_delivered_procedures_are_in_service() -> None:
    found = the(machine.procedures(FOLDER, AT))
    assert found.mark is Mark.OK
    assert "住民票の写し" in found.found.ja
    assert "juminhyo" in found.found.en


def test_no_procedure_is_missing(tmp_path: Path) -> None:
    found = the(machine.procedures(tmp_path, AT))
    assert found.mark is Mark.MISSING
    assert f"lint {tmp_path}" in found.advice.ja


def test_a_folder_of_procedures_that_was_not_copied_is_said_so(tmp_path: Path) -> None:
    found = the(machine.procedures(tmp_path / "procedures", AT))
    assert found.mark is Mark.MISSING
    assert "config/procedures" in found.advice.ja
    assert "config/procedures" in found.advice.en


def test_a_broken_procedure_names_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "procedures"
    shutil.copytree(FOLDER, folder)
    (folder / "other").mkdir()
    (folder / "other" / "procedure.yml").write_text("id: [")
    good = next((folder / "juminhyo").glob("*.form.yml"))
    (folder / "other" / good.name).write_text("id: [")
    found = the(machine.procedures(folder, AT))
    assert found.mark is Mark.WARN
    assert f"{folder / 'other' / good.name}:1:5: 「[」がここで始まり、閉じていません" in found.advice.ja
    assert "Put ']' at its end." in found.advice.en


def test_fonts_of_this_machine() -> None:
    assert the(machine.fonts(FontLists())).mark in (Mark.OK, Mark.WARN)


@pytest.mark.parametrize(
    ("mincho", "gothic", "mark"),
    [
        (["ok", "ok"], ["ok"], Mark.OK),
        (["absent", "ok"], ["ok"], Mark.WARN),
        (["ok", "absent"], ["ok"], Mark.WARN),
        (["absent"], ["ok"], Mark.MISSING),
        (["ok"], ["absent"], Mark.MISSING),
    ],
)
def test_fonts_that_are_absent(tmp_path: Path, mincho: list[str], gothic: list[str], mark: Mark) -> None:
    (tmp_path / "a.ttf").touch()
    here = FontFile(path=tmp_path / "a.ttf", family="Here")
    lists = [tuple(here if one == "ok" else ABSENT for one in many) for many in (mincho, gothic)]
    assert the(machine.fonts(FontLists(mincho=lists[0], gothic=lists[1]))).mark is mark


def test_mozc_is_there_or_worth_a_word(tmp_path: Path) -> None:
    program = tmp_path / "mozc"
    assert the(machine.kana(program)).mark is Mark.WARN
    program.touch()
    assert the(machine.kana(program)).mark is Mark.OK


def test_a_disk_with_room(tmp_path: Path) -> None:
    found = the(machine.disk(tmp_path / "state", 1))
    assert found.mark in (Mark.OK, Mark.WARN)
    assert not (tmp_path / "state").exists(), "looking makes nothing"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room(tmp_path: Path) -> None:
    assert the(machine.disk(tmp_path, 10**9)).mark is Mark.MISSING


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    found = the(machine.disk(tmp_path / "state", 1))
    assert found.mark is Mark.MISSING
    assert str(tmp_path) in found.found.ja


async def _with_outbox(file: Path, now: Callable[[], datetime], waiting: int, parked: int) -> None:
    store = Store(file, now)
    await store.open()
    outbox = Outbox(store, now)
    for number in range(waiting + parked):
        name = new_id()
        await outbox.put(name, f"IE-{number:04d}-000", "0" * 64, b"x")
        if number < parked:
            await outbox.park(name, "http_422")
    await store.close()


@pytest.mark.parametrize(
    ("waiting", "parked", "mark", "said"),
    [(0, 0, Mark.OK, "送信待ち 0件、保留 0件"), (2, 0, Mark.OK, "送信待ち 2件"), (1, 1, Mark.WARN, "保留 1件")],
)
async def test_the_outbox_is_counted(
    tmp_path: Path, now: Callable[[], datetime], waiting: int, parked: int, mark: Mark, said: str
) -> None:
    await _with_outbox(tmp_path / "booth.sqlite", now, waiting, parked)
    found = the(machine.outbox(tmp_path / "booth.sqlite"))
    assert found.mark is mark
    assert said in found.found.ja


def test_an_outbox_that_is_not_there_yet_or_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "booth.sqlite"
    assert the(machine.outbox(file)).mark is Mark.OK
    assert not file.exists()
    file.write_text("rubbish" * 100)
    assert the(machine.outbox(file)).mark is Mark.MISSING
    (tmp_path / "booth.sqlite.damaged-20261121T030000").touch()
    assert the(machine.outbox(file)).mark is Mark.WARN


@pytest.mark.parametrize(("said", "mark"), [(True, Mark.OK), (False, Mark.WARN), (None, Mark.OK)])
def test_a_clock_kept_by_a_time_server(said: bool | None, mark: Mark) -> None:
    later = datetime.now(UTC) + timedelta(days=1)  # noqa: TID251 -- after this program was made
    assert the(machine.clock(later, lambda: said)).mark is mark


def test_a_clock_that_stands_before_the_program_was_made() -> None:
    found = the(machine.clock(datetime(2001, 1, 1, tzinfo=UTC), lambda: True))
    assert found.mark is Mark.MISSING
    assert "2001-01-01" in found.found.ja


def test_the_kernel_can_be_asked() -> None:
    assert machine.kernel_clock_synchronised() in (True, False, None)


def test_a_folder_as_printer(tmp_path: Path) -> None:
    assert the(machine.printer(PrinterSettings(folder=tmp_path / "printed"))).mark is Mark.OK
    (tmp_path / "file").write_text("x")
    assert the(machine.printer(PrinterSettings(folder=tmp_path / "file"))).mark is Mark.MISSING


@pytest.mark.parametrize("queue", ["", "no such queue"])
def test_a_queue_without_a_good_name_is_named(queue: str) -> None:
    found = the(machine.printer(PrinterSettings(kind="cups", queue=queue)))
    assert found.mark is Mark.MISSING


def test_a_queue_that_is_not_there() -> None:
    found = the(machine.printer(PrinterSettings(kind="cups", queue="nowhere", deadline_s=5)))
    assert found.mark is Mark.MISSING
    assert "nowhere" in found.found.ja
