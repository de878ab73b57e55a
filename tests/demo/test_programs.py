"""Programs of ours as children: what they say is heard, what they do not say is told with their last words."""

import os
import signal
from pathlib import Path

import pytest

from kiosk.demo.programs import Program, ProgramFailed, run_once

CARD = ["rehearsal", "card", "--control", "--empty"]


async def test_a_program_says_that_it_is_ready_answers_and_ends(tmp_path: Path) -> None:
    program = Program("card", CARD, tmp_path / "card.log")
    await program.start()
    assert program.ready["ok"]
    assert program.running
    assert (await program.ask("delay 1"))["did"] == "delay"
    await program.end()
    assert not program.running
    await program.end()


async def test_a_command_that_is_refused_is_said_with_the_reason(tmp_path: Path) -> None:
    program = Program("card", CARD, tmp_path / "card.log")
    await program.start()
    with pytest.raises(ProgramFailed, match=r"card: insert nobody: .*no such profile"):
        await program.ask("insert nobody")
    await program.end()


async def test_a_program_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    program = Program("nothing", ["no-such-program"], tmp_path / "nothing.log")
    with pytest.raises(ProgramFailed, match=r"nothing ended with 2\n.*no-such-program"):
        await program.start()
    await program.end()


async def test_a_program_that_keeps_silent_is_not_waited_for(tmp_path: Path) -> None:
    program = Program("silent", ["headquarters", "--data", str(tmp_path / "hq")], tmp_path / "silent.log")
    with pytest.raises(ProgramFailed, match="silent said nothing for 0 s"):
        await program.start(seconds=0.01)
    await program.kill()
    assert not program.running


async def test_a_program_that_talks_nonsense_is_told(tmp_path: Path) -> None:
    program = Program("talker", ["--help"], tmp_path / "talker.log")
    with pytest.raises(ProgramFailed, match="talker wrote b'kiosk"):
        await program.start()
    await program.end()


async def test_a_killed_program_answers_no_more(tmp_path: Path) -> None:
    program = Program("card", CARD, tmp_path / "card.log")
    await program.start()
    await program.kill()
    with pytest.raises(ProgramFailed, match="card ended"):
        await program.ask("log")


async def test_how_a_program_ended_by_itself_is_known(tmp_path: Path) -> None:
    program = Program("card", CARD, tmp_path / "card.log")
    await program.start()
    await program.ask("quit")
    await program.until_ended()
    again = Program("card", CARD, tmp_path / "card.log")
    await again.start()
    os.kill(again.pid, signal.SIGKILL)
    with pytest.raises(ProgramFailed, match="card ended with -9"):
        await again.until_ended()


async def test_a_program_that_was_never_started_ends_at_once(tmp_path: Path) -> None:
    program = Program("card", CARD, tmp_path / "card.log")
    assert not program.running
    await program.end()
    await program.kill()


async def test_what_a_short_program_prints_is_returned() -> None:
    assert (await run_once(["--version"])).strip()


async def test_a_short_program_that_fails_is_told_with_what_it_complained() -> None:
    with pytest.raises(ProgramFailed, match=r"kiosk outbox: .*--config"):
        await run_once(["outbox"])
