"""The register on a real disk: sealed when written, read with the code, gone when the shelter ends."""

import contextlib
import sqlite3
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
from kiosk.shelter.records import LAST_NUMBER
from tests.booth.shelter.conftest import CODE, NOW
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
    assert (await file.take(after, other.register)).number == 5  # taken again, it is there once
    assert await rows(store) == 5


async def rows(store: Store) -> int:
    count = text("SELECT count(*) FROM shelter_records")
    return int(await store.run(lambda session: session.connection().execute(count).scalar_one()))


async def test_a_register_without_room_or_shelter_takes_nothing(
    file: RegisterFile, kept: Kept, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.booth.shelter.register_file.MOST_RECORDS", 2)
    await file.write(came(1))
    await file.write(came(2))
    with pytest.raises(StoreFull):
        await file.write(came(3))
    await file.keep(prepared("家島小学校", CODE, device))
    with pytest.raises(StoreFull):
        await file.write(came())


async def test_two_booths_that_filled_up_apart_lose_nobody_when_they_are_brought_together(
    file: RegisterFile, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both numbered from 1 on: their records are more than the largest number says."""
    for module in ("kiosk.booth.shelter.register_file", "kiosk.shelter.register"):
        monkeypatch.setattr(f"{module}.MOST_RECORDS", 5)
    other = Booth(B, 500)
    for who in range(4, 7):
        other.arrives(who)
    await file.write(came(1))
    await file.write(came(2))
    await file.take(kept, other.register)
    with pytest.raises(StoreFull):
        await file.write(came(3))
    assert len((await file.read(key(kept))).households) == 5


async def test_a_booth_that_counts_to_the_end_closes_nobody_elses_register(file: RegisterFile, kept: Kept) -> None:
    far = Booth(B, 500).arrives(3).model_copy(update={"number": LAST_NUMBER})
    await file.take(kept, [far])
    first, second = await file.write(came(1)), await file.write(Happened(reference=REFERENCES[1], moved="out"))
    assert (first.number, second.number) == (LAST_NUMBER, LAST_NUMBER)
    present = {one.reference: one.present for one in (await file.read(key(kept))).households}
    assert present == {REFERENCES[1]: False, REFERENCES[3]: True}


async def test_a_shelter_is_opened_once_and_one_that_is_open_is_not_prepared_over(
    file: RegisterFile, kept: Kept, device: Device
) -> None:
    await file.write(came())
    assert await file.open(NOW) is True
    assert await file.prepare(prepared("白浜小学校", CODE, device)) is False
    found = await file.load()
    assert found is not None
    assert (found.number, found.name, found.key) == (1, kept.name, kept.key)
    await file.forget()
    assert await file.open(NOW) is False


async def test_after_the_end_nothing_is_left(file: RegisterFile, kept: Kept, device: Device) -> None:
    await file.write(came())
    fresh = prepared(kept.name, CODE, device)
    await file.end(fresh)
    assert await file.load() == fresh
    assert len(await file.read(key(kept))) == 0


async def test_a_file_damaged_by_a_cut_of_power_keeps_the_shelter_open(
    file: RegisterFile, kept: Kept, store: Store
) -> None:
    await file.write(came(1))
    await file.write(Happened(reference=REFERENCES[1], moved="out"))
    await store.close()
    damaged(store.path, "outbox")
    again = Store(store.path, lambda: NOW)
    await again.open()
    assert again.moved_aside is not None
    found = RegisterFile(again, lambda: "himeji-ieshima-1", lambda: NOW)
    after = await found.load()
    assert after is not None
    assert (after.phase, after.number, after.key) == (kept.phase, 2, kept.key)
    assert [one.present for one in (await found.read(key(kept))).households] == [False]
    assert (await found.write(came(2))).number == 3
    await again.close()


@pytest.mark.parametrize("change", ["kept = '{}'", "kept = x'00'", "number = 2"])
async def test_what_is_no_shelter_of_ours_is_not_carried_on(file: RegisterFile, store: Store, change: str) -> None:
    await file.write(came(1))
    await store.run(lambda session: session.connection().execute(text(f"UPDATE shelter SET {change}")))
    await store.close()
    damaged(store.path, "outbox")
    again = Store(store.path, lambda: NOW)
    await again.open()
    assert await RegisterFile(again, lambda: "himeji-ieshima-1", lambda: NOW).load() is None
    assert await rows(again) == 0
    await again.close()


def damaged(path: Path, table: str) -> None:
    """As a disk leaves it that lost a page."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as written:
        written.seek((page - 1) * size)
        written.write(b"\xff" * size)


async def test_one_damaged_record_costs_no_other(file: RegisterFile, kept: Kept, store: Store) -> None:
    await file.write(came(1))
    lost = await file.write(came(2))
    await store.run(
        lambda session: session.connection().execute(
            text("UPDATE shelter_records SET sealed = x'00' WHERE record_id = :id").bindparams(id=lost.id)
        )
    )
    assert [one.reference for one in (await file.read(key(kept))).households] == [REFERENCES[1]]
