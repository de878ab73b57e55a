"""Kana to kanji by Mozc through its helper process, for one visit at a time; where Mozc is absent, plain kana.

Mozc learns what is typed and writes it into its home, so the home is a folder in memory that is wiped, and the
processes are killed, when the visit ends. Mozc refuses to run as root and is then run as ``nobody``.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Final, TypeAlias

from kiosk.log import Log

_log = Log("kana_kanji")
PROGRAM: Final = Path("/usr/bin/mozc_emacs_helper")
MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- a folder of our own in it, readable by its owner alone
DEADLINE_S: Final = 1.5
"""Seconds for one word; the first one starts Mozc's server (0.2 s)."""
_PREFIX: Final = "kiosk-kana-"
_TRIES: Final = 100
_TRY_AGAIN_S: Final = 0.01
_HIRAGANA: Final = re.compile(r"[ぁ-ゖー]{1,60}")
_TOKEN: Final = re.compile(r'"((?:\\.|[^"\\])*)"|([()])|([^\s()"]+)')
_NO_WORD: Final = re.compile(r"[\x20-\x7eＡ-Ｚａ-ｚ０-９ぁ-ゖァ-ヺㇰ-ㇿーｦ-ﾟ〰〜]*")
"""Kana as they are come from the board itself, Latin letters from its own board."""
_OLD_KANA: Final = re.compile(r"[ぁ-ゖァ-ヺーゝゞヽヾ]*[ゐゑヰヱゝゞヽヾ][ぁ-ゖァ-ヺーゝゞヽヾ]*")
"""Names written with kana the reading does not have: すゑ for すえ, みすゞ for みすず."""

Node: TypeAlias = "str | list[Any]"
"""A word, or a list of nodes; a dotted pair is a list whose tail was spliced in, as in Lisp."""


class ConversionFailed(Exception):
    """Mozc ended or answered nonsense."""


class KanaKanji:
    """The door to Mozc; started by the first word of a visit, gone after `forget()`."""

    def __init__(self, program: Path = PROGRAM, memory: Path = MEMORY, deadline_s: float = DEADLINE_S) -> None:
        self._program = program
        self._memory = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
        self._deadline_s = deadline_s
        self._process: subprocess.Popen[bytes] | None = None
        self._home: Path | None = None
        self._number = 0
        self._lock = asyncio.Lock()

    @property
    def available(self) -> bool:
        """Whether this machine has Mozc."""
        return os.access(self._program, os.X_OK)

    async def candidates(self, kana: str) -> list[str]:
        """Kanji for hiragana, the likeliest first; empty when Mozc is absent, silent or does not know."""
        if not self.available or not _HIRAGANA.fullmatch(kana):
            return []
        async with self._lock:
            work = asyncio.get_running_loop().run_in_executor(None, self._convert, kana)
            try:
                return await asyncio.wait_for(asyncio.shield(work), self._deadline_s)
            except (TimeoutError, ConversionFailed, OSError) as error:
                _log.warning("conversion_failed", error=type(error).__name__)
                self._kill()
                with contextlib.suppress(ConversionFailed, OSError):
                    await work
                await asyncio.get_running_loop().run_in_executor(None, self._wipe)
                return []

    async def forget(self) -> None:
        """Kill Mozc and wipe what it learned; the next visit starts a fresh one."""
        self._kill()
        async with self._lock:
            await asyncio.get_running_loop().run_in_executor(None, self._wipe)

    # -- in a thread --------------------------------------------------------------------------------------------------

    def _convert(self, kana: str) -> list[str]:
        if self._process is None:
            self._start()
        for letter in kana:
            self._say(f'SendKey 1 97 "{letter}"')
        answers = [self._say("SendKey 1 space")]
        while len(_phrases(answers[-1])) > 1 and len(answers) < len(kana):
            answers.append(self._say("SendKey 1 shift right"))  # the first phrase grows by one kana
        self._say("SendKey 1 escape")
        self._say("SendKey 1 escape")
        return read_candidates(answers[0], answers[-1])

    def _start(self) -> None:
        sweep(self._memory)
        home = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self._memory))
        self._home = home
        (home / ".config").mkdir(mode=0o700)
        who: dict[str, Any] = {}
        if os.geteuid() == 0:
            who = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            for folder in (home, home / ".config"):
                shutil.chown(folder, "nobody", "nogroup")
        self._process = subprocess.Popen(  # noqa: S603 -- a fixed program, no shell
            [self._program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
            **who,
        )
        self._number = 0
        self._line()
        self._say("CreateSession")
        _log.event("converter_started")

    def _say(self, command: str) -> Node:
        process = self._process
        if process is None or process.stdin is None:
            raise ConversionFailed
        self._number += 1
        process.stdin.write(f"({self._number} {command})\n".encode())
        process.stdin.flush()
        return parse(self._line())

    def _line(self) -> str:
        process = self._process
        line = process.stdout.readline() if process and process.stdout else b""
        if not line:
            raise ConversionFailed
        return line.decode()

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)  # the helper and the server it started

    def _wipe(self) -> None:
        self._kill()  # again: it may have been starting at the first time
        process, self._process = self._process, None
        if process is not None:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(BrokenPipeError):
                    if pipe:
                        pipe.close()
        home, self._home = self._home, None
        for _ in range(_TRIES):  # the server may be in the middle of its last write
            if home is None or not home.exists():
                return
            shutil.rmtree(home, ignore_errors=True)
            time.sleep(_TRY_AGAIN_S)
        _log.warning("home_not_wiped")


def sweep(memory: Path) -> None:
    """End and wipe what a booth that was killed left behind: homes carry the number of the process they belong to."""
    for home in memory.glob(f"{_PREFIX}*-*"):
        owner = home.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            for process in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    if f"HOME={home}\0".encode() in (process / "environ").read_bytes():
                        os.kill(int(process.name), signal.SIGKILL)
            shutil.rmtree(home, ignore_errors=True)


def parse(text: str) -> Node:
    """Read one S-expression; raise `ConversionFailed` when it is none."""
    stack: list[list[Node]] = [[]]
    dotted: list[bool] = [False]
    for word, bracket, atom in _TOKEN.findall(text):
        if bracket == "(":
            stack.append([])
            dotted.append(False)
        elif bracket == ")":
            node: Node = stack.pop()
            dotted.pop()
            if not stack:
                raise ConversionFailed
            _add(stack[-1], node, dotted)
        elif atom == ".":
            dotted[-1] = True
        else:
            _add(stack[-1], atom or re.sub(r"\\(.)", r"\1", word), dotted)
    if len(stack) != 1 or len(stack[0]) != 1:
        raise ConversionFailed
    return stack[0][0]


def _add(to: list[Node], node: Node, dotted: list[bool]) -> None:
    if dotted[-1] and isinstance(node, list):
        to += node
    else:
        to.append(node)
    dotted[-1] = False


def read_candidates(answer: Node, whole: Node = "") -> list[str]:
    """The candidates of Mozc's answer to the conversion key, words with kanji and names in old kana.

    Later phrases stay as Mozc wrote them. `whole` is its answer for all kana as one phrase: by itself it takes はまだ
    for は and まだ, and would never offer 浜田.
    """
    found = ["".join(_phrases(answer)), *_candidates(whole), *_candidates(answer)]
    return [word for word in dict.fromkeys(found) if not _NO_WORD.fullmatch(word) or _OLD_KANA.fullmatch(word)]


def _candidates(answer: Node) -> list[str]:
    """The words for the first phrase, each with the phrases behind it."""
    rest = "".join(_phrases(answer)[1:])
    entries = _tail(_tail(_tail(answer, "output"), "all-candidate-words"), "candidates")
    words = (_word(entry, "value") for entry in entries)
    return [word + rest for word in words if not _NO_WORD.fullmatch(word) or _OLD_KANA.fullmatch(word)]


def _phrases(answer: Node) -> list[str]:
    return [_word(segment, "value") for segment in _tail(_tail(_tail(answer, "output"), "preedit"), "segment")]


def _tail(node: Node, key: str) -> list[Any]:
    """What stands behind `key` in a list of lists."""
    for entry in node if isinstance(node, list) else []:
        if isinstance(entry, list) and entry and entry[0] == key:
            return entry[1:]
    return []


def _word(node: Node, key: str) -> str:
    tail = _tail(node, key)
    return tail[0] if len(tail) == 1 and isinstance(tail[0], str) else ""
