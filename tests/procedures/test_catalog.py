import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.procedures.catalog import Catalog
from tests.procedures.files.test_reading import FILE, change


def test_of_a_town_with_one_procedure_that_is_published(folder: Path) -> None:
    catalog = Catalog(folder).load()
    assert [(one.id, one.version) for one in catalog.published(date(2026, 11, 21))] == [("juminhyo", "3.1.0")]


def test_the_last_good_one_stays_in_service(copy_of_folder: Path) -> None:
    catalog = Catalog(copy_of_folder).load()
    before = catalog.procedure("juminhyo")
    assert before is not None
    change(copy_of_folder, "type: integer", "type: number")
    catalog.load()
    assert catalog.problems != ()
    assert catalog.procedure("juminhyo") is before
    change(copy_of_folder, "type: number", "type: integer")
    catalog.load()
    assert catalog.problems == ()


def test_broken_blocks_keep_everything_in_service(copy_of_folder: Path) -> None:
    catalog = Catalog(copy_of_folder).load()
    line = change(copy_of_folder, "type: tel", "type: phone", "blocks.yml")
    catalog.load()
    assert (catalog.problems[0].path.name, catalog.problems[0].line) == ("blocks.yml", line)
    assert catalog.procedure("juminhyo") is not None


def test_one_broken_file_does_not_take_the_others_out_of_service(copy_of_folder: Path) -> None:
    (copy_of_folder / "koseki").mkdir()
    (copy_of_folder / "koseki" / "koseki.v1.form.yml").write_bytes(b"\xff\xfe")
    catalog = Catalog(copy_of_folder).load()
    assert [problem.path.name for problem in catalog.problems] == ["koseki.v1.form.yml"]
    assert catalog.procedure("juminhyo") is not None


def test_a_queued_form_finds_the_version_it_began_with(copy_of_folder: Path) -> None:
    newer = copy_of_folder / "juminhyo" / "juminhyo.v4.form.yml"
    newer.write_bytes((copy_of_folder / FILE).read_bytes())
    change(copy_of_folder, "version: 3.1.0", "version: 4.0.0", "juminhyo/juminhyo.v4.form.yml")
    change(copy_of_folder, "from: 2026-04-01", "from: 2027-01-01", "juminhyo/juminhyo.v4.form.yml")
    catalog = Catalog(copy_of_folder).load()
    old, new = catalog.procedure("juminhyo", "3.1.0"), catalog.procedure("juminhyo")
    assert old is not None
    assert new is not None
    assert (old.version, new.version) == ("3.1.0", "4.0.0")
    assert old.sha256 != new.sha256
    assert [one.version for one in catalog.published(date(2026, 12, 31))] == ["3.1.0"]
    assert [one.version for one in catalog.published(date(2027, 1, 1))] == ["4.0.0"]


def test_drafts_and_expired_ones_are_not_published(copy_of_folder: Path) -> None:
    change(copy_of_folder, "until: null", "until: 2026-12-31")
    catalog = Catalog(copy_of_folder).load()
    assert catalog.published(date(2026, 12, 31)) != ()
    assert catalog.published(date(2027, 1, 1)) == ()
    change(copy_of_folder, "status: published", "status: draft")
    assert catalog.load().published(date(2026, 12, 31)) == ()


AGAIN: Final = """
import sys
from pathlib import Path
from kiosk.procedures.catalog import Catalog
print(len(Catalog(Path(sys.argv[1]), Path(sys.argv[2])).load().procedures), "yaml" in sys.modules)
"""


def test_what_was_kept_is_found_again_without_what_reads_files(folder: Path, tmp_path: Path) -> None:
    read = len(Catalog(folder, tmp_path / "kept.json").load().procedures)
    told = subprocess.check_output([sys.executable, "-c", AGAIN, folder, tmp_path / "kept.json"], text=True)
    assert told.split() == [str(read), "False"]
