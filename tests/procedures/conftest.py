"""Shared fixtures: the real juminhyo, its day, and short ways to write answers as resident or card."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.prefill import prefill
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import FieldEdited, Source
from tests.town import DELIVERED, TOWN, read_once

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture(scope="session")
def folder() -> Path:
    """A town with one procedure."""
    return TOWN


@pytest.fixture(scope="session")
def delivered() -> Path:
    """Every procedure that comes with the program."""
    return DELIVERED


@pytest.fixture(scope="session")
def juminhyo() -> Procedure:
    catalog = read_once()
    assert catalog.problems == ()
    found = catalog.procedure("juminhyo")
    assert found is not None
    return found


@pytest.fixture
def copy_of_folder(tmp_path: Path) -> Path:
    """A copy of that town which a test may break."""
    return Path(shutil.copytree(TOWN, tmp_path / "procedures"))


@pytest.fixture
def kasai() -> Identity:
    """葛󠄂西　辻󠄂子, born S34.5.6, with Moji_Joho selectors."""
    return Identity(
        name="葛\U000e0102西　辻\U000e0102子",
        address="兵庫県姫路市安田四丁目1番地　山田マンション第2棟305号",
        birth_date=BirthDate("19590506", 1959, 5, 6),
        sex=Sex.FEMALE,
    )


@pytest.fixture
def blank(juminhyo: Procedure) -> SharedForm:
    return SharedForm.begin(juminhyo, date(2026, 11, 21), AT)


@pytest.fixture
def write() -> Callable[..., SharedForm]:
    """write(form, who="self", ...): the resident writes these, in this order."""

    def answer(form: SharedForm, **written: Any) -> SharedForm:
        for field, value in written.items():
            changed = form.apply(FieldEdited(field=field, value=value, source=Source.RESIDENT, at=AT))
            assert isinstance(changed, SharedForm), changed
            form = changed
        return form

    return answer


@pytest.fixture
def tapped(blank: SharedForm, kasai: Identity) -> SharedForm:
    """The form after 葛西 辻子 tapped her card."""
    form = blank
    for edit in prefill(blank.procedure, kasai, AT):
        changed = form.apply(edit)
        assert isinstance(changed, SharedForm)
        form = changed
    return form
