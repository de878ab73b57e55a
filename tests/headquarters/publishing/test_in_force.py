"""What headquarters works by: its own folder, then what was published; what it cannot use changes nothing."""

from pathlib import Path

import pytest

from kiosk.headquarters.publishing.in_force import InForce
from kiosk.headquarters.publishing.published import Newest
from tests.booth.bundles import FORM, MADE, bundle, files, renamed
from tests.booth.conftest import Authority
from tests.town import TOWN, read_once

OURS = Authority()


@pytest.fixture
def in_force(tmp_path: Path) -> InForce:
    return InForce(read_once(), TOWN, tmp_path / "procedures", OURS.pem)


def title(in_force: InForce) -> str:
    return in_force.catalog.procedures[0].title.in_("ja")


def test_what_was_published_is_in_force_and_its_layouts_lie_beside_it(in_force: InForce) -> None:
    catalog = in_force.catalog
    assert in_force.take(Newest(2, MADE, bundle(2, OURS, renamed("新しい住民票"))))
    assert (title(in_force), in_force.catalog) == ("新しい住民票", catalog)
    assert (in_force.folder / "juminhyo" / "juminhyo.v3.paper.yml").is_file()
    assert in_force.folder != TOWN
    assert in_force.take(Newest(3, MADE, bundle(3, OURS)))
    assert [one.name.split("-")[0] for one in in_force.folder.parent.iterdir()] == ["3"]


@pytest.mark.parametrize(
    "body",
    [b"damaged", bundle(2, Authority()), bundle(2, OURS, {**files(), FORM: "procedure: juminhyo"})],
    ids=["damaged", "another authority", "of a later program"],
)
def test_what_cannot_be_used_changes_nothing(in_force: InForce, body: bytes) -> None:
    before = in_force.catalog.procedures
    assert not in_force.take(Newest(2, MADE, body))
    assert (in_force.catalog.procedures, in_force.folder) == (before, TOWN)
