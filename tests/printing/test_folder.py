"""The folder printer with a real folder: whole files, no names twice, honest problems."""

import asyncio
import errno
import os
from pathlib import Path

import pytest

from kiosk.printing.folder import FolderPrinter
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, ProblemKind

PDF = b"%PDF-1.7 slip"


def papers(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_a_paper_is_written_whole_under_a_name_that_tells_nothing(tmp_path: Path) -> None:
    outcome = await FolderPrinter(tmp_path / "printed").print_pdf(PDF, "slip")
    assert outcome == Printed("slip-00001.pdf")
    assert papers(tmp_path / "printed") == {"slip-00001.pdf": PDF}


async def test_papers_printed_at_once_never_overwrite_each_other(tmp_path: Path) -> None:
    printers = FolderPrinter(tmp_path), FolderPrinter(tmp_path)
    await asyncio.gather(*(printers[n % 2].print_pdf(PDF + bytes([n]), "slip") for n in range(20)))
    assert set(papers(tmp_path).values()) == {PDF + bytes([n]) for n in range(20)}


async def test_a_label_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    assert await FolderPrinter(tmp_path / "in").print_pdf(PDF, "../../Etc/x") == Printed("etcx-00001.pdf")
    assert await FolderPrinter(tmp_path / "in").print_pdf(PDF, "葛") == Printed("paper-00001.pdf")


async def test_a_folder_that_cannot_be_made_is_an_absent_printer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    printer = FolderPrinter(tmp_path / "file" / "printed")
    assert await printer.state() == PrinterProblem(ProblemKind.ABSENT)
    assert await printer.print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.ABSENT)


async def test_a_full_disk_is_named_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert await FolderPrinter(tmp_path).print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.DISK_FULL)
    assert papers(tmp_path) == {}


async def test_a_folder_that_can_be_written_is_ready(tmp_path: Path) -> None:
    assert await FolderPrinter(tmp_path).state() == PrinterReady()
    assert papers(tmp_path) == {}
