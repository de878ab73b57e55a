"""What pages say and how they say it."""

from datetime import UTC, datetime

import pytest

from kiosk.headquarters.web.console.page_parts import day, icon, when


def test_a_moment_is_told_in_japans_time() -> None:
    assert when(datetime(2026, 11, 21, 15, 30, tzinfo=UTC)) == "2026年11月22日 00:30"
    assert day(datetime(2026, 11, 21, 15, 30, tzinfo=UTC)) == "2026年11月22日"
    assert when(None) == "–"


@pytest.mark.parametrize(("name", "made"), [("call", "#icon-call"), ('"><script>', "#icon-&#34;&gt;&lt;script&gt;")])
def test_a_symbol_says_nothing_by_itself_and_lets_nothing_in(name: str, made: str) -> None:
    assert icon(name) == f'<svg class="icon" aria-hidden="true"><use href="{made}"></use></svg>'
