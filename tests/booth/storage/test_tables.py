"""The tables of a booth: apart from headquarters', and readable from a damaged file."""

from kiosk.booth.storage import salvage
from kiosk.booth.storage.tables import BoothTable, OutboxRow
from kiosk.headquarters.storage.tables import Table


def test_booth_and_headquarters_share_no_table() -> None:
    assert set(BoothTable.metadata.tables) == {"outbox", "shelter", "shelter_records", "usage"}
    assert not set(BoothTable.metadata.tables) & set(Table.metadata.tables)


def test_what_is_saved_of_a_damaged_file_are_columns_of_the_outbox() -> None:
    assert set(salvage._COLUMNS) <= set(OutboxRow.model_fields)
