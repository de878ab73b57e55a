"""What residents can get done here today: read again after each visit, sorted once for a day."""

import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import log
from kiosk.booth.procedures_today import ProceduresToday
from kiosk.booth.settings import BoothSettings, HeadquartersSettings, TimeSettings
from tests.booth.conftest import FOLDER
from tests.town import DELIVERED


@pytest.fixture
def settings(tmp_path: Path) -> BoothSettings:
    shutil.copytree(FOLDER, tmp_path / "procedures")
    return BoothSettings(
        place="家島支所",
        reference_prefix="IE",
        state=tmp_path / "state",
        procedures=tmp_path / "procedures",
        locale="vi",
        times=TimeSettings(idle_s=130.0),
        headquarters=HeadquartersSettings(url="https://localhost:1"),
    )


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


def test_the_catalog_is_sorted_once_for_a_day_and_not_for_every_event(settings: BoothSettings) -> None:
    day = [datetime(2026, 11, 21, 3, 0, tzinfo=UTC)]
    procedures = ProceduresToday(settings, lambda: day[0])
    procedures.read_again()
    first = procedures.rules()
    assert first.procedures
    assert procedures.rules() is first
    day[0] = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    second = procedures.rules()
    assert second is not first
    procedures.read_again()
    assert procedures.rules() is not second


def test_the_rules_have_the_installers_times_and_language(settings: BoothSettings) -> None:
    rules = ProceduresToday(settings, lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC)).rules()
    assert (rules.locale, rules.idle_s, rules.procedures) == ("vi", 130.0, {}), "nothing was read yet"


def test_a_broken_file_is_named_and_its_last_good_version_stays(settings: BoothSettings, written: io.StringIO) -> None:
    procedures = ProceduresToday(settings, lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
    procedures.read_again()
    before = set(procedures.rules().procedures)
    (file,) = (settings.procedures / "juminhyo").glob("*.form.yml")
    file.write_text(": broken")
    procedures.read_again()
    assert set(procedures.rules().procedures) == before
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [(line["event"], line["file"]) for line in lines] == [("procedure_file_broken", file.name)]


def test_a_shelter_takes_families_in_though_the_clock_stands_before_every_procedure(tmp_path: Path) -> None:
    settings = BoothSettings(
        place="家島支所",
        reference_prefix="IE",
        state=tmp_path / "state",
        procedures=DELIVERED,
        headquarters=HeadquartersSettings(url="https://localhost:1"),
    )
    for at in (datetime(2000, 1, 1, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)):
        procedures = ProceduresToday(settings, lambda at=at: at)  # type: ignore[misc]
        procedures.read_again()
        assert "hinan" not in procedures.rules().procedures
        procedures.shelter(is_open=True)
        assert procedures.rules().procedures["hinan"].id == "hinan"
        procedures.shelter(is_open=False)
        assert "hinan" not in procedures.rules().procedures
