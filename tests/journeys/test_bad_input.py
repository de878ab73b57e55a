"""Wrong, broken and full: each is told with what to do, residents are served, and nothing is lost."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from kiosk.authoring.linting import lint
from kiosk.demo.counter import CONFIG, Account, Counter
from kiosk.demo.programs import Program, ProgramFailed, run_once
from kiosk.demo.resident import Resident
from tests.journeys.counters import small_counter
from tests.journeys.steps import NAME, alarms, arrived_once, desk_of, events, eventually, outbox, visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRONG_CERTIFICATE = "B-07"
DISK_FULL = "B-02"
MOVED_ASIDE = "B-09"


async def test_headquarters_with_another_authority_gets_nothing_until_the_right_one_is_back(
    counter: Counter, resident: Resident, tmp_path: Path
) -> None:
    await counter.stop_headquarters()
    await resident.until(online=False)
    async with _impostor(counter, tmp_path) as account:
        done = await visit(counter)

        async def refused() -> bool:
            (line,) = [one for one in outbox(counter) if one.reference == done["reference"]]
            assert line.state == "pending"
            return bool(line.attempts) and line.last_code == "wrong_certificate"

        await eventually(refused, "the courier finds a stranger", 60)
        assert WRONG_CERTIFICATE in alarms(counter)
        assert not (await counter.state())["online"]
        async with desk_of(counter, account) as desk:
            assert await desk.total() == 0
    await resident.leave()
    await counter.start_headquarters()
    await arrived_once(counter, done["reference"])


async def test_a_corrupt_outbox_file_is_moved_aside_and_the_next_resident_is_served(own: Counter) -> None:
    await own.booth.end()
    file = own.folder / "booth" / "booth.sqlite"
    damaged = b"not a database any more" + file.read_bytes()[23:4096]
    file.write_bytes(damaged)
    await own.start_booth()
    await own.until(stage="Welcoming", online=True, seconds=60)
    aside = [path for path in file.parent.glob("booth.sqlite.damaged-*") if not path.name.endswith("-journal")]
    assert [path.read_bytes() for path in aside] == [damaged]
    assert MOVED_ASIDE in alarms(own)
    done = await visit(own)
    await arrived_once(own, done["reference"])
    await Resident(own).leave()


async def test_a_broken_procedure_file_leaves_the_good_one_in_service(own: Counter) -> None:
    folder = own.folder / "procedures"
    shutil.copytree(CONFIG / "procedures", folder)
    with _settings_changed(own, str(CONFIG / "procedures"), str(folder)):
        await own.booth.end()
        await own.start_booth()
        await own.until(stage="Welcoming", online=True, seconds=60)
        good = folder / "juminhyo" / "juminhyo.v3.form.yml"
        broken = folder / "juminhyo" / "juminhyo.v4.form.yml"
        mistake = "    rule: copies >> 1"
        broken.write_text(good.read_text().replace("version: 3", "version: 4", 1).replace("pages:", mistake, 1))
        resident = Resident(own)
        await resident.choose()
        await resident.give_up()  # what stands in the folder is read again after each visit
        await resident.identify("takasaki")
        assert (await resident.state())["stage"] == "Answering"
        await resident.give_up()
        await own.booth.end()
        await own.start_booth()  # and at the start
        await resident.choose()
        await resident.until(stage="WaitingForCard")
        await resident.give_up()
    told = events(own.folder / "booth.log", "procedure_file_broken")
    assert {event["file"] for event in told} == {broken.name}
    with pytest.raises(ProgramFailed):
        await run_once(["procedures", "lint", str(folder)])
    line = broken.read_text().splitlines().index(mistake) + 1
    assert [(found.path.name, found.at.line) for found in lint(folder).mistakes] == [(broken.name, line)]


async def test_an_unknown_key_in_the_settings_is_told_with_the_nearest_known_one(own: Counter) -> None:
    settings = own.folder / "mistyped.toml"
    settings.write_text(own.booth_config.read_text().replace("full_screen", "full_scren"))
    for program in (["booth"], ["rehearsal", "booth"], ["outbox"]):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kiosk", *program, "--config", str(settings),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, said = await process.communicate()
        assert process.returncode == 2
        assert f"{settings}: unknown key 'screen.full_scren'; did you mean 'full_screen'?" in said.decode()
        assert "Traceback" not in said.decode()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a booth a small disk of its own")
async def test_a_full_disk_takes_no_new_application_and_keeps_every_answer(own: Counter) -> None:
    state = own.folder / "booth"
    script = 'cp -a "$1" "$1.kept" && mount -t tmpfs -o size=60m booth "$1" && cp -a "$1.kept/." "$1"'
    script = f'd="$1"; shift; set -- "$d" "$@"; {script} && shift && exec "$@"'
    await own.booth.end()
    await own.start_booth(within=("unshare", "-m", "sh", "-c", script, "sh", str(state)))
    resident = Resident(own)
    await resident.until(stage="Welcoming", online=True, seconds=60)
    before = len(events(own.folder / "booth.log", "submission_stored"))
    await resident.ready_to_hand_in("kasai")
    await resident.touch("forward")
    await resident.until(stage="NotHandedIn", why=DISK_FULL)
    remembered = await own.booth.ask({"do": "remembers", "text": NAME})
    assert remembered["visit"] == ["form", "identity", "signature", "procedure"]
    await resident.touch("back")
    await resident.until(stage="Reviewing")
    assert (await own.booth.ask({"do": "remembers", "text": NAME}))["visit"] == remembered["visit"]
    assert len(events(own.folder / "booth.log", "submission_stored")) == before

    await _run("nsenter", "-t", str(own.booth.pid), "-m", "mount", "-o", "remount,size=2g", str(state))
    await resident.read_review()
    done = await resident.hand_in()
    assert (await resident.until_received())["receipt"]
    async with desk_of(own) as desk:
        case = await desk.case(done["reference"])
    assert {answer["field"]: answer["text"] for answer in case["answers"]}["ap_name"] == NAME
    await resident.leave()
    await own.booth.end()
    await own.start_booth()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own_counter(tmp_path_factory: pytest.TempPathFactory, _parts: None) -> AsyncIterator[Counter]:
    async with small_counter(tmp_path_factory.mktemp("own")) as counter:
        yield counter


@pytest_asyncio.fixture(loop_scope="session")
async def own(own_counter: Counter) -> Counter:
    """A counter whose booth these stories may damage."""
    await own_counter.card.ask("eject")
    if not own_counter.booth.running or (await own_counter.state())["stage"] != "Welcoming":
        await own_counter.booth.kill()
        await own_counter.start_booth()
    await own_counter.until(stage="Welcoming", online=True, card_in=False, seconds=60)
    return own_counter


@asynccontextmanager
async def _impostor(counter: Counter, folder: Path) -> AsyncIterator[Account]:
    """Another headquarters, with an authority of its own, at the doors of the right one."""
    where = ["--data", str(folder / "impostor"), "--config", str(counter.folder / "headquarters.toml")]
    program = Program("impostor", ["headquarters", *where], folder / "impostor.log")
    await program.start()
    try:
        words = ["--name", "偽 太郎", "--account", "nise", "--section", "市民課", "--role", "clerk"]
        password = "本物ではない本庁の合言葉"
        await run_once(["headquarters", "staff-add", *where, *words], given=password + "\n")
        yield Account("nise", password)
    finally:
        await program.end()


@contextmanager
def _settings_changed(counter: Counter, old: str, new: str) -> Iterator[None]:
    plain = counter.booth_config.read_text()
    assert old in plain
    counter.booth_config.write_text(plain.replace(old, new))
    try:
        yield
    finally:
        counter.booth_config.write_text(plain)


async def _run(*words: str) -> None:
    process = await asyncio.create_subprocess_exec(*words)
    assert await process.wait() == 0, words
