"""No name turns around what stands beside it."""

import re
from pathlib import Path

import pytest

from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.web.console import visible
from kiosk.headquarters.web.console.page_parts import Pages, Visitor
from kiosk.protocol.identifiers import new_id
from tests.headquarters.headquarters_world import World

STATIC = Path(visible.__file__).parent / "static"


@pytest.mark.parametrize("turning", visible.TURNING)
def test_what_turns_text_is_a_mark(turning: str) -> None:
    assert visible.visible(f"葛西{turning}辻子") == "葛西\ufffd辻子"


@pytest.mark.parametrize("value", ["葛\U000e0102西　Trần", "", None, 7])
def test_all_else_stays_as_it_is(value: object) -> None:
    assert visible.visible(value) == value


def test_the_call_page_knows_the_same_characters() -> None:
    written = re.search(r"/\[(.+)\]/g", (STATIC / "visible.js").read_text())
    assert written
    known = re.compile(f"[{written[1]}]")
    assert [chr(code) for code in range(0x10000) if known.match(chr(code))] == sorted(visible.TURNING)


async def test_a_page_shows_the_mark_and_keeps_a_name_apart_from_what_stands_beside_it(world: World) -> None:
    staff = StaffMember(staff_id=new_id(), account="s", name="葛西\u202e辻子", section="市民課", role=Role.CLERK)
    page = Pages(world.headquarters.desk).page("refusal.html", visitor=Visitor(staff, "x"), title="a\u202eb", words="c")
    text = bytes(page.body).decode()
    assert not set(text) & set(visible.TURNING)
    assert "<bdi>葛西\ufffd辻子</bdi>" in text
    assert "a\ufffdb" in text
