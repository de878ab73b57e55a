"""What pages say and how they say it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.headquarters.web.console import page_parts
from kiosk.headquarters.web.console.page_parts import day, icon, when


def test_a_moment_is_told_in_japans_time() -> None:
    assert when(datetime(2026, 11, 21, 15, 30, tzinfo=UTC)) == "2026年11月22日 00:30"
    assert day(datetime(2026, 11, 21, 15, 30, tzinfo=UTC)) == "2026年11月22日"
    assert when(None) == "–"


@pytest.mark.parametrize(("name", "made"), [("call", "#icon-call"), ('"><script>', "#icon-&#34;&gt;&lt;script&gt;")])
def test_a_symbol_says_nothing_by_itself_and_lets_nothing_in(name: str, made: str) -> None:
    assert icon(name) == f'<svg class="icon" aria-hidden="true"><use href="{made}"></use></svg>'


def test_every_symbol_is_drawn_somewhere() -> None:
    """What is on is drawn as ``mic``, what is off as ``mic_off``."""
    folder = Path(page_parts.__file__).parent
    sources = "\n".join(
        path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".js", ".html"}
    )
    symbols = re.findall(r'<symbol id="icon-(\w+)"', (folder / "icons.svg").read_text("utf-8"))
    assert symbols
    assert [
        name for name in symbols if f'"{name.removesuffix("_off")}"' not in sources and f'"{name}"' not in sources
    ] == []
