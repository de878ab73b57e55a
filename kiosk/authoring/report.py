"""Mistakes in words: for a person, with the line and a mark under the place; and for programs."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import JsonValue
from wcwidth import wcswidth

from kiosk.authoring.wording import say
from kiosk.files import read_plain
from kiosk.procedures.files import translations
from kiosk.procedures.files.broken import BrokenFile
from kiosk.procedures.files.mistakes import Language
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.bundles import LARGEST_FILE_BYTES


def told(broken: BrokenFile, lines: Sequence[str], language: Language) -> str:
    """One mistake; `lines` are those of its file.

    Example:
        config/procedures/gomi/gomi.v1.form.yml:4:7
            status：draft
                  ^
            まちがい: コロンが全角（：）になっています
            直し方:   半角のコロンと半角の空白「: 」に直してください。例: status: draft
    """
    at = broken.at
    shown = lines[at.line - 1].replace("\t", " ") if at.line <= len(lines) else ""
    before = shown[: at.column - 1]
    cut = len(before) - len(before.lstrip()) if before.strip() else len(before)
    mark = " " * max(0, wcswidth(before[cut:])) + "^"
    quoted = [f"    {shown[cut:]}", f"    {mark}"] if shown.strip() else []
    return "\n".join([
        f"{broken.path}:{at.line}:{at.column}",
        *quoted,
        f"    {say(language, 'wrong')} {broken.said(language)}",
        f"    {say(language, 'mend')} {broken.mistake.mend(language)}",
    ])  # fmt: skip


def as_json(broken: BrokenFile, language: Language) -> dict[str, JsonValue]:
    """One mistake for programs; `kind` is the same in every language and version."""
    return {
        "path": str(broken.path), "line": broken.at.line, "column": broken.at.column, "kind": broken.mistake.kind,
        "within": broken.within, "reason": broken.said(language), "mend": broken.mistake.mend(language),
    }  # fmt: skip


def summed_up(mistakes: int, files: int, language: Language) -> str:
    """The last line."""
    return say(language, "mistakes" if mistakes else "no_mistakes", mistakes=mistakes, files=files)


def lines_of(path: Path) -> list[str]:
    """The lines of a file, none where it cannot be read."""
    try:
        text = read_plain(path, LARGEST_FILE_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").split("\n")


def languages(folder: Path) -> dict[str, dict[str, int]]:
    """For each language of the word lists: how many texts it has, and how many a native reader has checked."""
    lists, _ = translations.read(folder)
    checked = translations.reviewers(folder)
    return {locale: {"texts": len(words), "checked": len(checked.get(locale, {}))} for locale, words in lists.items()}


def listed(procedures: Sequence[Procedure]) -> list[JsonValue]:
    """The procedures there are, for programs."""
    return [
        {
            "id": one.id, "version": one.version, "status": one.status, "title": one.title.in_("ja"),
            "valid_from": one.valid.from_.isoformat(), "sha256": one.sha256, "pages": len(one.pages),
            "fields": len(one.fields), "tests": len(one.tests),
        }
        for one in procedures
    ]  # fmt: skip
