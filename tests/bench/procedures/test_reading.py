"""What is said of a catalog: what it took to read, to find again and to look at, and what it holds."""

import json
from pathlib import Path

import pytest

from kiosk.bench.procedures import reading
from tests.town import TOWN


def test_each_part_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept.json"
    reading.main(TOWN, kept, "keep")
    assert kept.is_file()
    reading.main(TOWN, kept, "again")
    reading.main(TOWN, kept, "lint")
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [sorted(one) for one in said] == [[], ["load", "memory"], ["lint"]]
