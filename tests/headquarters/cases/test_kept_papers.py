"""Papers kept beside cases: imprinted when received, closed to whoever reads the store, gone with their case."""

import asyncio
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text
from sqlmodel import col

from kiosk.applications.typesetting import TypesettingFailed
from kiosk.headquarters.cases import kept_papers
from kiosk.headquarters.cases import papers as case_papers
from kiosk.headquarters.cases.kept_papers import KeptPapers
from kiosk.headquarters.cases.opening import Opened
from kiosk.headquarters.cases.views import CaseView, ImprintState, SignatureState
from kiosk.headquarters.keys.imprint_key import FILE
from kiosk.headquarters.storage.tables import AuditLine, CasePaper
from tests.headquarters.headquarters_world import SignedIn, World


async def received(world: World) -> str:
    booth = await world.booth()
    key, body = booth.submission()
    _, receipt = await booth.submit(key, body)
    await world.headquarters.intake.filed()
    return str(receipt["case_id"])


async def seen(world: World, sato: SignedIn, case_id: str) -> tuple[CaseView, bytes]:
    """The case, and its paper as it is downloaded."""
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    async with sato.http.get(f"{sato.url}/cases/{case_id}/document.pdf") as answer:
        assert answer.status == 200
        return case, await answer.read()


def signed(pdf: bytes, folder: Path) -> str:
    (folder / "case.pdf").write_bytes(pdf)
    command = ["pdfsig", "-nocert", str(folder / "case.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


async def test_the_paper_is_imprinted_when_received_and_is_the_same_each_time(world: World, tmp_path: Path) -> None:
    case_id, sato = await received(world), await world.staff()
    case, pdf = await seen(world, sato, case_id)
    assert case.paper is ImprintState.MADE
    assert "電子印があります" in case.paper.words
    assert "Signature is Valid." in signed(pdf, tmp_path)
    assert (await seen(world, sato, case_id))[1] == pdf


async def test_a_case_is_filed_before_its_paper_is_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who looks at once reads that the booth's signature cannot be told, because a paper is being set."""
    intake, states = world.headquarters.intake, []
    make = KeptPapers.make

    def looked(papers: KeptPapers, opened: Opened, case_id: str, number: str) -> CasePaper:
        loop.call_soon_threadsafe(waiting.set)
        assert may_go.wait(20)
        return make(papers, opened, case_id, number)

    loop, waiting, may_go = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    monkeypatch.setattr(KeptPapers, "make", looked)
    booth = await world.booth()
    key, body = booth.submission()
    _, receipt = await booth.submit(key, body)
    await waiting.wait()
    case_id = str(receipt["case_id"])
    sato = await world.staff()
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    states.append((case.signature, case.paper))
    may_go.set()
    await intake.filed()
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    states.append((case.signature, case.paper))
    assert states == [(SignatureState.GOOD, None), (SignatureState.GOOD, ImprintState.MADE)]


async def test_a_paper_that_a_stop_kept_from_being_made_is_made_at_the_next_start(world: World) -> None:
    case_id = await received(world)
    intake, store = world.headquarters.intake, world.headquarters.store
    await intake.stop()
    await store.write(lambda c: c.execute(delete(CasePaper)))
    await intake.start()
    await intake.filed()
    assert await store.read(lambda c: kept_papers.find(c, case_id)) is not None
    filed = select(func.count()).select_from(AuditLine).where(col(AuditLine.act) == "case_filed")
    assert await store.read(lambda c: c.execute(filed).scalar_one()) == 1


async def test_the_resident_copy_is_another(world: World, tmp_path: Path) -> None:
    case_id, sato = await received(world), await world.staff()
    async with sato.http.get(f"{sato.url}/api/cases/{case_id}/document.pdf?copy=resident") as answer:
        copy = await answer.read()
    assert "本人控え" in text_of(copy)
    assert "does not contain any signatures" in signed(copy, tmp_path)
    async with sato.http.get(f"{sato.url}/api/cases/{case_id}/document.pdf?copy=mayor") as answer:
        assert answer.status == 422


async def test_nothing_of_it_lies_open_in_the_store(world: World) -> None:
    case_id = await received(world)
    row = await world.headquarters.store.read(lambda c: kept_papers.find(c, case_id))
    assert row is not None
    assert (row.case_id, row.imprint, len(row.certificate)) == (case_id, "made", 64)
    assert b"%PDF" not in row.body
    assert b"ByteRange" not in row.body


async def test_without_a_usable_key_the_case_says_so_and_goes_on(world: World, tmp_path: Path) -> None:
    (world.headquarters.folder / "keys" / FILE).write_bytes(b"damaged")
    case_id, sato = await received(world), await world.staff()
    case, pdf = await seen(world, sato, case_id)
    assert case.paper is ImprintState.NO_KEY
    async with sato.http.get(f"{sato.url}/cases/{case_id}") as answer:
        assert "電子印はありません" in await answer.text()
    assert pdf.startswith(b"%PDF")
    assert "does not contain any signatures" in signed(pdf, tmp_path)


@pytest.mark.parametrize("error", [TypesettingFailed("form: typst refused"), OverflowError("nobody foresaw it")])
async def test_a_paper_that_did_not_come_out_is_made_when_it_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(case_papers, "render", fails)
        case_id = await received(world)
    case, pdf = await seen(world, await world.staff(), case_id)
    assert case.paper is ImprintState.FAILED
    assert pdf.startswith(b"%PDF")


async def test_a_paper_nobody_can_open_any_more_is_made_anew(world: World) -> None:
    case_id = await received(world)
    await world.headquarters.store.write(lambda c: c.execute(text("UPDATE case_paper SET key_id = 'lost'")))
    _, pdf = await seen(world, await world.staff(), case_id)
    assert pdf.startswith(b"%PDF")


async def test_a_state_of_another_version_is_not_told(world: World) -> None:
    case_id = await received(world)
    await world.headquarters.store.write(lambda c: c.execute(text("DELETE FROM case_paper")))
    case, pdf = await seen(world, await world.staff(), case_id)
    assert case.paper is None
    assert pdf.startswith(b"%PDF")


async def test_it_goes_with_its_case(world: World) -> None:
    await received(world)
    store = world.headquarters.store

    async def kept() -> int:
        return len(await store.read(lambda c: c.execute(select(col(CasePaper.case_id))).all()))

    await world.headquarters.retention.sweep()
    assert await kept() == 1
    await store.write(lambda c: c.execute(text("UPDATE case_file SET state = 'done', changed_at = received_at")))
    world.clock.push(days=400)
    await world.headquarters.retention.sweep()
    assert await kept() == 0
