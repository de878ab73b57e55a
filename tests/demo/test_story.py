"""`kiosk demo --play`, as a newcomer runs it: the whole story once, and what it leaves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.story import Story
from kiosk.rehearsal.card.pcscd import missing_parts


@pytest.mark.pcsc
def test_the_demo_plays_to_its_end_and_leaves_pictures_papers_and_figures(tmp_path: Path) -> None:
    if missing_parts():
        pytest.fail(f"install Debian's {' '.join(missing_parts())}")
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "demo", "--play", "--out", str(out)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((out / "summary.json").read_text())
    assert summary["ok"]
    assert summary["missing"] == []
    assert set(summary) >= {"visit", "card", "call", "offline"}
    assert sorted(summary["screens"]) == sorted(path.name for path in out.glob("*.png"))
    assert len(summary["screens"]) >= 20
    for paper in ("application.pdf", "receipt-slip.pdf", "receipt-slip-offline.pdf"):
        assert (out / paper).read_bytes().startswith(b"%PDF-")
    assert {path.name for path in out.glob("*.log")} == {"booth.log", "card.log", "headquarters.log"}
    assert done.stdout.count("✓") >= 8


async def test_a_chapter_is_announced_and_only_then_done(tmp_path: Path) -> None:
    told: list[str] = []
    story = Story(Counter(tmp_path / "counter"), tmp_path, told.append)

    async def act() -> None:
        told.append("acted")

    async def fail() -> None:
        raise ValueError

    await story._chapter("提出します", act)
    assert told[:2] == ["… 提出します", "acted"]
    assert told[2].startswith("✓ 提出します")
    with pytest.raises(ValueError):  # noqa: PT011 -- raised three lines above
        await story._chapter("通話します", fail)
    assert told[-1] == "… 通話します"


def test_pictures_are_numbered_and_named_in_the_summary(tmp_path: Path) -> None:
    story = Story(Counter(tmp_path / "counter"), tmp_path, lambda _line: None)
    assert story._named("booth-welcome") == tmp_path / "01-booth-welcome.png"
    assert story._named("console-call") == tmp_path / "02-console-call.png"
    assert story.summary.screens == ["01-booth-welcome.png", "02-console-call.png"]
