"""The page that shows a whole procedure at once: every screen, where it ends, what it says, its papers."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from kiosk.authoring.preview.shots import STOP, Shot, Shots
from kiosk.authoring.wording import say
from kiosk.procedures.files.mistakes import Language
from kiosk.procedures.procedure import Document, Notice, Procedure, Stop
from kiosk.values import dataclass

STYLE: Final = """\
body { font-family: "BIZ UDPGothic", "Noto Sans CJK JP", sans-serif; margin: 2rem auto; max-width: 90rem;
       color: #1a1a1c; line-height: 1.7; padding: 0 1rem }
.shots { display: grid; grid-template-columns: repeat(auto-fill, minmax(26rem, 1fr)); gap: 1.5rem }
figure { margin: 0 } img { width: 100%; border: 1px solid #b4b4b7; border-radius: .5rem }
.paper img { max-width: 40rem } figcaption { font-size: .9rem } code { background: #f2f2f2; padding: 0 .3em }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #b4b4b7; padding: .4rem; text-align: left;
       vertical-align: top } .stuck { color: #ce0000; font-weight: bold }
"""

_OF_EVERY_PROCEDURE: Final = {
    "preparing": "screen_preparing", "card": "screen_card", "review": "screen_review", "sign": "screen_sign",
    "handed-in": "screen_handed_in",
}  # fmt: skip
"""What a screen is called that no file writes, by its subject."""


@dataclass(frozen=True)
class Drawn:
    """The files a page shows, by their names beside it."""

    screens: Sequence[str]
    application: Sequence[str] = ()
    slip: Sequence[str] = ()


def page(procedure: Procedure, taken: Shots, drawn: Drawn, locale: str, language: Language) -> str:
    """The page as HTML; `locale` is what residents read, `language` that of whoever looks at it."""
    title = escape(f"{procedure.title.in_(locale)}  {procedure.id} {procedure.version}")
    parts = [
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>',
        f"<h1>{title}</h1>",
        _heading("screens", language),
        '<div class="shots">',
        *(_figure(procedure, one, name, language) for one, name in zip(taken.shots, drawn.screens, strict=True)),
        "</div>",
        *_never(procedure, taken, language),
        *_table("stop", procedure.stops, locale, language),
        *_table("notices", procedure.notices, locale, language),
        *_table("documents", procedure.documents, locale, language),
        *_paper("application", drawn.application, language),
        *_paper("slip", drawn.slip, language),
    ]
    return "\n".join(parts) + "\n</html>\n"


def _heading(key: str, language: Language) -> str:
    return f"<h2>{escape(say(language, key))}</h2>"


def _figure(procedure: Procedure, shot: Shot, name: str, language: Language) -> str:
    lines = [f"<code>{escape(shot.subject)}</code>"]
    found, field = procedure.page_of(shot.subject), procedure.field(shot.subject)
    if found is not None and field is not None:
        lines[0] = f"<code>{escape(found.id)}</code> / <code>{escape(shot.subject)}</code>"
        lines += [_when(one, language) for one in (found.show_if, field.show_if) if one]
    elif shot.subject in _OF_EVERY_PROCEDURE:
        lines[0] = escape(say(language, _OF_EVERY_PROCEDURE[shot.subject]))
    elif shot.subject.startswith(STOP):
        lines[0] = f"{escape(say(language, 'stop'))} <code>{escape(shot.subject.removeprefix(STOP))}</code>"
    if shot.trial:
        lines.append(escape(say(language, "of_test", number=shot.trial)))
    if shot.said:
        lines.append(f'<span class="stuck">{escape(say(language, "goes_no_further", said=shot.said))}</span>')
    caption = "<br>".join(lines)
    link = escape(name)
    return f'<figure><a href="{link}"><img src="{link}" alt=""></a><figcaption>{caption}</figcaption></figure>'


def _when(expression: str, language: Language) -> str:
    return f"{escape(say(language, 'when'))} <code>{escape(expression)}</code>"


def _never(procedure: Procedure, taken: Shots, language: Language) -> Iterator[str]:
    missed = [one for one in procedure.pages if one.id not in taken.pages]
    if missed:
        yield _heading("not_shown", language)
        for one in missed:
            condition = f" - {_when(one.show_if, language)}" if one.show_if else ""
            yield f"<p><code>{escape(one.id)}</code> {escape(one.title.in_('ja'))}{condition}</p>"


def _table(key: str, items: Sequence[Stop | Notice | Document], locale: str, language: Language) -> Iterator[str]:
    yield _heading(key, language)
    if not items:
        yield f"<p>{escape(say(language, 'none'))}</p>"
        return
    yield "<table>"
    for one in items:
        text = one.label if isinstance(one, Document) else one.say
        cells = (f"<code>{escape(one.id)}</code>", f"<code>{escape(one.when)}</code>", escape(text.in_(locale)))
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    yield "</table>"


def _paper(key: str, pages: Sequence[str], language: Language) -> Iterator[str]:
    yield _heading(key, language)
    if not pages:
        yield f"<p>{escape(say(language, 'no_paper'))}</p>"
        return
    yield f'<p><a href="{key}.pdf">{key}.pdf</a></p><div class="paper">'
    yield from (f'<p><img src="{escape(name)}" alt=""></p>' for name in pages)
    yield "</div>"
