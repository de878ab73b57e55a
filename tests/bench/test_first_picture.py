"""The booth's own window says when it can be touched."""

from pathlib import Path

from kiosk.bench import booth_start


async def test_the_booth_says_when_it_was_drawn(tmp_path: Path) -> None:
    assert await booth_start.first_picture("booth", str(booth_start.write_settings(tmp_path))) > 0
