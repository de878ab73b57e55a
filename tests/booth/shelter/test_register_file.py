"""The register on a real disk: sealed when written, read with the code, gone when the shelter ends."""

from pathlib import Path

import pytest
from sqlmodel import text

from kiosk.applications.sealing import SealingKeyPair
from kiosk.booth.shelter.kept import Kept, prepared, unlocked
from kiosk.booth.shelter.register_file import Happened, RegisterFile
from kiosk.booth.storage.faults import StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.identifiers import new_id
from kiosk.shelter.records import MOST_RECORDS
from tests.booth.shelter.conftest import CODE
from tests.shelter.shelter_samples import REFERENCES, B, Booth, family, mark


def came(who: int = 1) -> Happened:
    return Happened(household=new_id(), reference=REFERENCES[who], family=family("かさい"), moved="in")


def key(kept: Kept) -> SealingKeyPair:
    pair = unlocked(kept, CODE)
    assert pair is not None
    return pair


async def test_what_is_written_is_read_with_the_code_and_with_nothing_else(
    file: RegisterFile, kept: Kept, tmp_path: Path
) -> None:
    first = await file.write(came())
    second = await file.write(Happened(reference=REFERENCES[1], moved="out"))
    assert (first.number, second.number) == (1, 2)
    register = await file.read(key(kept))
    assert [one.present for one in register.households] == [False]
    assert "かさい".encode() not in (tmp_path / "booth.sqlite").read_bytes()
    assert len(await file.read(SealingKeyPair.generate("other"))) == 0


async def test_who_comes_is_counted_at_once_and_anew_by_whoever_can_read(file: RegisterFile) -> None:
    await file.write(came(1))
    await file.write(came(2))
    found = await file.load()
    assert found is not None
    assert found.told is not None
    assert (found.told.bands.people, found.told.families, found.told.number) == (4, 2, 2)
    await file.tell(found.told.model_copy(update={"families": 1, "out": 1}))  # counted anew
    again = await file.load()
    assert again is not None
    assert again.told is not None
    assert (again.told.families, again.told.out, again.number) == (1, 1, 2)


async def test_what_another_booth_handed_over_is_taken_whole_or_not(
    file: RegisterFile, kept: Kept, store: Store
) -> None:
    other = Booth(B, 500)
    for who in range(4, 8):
        other.arrives(who, marks=(mark(who),))
    after = await file.take(kept.model_copy(update={"marks": (*kept.marks, mark(1))}), other.register)
    assert (after.number, after.marks[1:]) == (4, (mark(1),))
    assert len((await file.read(key(kept))).households) == 4
    assert (await file.write(came())).number == 5
    with pytest.raises(Exception, match="UNIQUE"):
        await file.take(after, other.register)
    assert (
        await store.run(
            lambda session: session.connection().execute(text("SELECT count(*) FROM shelter_records")).scalar()
        )
        == 5
    )


async def test_a_register_without_room_or_shelter_takes_nothing(file: RegisterFile, kept: Kept, device: Device) -> None:
    await file.keep(kept.model_copy(update={"number": MOST_RECORDS}))
    with pytest.raises(StoreFull):
        await file.write(came())
    await file.keep(prepared("家島小学校", CODE, device))
    with pytest.raises(StoreFull):
        await file.write(came())


async def test_after_the_end_nothing_is_left(file: RegisterFile, kept: Kept, device: Device) -> None:
    await file.write(came())
    fresh = prepared(kept.name, CODE, device)
    await file.end(fresh)
    assert await file.load() == fresh
    assert len(await file.read(key(kept))) == 0


async def test_one_damaged_record_costs_no_other(file: RegisterFile, kept: Kept, store: Store) -> None:
    await file.write(came(1))
    lost = await file.write(came(2))
    await store.run(
        lambda session: session.connection().execute(
            text("UPDATE shelter_records SET sealed = x'00' WHERE record_id = :id").bindparams(id=lost.id)
        )
    )
    assert [one.reference for one in (await file.read(key(kept))).households] == [REFERENCES[1]]
