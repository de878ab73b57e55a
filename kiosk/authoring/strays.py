"""Files that stand where procedures do and are not what their names say: read by nobody, or for another version."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from kiosk.procedures.files import translations
from kiosk.procedures.files.broken import BrokenFile, Written
from kiosk.procedures.files.mistakes import FIRST, mistake
from kiosk.procedures.japanese.languages import LANGUAGES
from kiosk.procedures.procedure import ProcedureFile

_ENDINGS: Final = frozenset({".yml", ".yaml"})
_FORM: Final = re.compile(r"(?P<id>[a-z0-9_]+)\.v(?P<number>[1-9]\d*)\.form\.yml")
_COUNTRIES: Final = {
    "vn": "vi", "cn": "zh-Hans", "zh": "zh-Hans", "kr": "ko", "br": "pt-BR", "pt": "pt-BR", "ph": "tl", "fil": "tl",
    "np": "ne",
}  # fmt: skip
"""What is written for a language of booths, in small letters, and its name."""


def never_read(folder: Path, read: Collection[Path]) -> Iterator[BrokenFile]:
    """Every file that looks like one of ours and that nobody reads: a copy, another ending, a file in a wrong place."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _ENDINGS and path.is_file() and path not in read:
            yield BrokenFile(path, FIRST, mistake("never_read", name=path.name))


def other_name(written: Written, file: ProcedureFile) -> Iterator[BrokenFile]:
    """A procedure's file whose name does not say whose version it is, or says another than stands in it."""
    path, major = written.path, file.version.split(".")[0]
    named = _FORM.fullmatch(path.name)
    if named is None or named["id"] != file.procedure:
        right = f"{file.procedure}.v{major}.form.yml"
        yield BrokenFile(path, FIRST, mistake("wrong_name", name=path.name, right=right))
    elif named["number"] != major:
        told = mistake("other_number", name=path.name, version=file.version, number=named["number"])
        yield written.broken(("version",), told)


def meant_language(name: str) -> str | None:
    """The language that was meant by a file of this name, where it has the name of a country or capitals elsewhere."""
    if name in LANGUAGES:
        return None
    by_letters = {locale.lower(): locale for locale in LANGUAGES}
    return _COUNTRIES.get(name.lower()) or by_letters.get(name.lower())


def misnamed_languages(folder: Path) -> Iterator[BrokenFile]:
    """Every word list with another name than that of the language that was meant; a town may begin one of its own."""
    for path in translations.paths(folder):
        if (near := meant_language(path.stem)) is not None:
            yield BrokenFile(path, FIRST, mistake("near_language", name=path.stem, near=near))
