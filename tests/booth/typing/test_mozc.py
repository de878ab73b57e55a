"""Kana to kanji, with the real Mozc where this machine has it."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.booth.typing import mozc
from kiosk.booth.typing.mozc import ConversionFailed, KanaKanji
from tests.until import until

needs_mozc = pytest.mark.skipif(not os.access(mozc.PROGRAM, os.X_OK), reason="Mozc is not installed")
ANSWER = """((emacs-event-id . 10)(output . ((id . "8")(preedit . ((cursor . 2)(segment
 ((annotation . highlight)(value . "渡辺")(key . "わたなべ"))((annotation . underline)(value . "花子")))))
 (all-candidate-words . ((focused-index . 0)(candidates ((id . 0)(value . "渡辺"))((id . 1)(value . "ワタナベ"))
 ((id . 2)(value . "渡邉"))((id . -3)(value . "aaaa")))(category . conversion))))))""".replace("\n", "")


@pytest.fixture
async def converter(tmp_path: Path) -> AsyncIterator[KanaKanji]:
    tmp_path.chmod(0o755)
    found = KanaKanji(deadline_s=10.0)
    yield found
    await found.forget()


def helper(folder: Path, script: str) -> Path:
    program = folder / "helper"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    for parent in (folder, *folder.parents[:3]):
        if os.geteuid() == 0 and parent.stat().st_uid == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return program


def homes() -> set[str]:
    return {path.name for path in mozc.MEMORY.glob("kiosk-kana-*")}


@needs_mozc
async def test_a_name_gets_its_kanji_and_their_variants(converter: KanaKanji) -> None:
    found = await converter.candidates("わたなべ")
    assert found[0] == "渡辺"
    assert {"渡邉", "渡邊"} <= set(found)


@needs_mozc
async def test_words_one_after_another_do_not_mix(converter: KanaKanji) -> None:
    assert (await converter.candidates("にほんまつし"))[0] == "二本松市"
    assert "高橋" in await converter.candidates("たかはし")


@needs_mozc
async def test_several_phrases_are_joined(converter: KanaKanji) -> None:
    assert "渡辺花子" in await converter.candidates("わたなべはなこ")


@needs_mozc
async def test_forgetting_ends_the_processes_and_wipes_what_was_learned(converter: KanaKanji) -> None:
    await converter.candidates("わたなべ")
    process, home = converter._process, converter._home
    assert process is not None
    assert home is not None
    assert (home / ".config").is_dir()
    await converter.forget()
    assert not home.exists()
    assert process.poll() is not None
    await until(lambda: not _running_with(home))  # the server is not our child: the kernel ends it a moment later
    assert "高橋" in await converter.candidates("たかはし")  # the next visit has a fresh one


@needs_mozc
async def test_forgetting_during_a_word_gives_no_candidates(converter: KanaKanji) -> None:
    async with asyncio.TaskGroup() as group:
        word = group.create_task(converter.candidates("ふくしまけんにほんまつしかないろ"))
        await asyncio.sleep(0)
        group.create_task(converter.forget())
    assert isinstance(word.result(), list)
    assert converter._home is None


async def test_what_a_killed_booth_left_behind_is_wiped(tmp_path: Path) -> None:
    gone = await asyncio.create_subprocess_exec("true")
    await gone.wait()
    left, own = tmp_path / f"kiosk-kana-{gone.pid}-abc", tmp_path / f"kiosk-kana-{os.getpid()}-abc"
    for home in (left, own):
        home.mkdir()
        (home / "learned").write_text("わたなべ")
    server = await asyncio.create_subprocess_exec("sleep", "600", env={"HOME": str(left), "PATH": "/usr/bin:/bin"})
    mozc.sweep(tmp_path)
    assert await server.wait() != 0
    assert not left.exists()
    assert (own / "learned").exists()


async def test_without_mozc_kana_stay_kana(tmp_path: Path) -> None:
    absent = KanaKanji(program=tmp_path / "nothing")
    assert not absent.available
    assert await absent.candidates("わたなべ") == []
    await absent.forget()


async def test_a_silent_helper_is_killed_and_its_home_wiped(tmp_path: Path) -> None:
    before = homes()
    silent = KanaKanji(program=helper(tmp_path, "exec sleep 600"), deadline_s=0.2)
    assert await silent.candidates("わたなべ") == []
    assert silent._process is None
    assert homes() <= before


async def test_a_helper_that_ends_or_talks_nonsense_costs_only_the_kanji(tmp_path: Path) -> None:
    ended = KanaKanji(program=helper(tmp_path, "exit 3"), deadline_s=5.0)
    assert await ended.candidates("わたなべ") == []
    nonsense = KanaKanji(program=helper(tmp_path, 'echo "((("; cat'), deadline_s=5.0)
    assert await nonsense.candidates("わたなべ") == []
    await nonsense.forget()


async def test_only_hiragana_are_sent(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    converter = KanaKanji(program=helper(tmp_path, f"touch {touched}"), deadline_s=5.0)
    for text in ('わ")(KillAll', "ABC", "", "漢字", "わ\n"):
        assert await converter.candidates(text) == []
    assert not touched.exists()


def test_candidates_are_kanji_with_the_rest_of_the_phrase() -> None:
    assert mozc.read_candidates(mozc.parse(ANSWER)) == ["渡辺花子", "渡邉花子"]


def test_names_in_old_kana_are_kept_and_no_kana_of_the_board() -> None:
    words = ["末", "すえ", "スエ", "すゑ", "ｽｴ", "aa", "ㇲ", "ヱ"]
    entries = " ".join(f'((id . 0)(value . "{word}"))' for word in words)
    answer = f'((output . ((preedit . ((segment ((value . "末")))))(all-candidate-words . ((candidates {entries}))))))'
    assert mozc.read_candidates(mozc.parse(answer)) == ["末", "すゑ", "ヱ"]


@needs_mozc
async def test_all_kana_as_one_word_come_before_what_mozc_makes_of_their_parts(converter: KanaKanji) -> None:
    found = await converter.candidates("はまだ")
    assert found.index("浜田") < found.index("葉まだ")


@needs_mozc
async def test_every_candidate_mozc_has_is_there(converter: KanaKanji) -> None:
    assert {"圭", "慧", "蛍", "螢", "惠", "瓊"} <= set(await converter.candidates("けい"))


def test_an_answer_without_candidates_gives_none() -> None:
    assert mozc.read_candidates(mozc.parse("((output . ((consumed . t))))")) == []


def test_expressions() -> None:
    assert mozc.parse(r'(a "b \" c" (d . e) (f . (g h)))') == ["a", 'b " c', ["d", "e"], ["f", "g", "h"]]


@pytest.mark.parametrize("text", ["", "(", ")", "a b", "(a))"])
def test_broken_expressions_are_refused(text: str) -> None:
    with pytest.raises(ConversionFailed):
        mozc.parse(text)


def _running_with(home: Path) -> list[int]:
    """Processes alive that have this home."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdecimal() and str(home).encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
