from pathlib import Path

from kiosk.procedures.catalog import Catalog
from kiosk.procedures.group import MOST, each_its_own


def test_without_groups_each_published_procedure_is_an_answer_as_many_as_there_is_room_for(delivered: Path) -> None:
    procedures = Catalog(delivered).load().procedures
    published = {one.id for one in procedures if one.status == "published"}
    found = each_its_own(procedures)
    assert len(found) == min(MOST, len(published))
    assert all(one.procedures == (one.id,) and one.id in published for one in found)
