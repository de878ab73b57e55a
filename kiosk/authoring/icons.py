"""Every picture a procedure may name, drawn on one page with its name, so that nobody has to guess it."""

from html import escape
from pathlib import Path
from typing import Final

from kiosk.authoring.wording import say
from kiosk.procedures.files.mistakes import Language

_FILLED: Final = "-fill"
"""The end of a picture's other state, which the booth chooses itself."""
_PAGE: Final = """\
<!doctype html><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px sans-serif; margin: 2em; color: #333; background: #fff }}
ul {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(12em, 1fr)); gap: 1em; padding: 0;
     list-style: none }}
li {{ border: 1px solid #ccc; border-radius: 8px; padding: 1em; text-align: center; overflow-wrap: anywhere }}
svg {{ width: 64px; height: 64px; display: block; margin: 0 auto .5em; fill: #0017c1 }}
</style>
<h1>{title}</h1>
<ul>
{items}
</ul>
"""


def names(folder: Path) -> list[str]:
    """The names that may stand at ``icon``, in their order."""
    return sorted(path.stem for path in folder.glob("*.svg") if not path.stem.endswith(_FILLED))


def page(folder: Path, language: Language) -> str:
    """One HTML page with the pictures of `folder` (SVG), each above its name."""
    items = (
        f"<li>{(folder / f'{name}.svg').read_text(encoding='utf-8').strip()}<code>{escape(name)}</code></li>"
        for name in names(folder)
    )
    return _PAGE.format(title=escape(say(language, "icons")), items="\n".join(items))
