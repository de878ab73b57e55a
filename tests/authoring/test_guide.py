"""The guide for staff is true: who follows it has a procedure without a mistake, and sees what its pictures show."""

import re
from pathlib import Path

import pytest

from kiosk.authoring.at_booth import DAY
from kiosk.authoring.linting import lint
from kiosk.authoring.offices import calendars_beside
from kiosk.authoring.preview.shots import shots
from kiosk.authoring.report import lines_of, told
from kiosk.authoring.starting import start
from kiosk.authoring.trying import tried
from kiosk.authoring.walking import walk
from kiosk.procedures.files.reading import untried
from kiosk.procedures.procedure import Procedure
from tests.town import DELIVERED

GUIDE = (DELIVERED / "GUIDE.ja.md").read_text(encoding="utf-8")
NAME = "sodaigomi"


@pytest.fixture
def followed(copy_of_folder: Path) -> Path:
    """The file after steps 2 to 6."""
    path = start(copy_of_folder, NAME, "moving", DAY.date()).path
    path.write_text("\n".join(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)), encoding="utf-8")
    return path


@pytest.fixture
def further(followed: Path) -> Path:
    """The file after step 11, with its paper beside it: each block put where the guide says."""
    text = followed.read_text(encoding="utf-8")
    instead = {"goods": ("item", "pieces"), "ap_addr": ("ap_addr",), "day": ("day",)}
    for block in re.findall(r"```yml\n(.*?)```", GUIDE, re.DOTALL):
        if block.startswith("paper:"):
            followed.with_name(f"{NAME}.v1.paper.yml").write_text(block, encoding="utf-8")
        elif page := re.match(r"  - id: (\w+)", block):
            first, *others = instead.pop(page[1])
            text = _replaced(text, rf"^  - id: {first}\n.*?(?=^  - (?:id|use): )", block + "\n")
            for other in others:
                text = _replaced(text, rf"^  - id: {other}\n.*?(?=^  - (?:id|use): )", "")
        else:
            text = _replaced(text, rf"^{block.partition(':')[0]}:.*?(?=^[a-z]|\Z)", block)
    assert not instead
    followed.write_text(text, encoding="utf-8")
    return followed


def _replaced(text: str, pattern: str, new: str) -> str:
    replaced, times = re.subn(pattern, lambda _: new, text, count=1, flags=re.DOTALL | re.MULTILINE)
    assert times == 1, pattern
    return replaced


@pytest.fixture
def procedure(followed: Path) -> Procedure:
    return untried(followed)


def test_the_file_of_the_guide_has_no_mistake_and_its_tests_pass(followed: Path, procedure: Procedure) -> None:
    assert lint(followed.parents[1]).mistakes == ()
    assert all(test.passed for test in tried(procedure, DAY.date(), "ja"))
    walked = walk(procedure, 8)
    assert (walked.stuck, walked.stops, walked.notices) == ((), {"appliance"}, {"help"})


def test_the_mistake_of_the_guide_is_told_as_it_says(followed: Path) -> None:
    text = followed.read_text(encoding="utf-8")
    followed.write_text(text.replace("status: draft", "status：draft"), encoding="utf-8")
    (found,) = lint(followed).mistakes
    said = told(found, lines_of(followed), "ja").split("\n")
    assert said[0].endswith(f"/{NAME}/{NAME}.v1.form.yml:3:7")
    assert "\n".join(said[1:]) in GUIDE


def test_what_it_adds_has_no_mistake_either_and_its_tests_pass(further: Path) -> None:
    (toml,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    folder = further.parents[1]
    (folder.parent / "bookings.toml").write_text(toml, encoding="utf-8")
    assert lint(folder).mistakes == ()
    procedure = untried(further)
    assert all(test.passed for test in tried(procedure, DAY.date(), "ja"))
    assert walk(procedure, 8).stuck == ()
    assert calendars_beside(folder).get("gomi") is not None


def test_its_pictures_are_those_of_a_preview(procedure: Procedure, further: Path) -> None:
    pictures = re.findall(r"!\[.+\]\(guide/(.+\.png)\)", GUIDE)
    both = (*shots(procedure, {}, "ja").shots, *shots(untried(further), {}, "ja").shots)
    made = {f"{one.name}.png" for one in both} | {"application-1.png", "paper-1.png"}
    assert len(pictures) == 8
    assert set(pictures) <= made
    kept = {path.name: path.stat().st_size for path in (DELIVERED / "guide").iterdir()}
    assert set(kept) == set(pictures)
    assert sum(kept.values()) < 250_000, "small enough for a repository"


def test_every_command_it_names_is_there() -> None:
    named = set(re.findall(r"kiosk procedures (\w+)", GUIDE))
    assert named == {"new", "icons", "lint", "preview", "test", "texts", "publish", "blank"}
