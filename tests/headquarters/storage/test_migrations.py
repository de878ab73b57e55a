"""An update of headquarters can be taken back: a program runs on newer tables that allow it, and on no others."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, column, create_engine, insert, table, text

from kiosk.headquarters.cases import case_list
from kiosk.headquarters.cases.views import CaseFilter, CaseLine
from kiosk.headquarters.storage.migrations import run
from kiosk.headquarters.storage.migrations.run import COMPAT, newest_step
from kiosk.headquarters.storage.store import StoreUnavailable, open_store
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import World, csr, new_key, running
from tests.headquarters.laid_tables import execute

AT = "2026-11-21 03:00:00+00:00"


def test_the_newest_step_is_the_one_alembic_would_take_last() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(run.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == f"{newest_step():04}"


def update_of_tomorrow(folder: Path, database: str, lowest: int | None) -> None:
    """What a newer program does to the tables: it adds, and says which programs still run on them."""
    open_store(folder, database).close()
    engine = create_engine(database or f"sqlite:///{folder / 'headquarters.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE booth ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'"))
        connection.execute(text("ALTER TABLE submission ADD COLUMN colour TEXT"))
        connection.execute(text("CREATE TABLE garden (name TEXT PRIMARY KEY)"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{newest_step() + 3:04}'"))
        connection.execute(
            text("DROP TABLE schema_compat") if lowest is None else text(f"UPDATE schema_compat SET lowest = {lowest}")
        )
    engine.dispose()


async def works(world: World) -> bool:
    booth = await world.booth()
    key, body = booth.submission()
    return (await booth.submit(key, body))[0] == 201


async def test_a_program_runs_on_newer_tables_that_allow_it(tmp_path: Path, database: str) -> None:
    (tmp_path / "hq").mkdir()
    update_of_tomorrow(tmp_path / "hq", database, lowest=newest_step())
    async with running(tmp_path, database=database) as world:
        assert await works(world)
        code = await world.headquarters.desk.enrolment.new_code("himeji-hojo-1", "北条支所", "test")
        await world.headquarters.desk.enrolment.enrol(code.code, csr(new_key()))
    engine = create_engine(database or f"sqlite:///{tmp_path / 'hq' / 'headquarters.sqlite3'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT DISTINCT mood FROM booth")).scalars().all() == ["calm"]
        assert (
            int(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()) == newest_step() + 3
        )
    engine.dispose()


@pytest.mark.parametrize("beyond", [1, None])
def test_a_program_refuses_newer_tables_that_do_not_allow_it(tmp_path: Path, database: str, beyond: int | None) -> None:
    update_of_tomorrow(tmp_path, database, lowest=None if beyond is None else newest_step() + beyond)
    with pytest.raises(StoreUnavailable, match="update this program, or put back the copy of the database made before"):
        open_store(tmp_path, database)


def as_before(folder: Path, database: str, step: str) -> Engine:
    """A database as an earlier version left it."""
    engine = create_engine(database or f"sqlite:///{folder / 'headquarters.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(Path(run.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, step)
    return engine


async def test_cases_of_the_version_before_are_found_by_their_number(tmp_path: Path, empty_database: str) -> None:
    engine, cases = as_before(tmp_path, empty_database, "0010"), [new_id(), new_id()]
    for number, case_id in enumerate(cases, 1):
        both = {"submission_id": case_id, "booth_id": "himeji-ieshima-1", "case_id": case_id, "received_at": AT}
        both["receipt_number"] = f"R8-00000{number}"
        submission: dict[str, Any] = both | {"body_sha256": "0" * 64, "sealed_sha256": "0" * 64, "body": b""}
        words = dict.fromkeys(("procedure", "procedure_title", "place"), "住民票の写し")
        state = {"state": "new", "signature": "good", "signature_detail": "", "created_at": AT, "changed_at": AT}
        case: dict[str, Any] = both | words | state | {"reference": f"IE-4731-0{number}K"}
        with engine.begin() as connection:
            for name, columns in (("submission", submission), ("case_file", case)):
                connection.execute(insert(table(name, *map(column, columns))).values(columns))
    engine.dispose()
    store = open_store(tmp_path, empty_database)
    found = await store.read(lambda c: case_list.page(c, CaseFilter(number="IE-4731-02K"), 1))
    assert [one.case_id for one in found.lines if isinstance(one, CaseLine)] == cases[1:]
    row = await store.read(lambda c: case_list.case(c, cases[0]))
    assert row is not None
    assert await store.read(lambda c: case_list.of_visit(c, row[0])) == ()
    store.close()


def test_two_that_start_at_once_take_each_step_once(cluster: str) -> None:
    """Headquarters starts after an update while somebody publishes from the command line."""
    execute(cluster, "CREATE DATABASE kiosk_two_starts")
    database = cluster + "kiosk_two_starts"
    first = as_before(Path(), database, "0010")
    with ThreadPoolExecutor(1) as threads:
        with first.begin() as connection:
            run.upgrade(connection)
            second = threads.submit(open_store, Path(), database)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.5)  # waits for the first
        second.result().close()
    first.dispose()


async def test_the_database_keeps_which_programs_run_on_it(tmp_path: Path, database: str) -> None:
    store = open_store(tmp_path, database)
    assert await store.read(lambda c: c.execute(text("SELECT lowest FROM schema_compat")).scalars().all()) == [COMPAT]
    store.close()
    assert newest_step() >= COMPAT
