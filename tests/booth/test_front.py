"""What the first screen shows is found without anything that works behind it, and handed over to that."""

from pathlib import Path

import pytest

from kiosk.booth.app import Booth
from kiosk.booth.front import Front
from kiosk.booth.settings import BoothSettings
from kiosk.booth.trouble import Trouble
from kiosk.booth.visit.stages import OutOfService, Stage, Welcoming
from tests.booth.conftest import FOLDER
from tests.booth.headquarters_doors import authority_of_today, booth_of


def settings(folder: Path, procedures: Path = FOLDER) -> BoothSettings:
    return BoothSettings.model_validate({
        "place": "家島支所", "reference_prefix": "IE", "state": folder / "state", "procedures": procedures,
        "headquarters": {"url": "https://localhost:1"}, "locale": "easy",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("enrolled", "offers", "stage"),
    [
        (True, True, Welcoming()),
        (False, True, OutOfService(Trouble.NOT_ENROLLED)),
        (True, False, OutOfService(Trouble.NO_PROCEDURES)),
        (False, False, OutOfService(Trouble.NO_PROCEDURES)),
    ],
)
async def test_what_is_shown_first_is_what_the_visit_begins_with(
    tmp_path: Path, enrolled: bool, offers: bool, stage: Stage
) -> None:
    (tmp_path / "none").mkdir()
    front = Front(settings(tmp_path, FOLDER if offers else tmp_path / "none"))
    if enrolled:
        booth_of(authority_of_today(), tmp_path / "state")
    front.look()
    shown = front.visit
    assert (shown.stage, shown.locale) == (stage, "easy")
    booth = Booth(front)
    assert booth.visit.visit == shown
    await booth.visit.stop()


async def test_a_booth_enrolled_before_all_of_it_was_made_looks_for_headquarters(tmp_path: Path) -> None:
    front = Front(settings(tmp_path))
    front.look()
    assert front.place() == ("", "家島支所")
    booth_of(authority_of_today(), tmp_path / "state")
    await front.service.recover()
    assert front.place() == ("姫路市", "家島支所")
    assert front.visit.stage == Welcoming()
    booth = Booth(front)
    assert booth.visit.visit.stage == Welcoming()
    assert booth.link._enrolled.is_set()
    await booth.visit.stop()
