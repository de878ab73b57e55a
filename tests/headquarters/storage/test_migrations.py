"""An update of headquarters can be taken back: a program runs on newer tables that allow it, and on no others."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from kiosk.headquarters.storage.migrations import run
from kiosk.headquarters.storage.migrations.run import COMPAT, newest_step
from kiosk.headquarters.storage.store import StoreUnavailable, open_store
from tests.headquarters.headquarters_world import World, csr, new_key, running


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


async def test_the_database_keeps_which_programs_run_on_it(tmp_path: Path, database: str) -> None:
    store = open_store(tmp_path, database)
    assert await store.read(lambda c: c.execute(text("SELECT lowest FROM schema_compat")).scalars().all()) == [COMPAT]
    store.close()
    assert newest_step() >= COMPAT
