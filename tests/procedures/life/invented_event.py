"""A town with one procedure and an invented event, read as an operator would lay it down."""

import shutil
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.town import TOWN

AT: Final = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY: Final = date(2026, 11, 21)
FILE: Final = Path(__file__).with_name("fire.yml")


def lay_down(folder: Path) -> Path:
    """Make `folder` that town."""
    shutil.copytree(TOWN, folder)
    (folder / "life-events").mkdir()
    shutil.copy(FILE, folder / "life-events")
    return folder


@cache
def catalog() -> Catalog:
    """What is read there."""
    with tempfile.TemporaryDirectory(prefix="kiosk-events-") as above:
        found = Catalog(lay_down(Path(above) / "procedures")).load()
    assert found.problems == ()
    return found


def fire() -> LifeEvent:
    """The event."""
    (found,) = catalog().events
    return found


def answered(form: SharedForm, **answers: Any) -> SharedForm:
    """The form after the resident wrote these."""
    for name, value in answers.items():
        changed = form.apply(FieldEdited(field=name, value=value, source=Source.RESIDENT, at=AT))
        assert isinstance(changed, SharedForm)
        form = changed
    return form


def begun(**answers: Any) -> SharedForm:
    """The event's questions, answered so."""
    return answered(SharedForm.begin(fire().form, TODAY, AT), **answers)


def day(year: int, month: int, day: int) -> dict[str, Any]:
    """A date as a form keeps it."""
    return {"year": year, "month": month, "day": day, "as_written": f"{year}年{month}月{day}日"}
