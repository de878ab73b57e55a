"""What `kiosk check` looks at on the machine itself: procedures, fonts, typing, disk, outbox, clock, printer."""

import asyncio
import contextlib
import ctypes
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import kiosk
from kiosk.applications.glyphs import FontFile, FontLists
from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.booth.settings import BoothSettings
from kiosk.booth.typing.mozc import PROGRAM
from kiosk.printing.outcome import PrinterReady, ProblemKind
from kiosk.printing.printer import PrinterSettings, choose
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.files.broken import BrokenFile
from kiosk.procedures.files.mistakes import Language
from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan

_FONTS: Final = "apt-get install fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-noto-core"
_LOW_MEGABYTES: Final = 2000
_TIME_ERROR: Final = 5  # adjtimex(2): the clock is not synchronised


def procedures(folder: Path, now: datetime) -> list[Finding]:
    """Whether residents can get something done, and whether every file can be used."""
    catalog = Catalog(folder).load()
    served = catalog.published(day_in_japan(now))
    broken = catalog.problems
    if not served:
        ja, en = f"使える手続きがありません（{folder}）", f"no procedure in service ({folder})"
        command = f"kiosk procedures lint {folder}"
        advice = f"{command} で原因を確かめてください。", f"Run `{command}`."
        if not folder.is_dir():
            ja, en = f"手続きのフォルダーがありません（{folder}）", f"no folder of procedures ({folder})"
            advice = (
                "付属の config/procedures をそこに写すか、設定 procedures に場所を書いてください。",
                "Copy config/procedures there, or say in the setting procedures where it is.",
            )
        return [Finding(Subject.PROCEDURES, Mark.MISSING, Words(ja, en), Words(*advice))]
    names = "、".join(one.title.in_("ja") for one in served)
    if broken:
        ja = f"{len(served)}件使えます。直す所が{len(broken)}か所あります"
        en = f"{len(served)} in service, {len(broken)} mistakes"
        return [
            Finding(Subject.PROCEDURES, Mark.WARN, Words(ja, en), Words(_told(broken[0], "ja"), _told(broken[0], "en")))
        ]
    ids = ", ".join(one.id for one in served)
    return good(Subject.PROCEDURES, f"{len(served)}件: {names}", f"{len(served)}: {ids}")


def _told(broken: BrokenFile, language: Language) -> str:
    """Where a mistake stands, what it is, and how to mend it."""
    at = f"{broken.path}:{broken.at.line}:{broken.at.column}"
    return f"{at}: {broken.said(language)} {broken.mistake.mend(language)}"


def fonts(settings: FontLists) -> list[Finding]:
    """Whether names can be drawn as they are written: the register's font first, then any of each list."""
    absent = [font.family for font in (*settings.mincho, *settings.gothic) if not font.path.is_file()]
    register = settings.mincho[0].family
    if not absent:
        return good(Subject.FONTS, "氏名の異体字まで書けます", "variants in names can be drawn")
    advice = Words(f"{_FONTS} を実行してください。", f"Run {_FONTS}.")
    if not _any(settings.mincho) or not _any(settings.gothic):
        found = Words("文字を書く書体がありません", "no font to write with")
        return [Finding(Subject.FONTS, Mark.MISSING, found, advice)]
    if register in absent:
        ja = f"{register} がなく、氏名の異体字を正しく書けません"
        en = f"{register} is absent: variants in names cannot be drawn"
        return [Finding(Subject.FONTS, Mark.WARN, Words(ja, en), advice)]
    few = "、".join(dict.fromkeys(absent))
    found = Words(f"一部の書体がありません: {few}", f"some fonts are absent: {few}")
    return [Finding(Subject.FONTS, Mark.WARN, found, advice)]


def _any(fonts: tuple[FontFile, ...]) -> bool:
    return any(font.path.is_file() for font in fonts)


def kana(program: Path = PROGRAM) -> list[Finding]:
    """Whether kana become kanji; without, residents type plain kana."""
    if program.is_file():
        return good(Subject.KANA, "Mozc があります", "Mozc is there")
    install = "apt-get install mozc-server emacs-mozc-bin"
    return [
        Finding(
            Subject.KANA,
            Mark.WARN,
            Words("Mozc がなく、かなのまま入力します", "Mozc is absent: kana stay kana"),
            Words(f"{install} を実行してください。", f"Run {install}."),
        )
    ]


def disk(folder: Path, least_megabytes: int) -> list[Finding]:
    """Whether the state folder can be written and has room for new applications; makes no folder."""
    folder = folder.resolve()
    there = next(one for one in (folder, *folder.parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"check")
        free = shutil.disk_usage(there).free // 2**20
    except OSError as error:
        ja, en = f"{folder} に書けません（{error.strerror}）", f"{folder} cannot be written ({error.strerror})"
        advice = Words("フォルダの持ち主と権限を確かめてください。", "Check owner and rights of the folder.")
        return [Finding(Subject.DISK, Mark.MISSING, Words(ja, en), advice)]
    room = Words(f"空き {_size(free)}（{folder}）", f"{_size(free)} free ({folder})")
    if free >= max(_LOW_MEGABYTES, 2 * least_megabytes):
        return [Finding(Subject.DISK, Mark.OK, room)]
    advice = Words(
        f"空きが {least_megabytes} MB を切ると新しい申請を止めます。不要なファイルを消してください。",
        f"Below {least_megabytes} MB no new application is taken. Make room.",
    )
    return [Finding(Subject.DISK, Mark.MISSING if free < least_megabytes else Mark.WARN, room, advice)]


def _size(megabytes: int) -> str:
    return f"{megabytes / 1024:.1f} GB" if megabytes >= 1024 else f"{megabytes} MB"


def outbox(file: Path) -> list[Finding]:
    """How much waits, what was set aside, and whether a damaged file waits for repair; changes nothing."""
    damaged = sorted(path.name for path in file.parent.glob(f"{file.name}.damaged-*") if "-journal" not in path.name)
    if damaged:
        ja, en = f"壊れた保存先を残してあります: {damaged[-1]}", f"a damaged store was kept: {damaged[-1]}"
        advice = Words("保守の担当へ渡し、すんだら消してください。", "Give it to your support, then remove it.")
        return [Finding(Subject.OUTBOX, Mark.WARN, Words(ja, en), advice)]
    if not file.is_file():
        return good(Subject.OUTBOX, "まだ何もありません", "nothing yet")
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=2)) as connection:
            counts = dict(connection.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    except sqlite3.Error:
        advice = Words("ディスクと権限を確かめてください。", "Check disk and rights.")
        return [Finding(Subject.OUTBOX, Mark.MISSING, Words(f"{file} が読めません", f"{file} cannot be read"), advice)]
    waiting, parked = counts.get("pending", 0), counts.get("parked", 0)
    found = Words(f"送信待ち {waiting}件、保留 {parked}件", f"{waiting} waiting, {parked} set aside")
    if parked:
        advice = Words("kiosk outbox list で理由を確かめてください。", "See why with `kiosk outbox list`.")
        return [Finding(Subject.OUTBOX, Mark.WARN, found, advice)]
    return [Finding(Subject.OUTBOX, Mark.OK, found)]


def clock(now: datetime, synchronised: Callable[[], bool | None] | None = None) -> list[Finding]:
    """Whether the clock can be right: not before this program was made, and kept by a time server."""
    made = datetime.fromtimestamp(Path(kiosk.__file__).stat().st_mtime, JAPAN)
    shown = f"{now.astimezone(JAPAN):%Y-%m-%d %H:%M}"
    if now < made - timedelta(days=1):
        ja, en = f"{shown} は過去の日時です", f"{shown} lies in the past"
        advice = Words(
            "timedatectl set-time で合わせ、電池（CMOS）を確かめてください。",
            "Set it (timedatectl set-time) and check the battery.",
        )
        return [Finding(Subject.CLOCK, Mark.MISSING, Words(ja, en), advice)]
    match (synchronised or kernel_clock_synchronised)():
        case True:
            return good(Subject.CLOCK, f"{shown}、時刻サーバーに合っています", f"{shown}, kept by a time server")
        case False:
            advice = Words(
                "timedatectl set-ntp true を実行し、庁内の時刻サーバーを設定してください。",
                "Run `timedatectl set-ntp true` and name your time server.",
            )
            found = Words(f"{shown}、時刻サーバーに合わせていません", f"{shown}, not kept by a time server")
            return [Finding(Subject.CLOCK, Mark.WARN, found, advice)]
        case None:
            return good(Subject.CLOCK, shown, shown)


class _Timex(ctypes.Structure):
    """The head of ``struct timex``; with `modes` 0 nothing is changed."""

    _fields_ = (("modes", ctypes.c_uint), ("rest", ctypes.c_byte * 508))


def kernel_clock_synchronised() -> bool | None:
    """Whether the kernel says that somebody keeps its clock (adjtimex(2)); None where it does not say."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.byref(_Timex()))
    except (OSError, AttributeError):
        return None
    return None if state < 0 else state != _TIME_ERROR


_PAPER: Final = {
    ProblemKind.ABSENT: Words("見つかりません", "not found"),
    ProblemKind.JAMMED: Words("紙がつまっています", "jammed"),
    ProblemKind.NO_PAPER: Words("紙がありません", "no paper"),
    ProblemKind.OPEN: Words("ふたが開いています", "open"),
    ProblemKind.OFFLINE: Words("応答しません", "offline"),
    ProblemKind.TIMEOUT: Words("答えが返りません", "no answer"),
    ProblemKind.DISK_FULL: Words("ディスクに空きがありません", "the disk is full"),
    ProblemKind.OLDER_JOB: Words("古い印刷が残っています", "holds an older job"),
}
_TEST_PAPER: Final = Words("直したあと、lp で1枚印刷すると表示が消えます。", "Then print a page with `lp` to clear it.")
_FOR_PAPER: Final = {
    ProblemKind.JAMMED: Words(f"つまった紙を取ってください。{_TEST_PAPER.ja}", f"Take the paper out. {_TEST_PAPER.en}"),
    ProblemKind.NO_PAPER: Words(f"紙を入れてください。{_TEST_PAPER.ja}", f"Put paper in. {_TEST_PAPER.en}"),
    ProblemKind.OPEN: Words(f"ふたを閉めてください。{_TEST_PAPER.ja}", f"Close it. {_TEST_PAPER.en}"),
    ProblemKind.OLDER_JOB: Words(
        "lpstat -o で確かめ、cancel で消してください。", "See `lpstat -o`, and remove it with `cancel`."
    ),
}
"""What a host helper can do at once; everything else is for whoever set the printer up."""


def printer(settings: PrinterSettings) -> list[Finding]:
    """Whether the printer of the settings could print now."""
    name = str(settings.folder) if settings.kind == "folder" else settings.queue
    kind = Words("PDFフォルダ", "PDF folder") if settings.kind == "folder" else Words("CUPS", "CUPS")
    try:
        state = asyncio.run(choose(settings).state())
    except ValueError as error:
        advice = Words("設定 [printer] を直してください。lpstat -e で一覧が出ます。", "Mend [printer] in the settings.")
        return [Finding(Subject.PRINTER, Mark.MISSING, Words(str(error), str(error)), advice)]
    if isinstance(state, PrinterReady):
        return good(Subject.PRINTER, f"{kind.ja} {name}", f"{kind.en} {name}")
    said = _PAPER[state.kind]
    otherwise = Words(
        "電源・紙・接続を確かめてください。名前は lpstat -e で確かめられます。",
        "Check power, paper and cable; `lpstat -e` lists the names.",
    )
    advice = _FOR_PAPER.get(state.kind, otherwise)
    found = Words(f"{kind.ja} {name}: {said.ja}", f"{kind.en} {name}: {said.en}")
    return [Finding(Subject.PRINTER, Mark.WARN if state.kind in _FOR_PAPER else Mark.MISSING, found, advice)]


def settings_found(path: Path, settings: BoothSettings) -> list[Finding]:
    """The settings file that was read."""
    marked = Words("予行: ", "rehearsal: ") if settings.rehearsal else Words("", "")
    return good(Subject.SETTINGS, f"{marked.ja}{path}", f"{marked.en}{path}")
