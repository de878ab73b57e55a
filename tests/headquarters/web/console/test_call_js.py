"""The scripts that need no page (reducer, line, numbers, SDP), tested where they are written: in JavaScript."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed (Debian: nodejs)")
@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_transcripts(name: str) -> None:
    assert NODE is not None
    ran = subprocess.run([NODE, "--test", str(HERE / name)], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# fail 0" in ran.stdout
