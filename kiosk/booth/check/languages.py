"""What `kiosk check` says of the languages a booth offers: which words are there, and who of each has checked them."""

from collections.abc import Iterable
from pathlib import Path

from kiosk.applications import slip, todo_list
from kiosk.booth.check.findings import Finding, Mark, Subject, Words, good
from kiosk.booth.settings import BoothSettings
from kiosk.booth.speech import speech
from kiosk.booth.views.translations import FOLDER, wordings
from kiosk.card import faults
from kiosk.procedures import words
from kiosk.procedures.files import translations
from kiosk.procedures.japanese.languages import named
from kiosk.reviewed import ORIGINALS, Wording, read
from kiosk.values import dataclass


@dataclass(frozen=True)
class Counted:
    """How many texts a language has, and how many of them a native reader has checked."""

    texts: int
    checked: int


def languages(settings: BoothSettings) -> list[Finding]:
    """Whether a native reader has checked every text in every language that is offered."""
    screens = wordings()
    offered = dict.fromkeys(("ja", *(settings.languages or screens)))
    if absent := [locale for locale in offered if locale not in screens]:
        ja, en = f"{'、'.join(absent)} のことばがありません", f"no words for {', '.join(absent)}"
        known = ", ".join(screens)
        advice = Words(
            f"設定 languages を直してください（あるもの: {known}）。",
            f"Mend the setting languages (there are {known}).",
        )
        return [Finding(Subject.LANGUAGES, Mark.WARN, Words(ja, en), advice)]
    counts = {locale: counted(locale, settings.procedures) for locale in offered if locale not in ORIGINALS}
    drafts = {locale: one for locale, one in counts.items() if one.checked < one.texts}
    if not drafts:
        return good(Subject.LANGUAGES, "、".join(named(one) for one in offered), ", ".join(offered))
    each = Words(
        "、".join(f"{locale} {one.texts}文のうち{one.checked}文" for locale, one in drafts.items()),
        ", ".join(f"{locale} {one.checked} of {one.texts} texts" for locale, one in drafts.items()),
    )
    found = Words(f"母語の人が確かめた訳：{each.ja}", f"checked by a native reader: {each.en}")
    advice = Words(
        "母語の人に確かめてもらうまで、設定 languages から外してください。",
        "Take them out of the setting languages until a native reader has checked them.",
    )
    return [Finding(Subject.LANGUAGES, Mark.WARN, found, advice)]


def counted(locale: str, procedures: Path) -> Counted:
    """Every text a resident may read or hear in `locale`, those of the procedures in a folder among them."""
    all_of_it = (*ours(locale), translations.wording(procedures, locale))
    return Counted(sum(len(one.texts) for one in all_of_it), sum(len(one.reviewed_by) for one in all_of_it))


def ours(locale: str) -> Iterable[Wording]:
    """The lists that come with the program: screens, spoken, faults of the card, problems of a form, both papers."""
    files = (
        FOLDER / f"booth.{locale}.toml", speech.FOLDER / f"{locale}.toml",
        faults.FOLDER / f"{locale}.json", words.FOLDER / f"{locale}.json",
    )  # fmt: skip
    yield from (read(path) for path in files if path.is_file())
    yield from (one[locale] for one in (slip.wordings(), todo_list.wordings()) if locale in one)
