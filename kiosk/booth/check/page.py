"""The page of `kiosk check`: one line for each thing, aligned whatever the width of its characters, calm and clear."""

import re
from collections.abc import Sequence
from typing import Final

import wcwidth

from kiosk.booth.check.findings import Finding, Mark, Subject, Words

_GROUPS: Final = (
    (
        Words("この端末", "This machine"),
        tuple(Subject)[: list(Subject).index(Subject.CARD_LIBRARY)],
    ),
    (
        Words("マイナンバーカード", "My Number Card"),
        (Subject.CARD_LIBRARY, Subject.CARD_SERVICE, Subject.READER, Subject.VIRTUAL_READER),
    ),
    (
        Words("通話", "Calls"),
        (Subject.CAMERA, Subject.MICROPHONE, Subject.SPEAKER, Subject.ENCODER, Subject.RELAY),
    ),
    (Words("紙", "Paper"), (Subject.PRINTER,)),
    (Words("本庁", "Headquarters"), (Subject.ENROLMENT, Subject.HEADQUARTERS)),
)
_NAMES: Final = {
    Subject.SETTINGS: Words("設定ファイル", "settings"),
    Subject.PROCEDURES: Words("手続き", "procedures"),
    Subject.LANGUAGES: Words("画面のことば", "languages"),
    Subject.FONTS: Words("書体", "fonts"),
    Subject.KANA: Words("かな漢字変換", "kana to kanji"),
    Subject.DISK: Words("ディスク", "disk"),
    Subject.OUTBOX: Words("送信待ち", "outbox"),
    Subject.CLOCK: Words("時計", "clock"),
    Subject.CARD_LIBRARY: Words("カードの部品", "card library"),
    Subject.CARD_SERVICE: Words("カードサービス", "card service"),
    Subject.READER: Words("カードリーダー", "card reader"),
    Subject.VIRTUAL_READER: Words("仮想リーダー", "virtual reader"),
    Subject.CAMERA: Words("カメラ", "camera"),
    Subject.MICROPHONE: Words("マイク", "microphone"),
    Subject.SPEAKER: Words("スピーカー", "speaker"),
    Subject.ENCODER: Words("映像の圧縮", "video encoder"),
    Subject.RELAY: Words("中継サーバー", "relay"),
    Subject.PRINTER: Words("プリンター", "printer"),
    Subject.ENROLMENT: Words("端末登録", "enrolment"),
    Subject.HEADQUARTERS: Words("本庁との接続", "connection"),
}
_MARKS: Final = {Mark.OK: Words("良し", " ok "), Mark.WARN: Words("注意", "note"), Mark.MISSING: Words("不足", "MISS")}
_COLOURS: Final = {Mark.OK: "32", Mark.WARN: "33", Mark.MISSING: "1;31"}
_TITLE: Final = Words("窓口端末の点検", "Check of this booth")
_NAME_WIDTH: Final = 14
_BEFORE_TEXT: Final = 2 + 4 + 2 + _NAME_WIDTH + 2
_NEVER_FIRST: Final = "、。，．）」』】〕・ー！？ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_PHRASE: Final = re.compile(r"[^\s。、）」]*[。、）」]+\s*|[^\s。、）」]+\s*|\s+")


def page(findings: Sequence[Finding], locale: str, *, width: int = 100, colour: bool = False) -> str:
    """The whole page as text; lines are not wider than `width` columns (but at least 60)."""
    width = max(60, width)
    lines = [_TITLE.in_(locale), ""]
    for title, subjects in _GROUPS:
        here = [one for one in findings if one.subject in subjects]
        if here:
            lines += [title.in_(locale), *(line for one in here for line in _rows(one, locale, width, colour)), ""]
    return "\n".join([*lines, *_ending(findings, locale), ""])


def name(subject: Subject, locale: str) -> str:
    """What a subject is called on the page."""
    return _NAMES[subject].in_(locale)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, marks and what only steers none."""
    return wcwidth.width(text)


def _rows(one: Finding, locale: str, width: int, colour: bool) -> list[str]:
    mark = _MARKS[one.mark].in_(locale)
    shown = f"\x1b[{_COLOURS[one.mark]}m{mark}\x1b[0m" if colour else mark
    called = _NAMES[one.subject].in_(locale)
    head = f"  {shown}  {called}{' ' * (_NAME_WIDTH - columns(called))}  "
    indent = " " * _BEFORE_TEXT
    first, *more = _wrapped(one.found.in_(locale), width - _BEFORE_TEXT)
    rows = [f"{head}{first}", *(f"{indent}{line}" for line in more)]
    advice = one.advice.in_(locale)
    if advice and one.mark is not Mark.OK:
        begin = "→ " if locale != "en" else "-> "
        told = _wrapped(advice, width - _BEFORE_TEXT - 3)
        rows += [f"{indent}{begin if not number else '   '}{line}" for number, line in enumerate(told)]
    return rows


def _wrapped(text: str, width: int) -> list[str]:
    """Break `text` at spaces and after punctuation; only what is wider than a whole line is broken anywhere."""
    lines = [""]
    for phrase in _PHRASE.findall(text):
        if lines[-1] and columns(lines[-1] + phrase.rstrip()) > width:
            lines.append("")
        head, *rest = _cut(phrase.rstrip(), width)
        lines[-1] += head
        lines += rest
        lines[-1] += phrase[len(phrase.rstrip()) :]
    return [line.rstrip() for line in lines]


def _cut(phrase: str, width: int) -> list[str]:
    parts = [""]
    for one in phrase:
        if columns(parts[-1] + one) > width and one not in _NEVER_FIRST:
            parts.append("")
        parts[-1] += one
    return parts


def _ending(findings: Sequence[Finding], locale: str) -> list[str]:
    missing, notes = (sum(1 for one in findings if one.mark is mark) for mark in (Mark.MISSING, Mark.WARN))
    if missing:
        ja, en = f"不足が {missing}件 あります。", f"{missing} missing."
    else:
        ja, en = "必要なものはそろっています。", "Nothing needed is missing."
    if notes:
        ja, en = f"{ja}注意が {notes}件 あります。", f"{en} {notes} to look at."
    return [Words(ja, en).in_(locale)]
