"""The process that decodes: a picture comes out or nothing, and no more memory than it was allowed."""

import subprocess
import sys

from kiosk.pictures import redraw_child
from tests.applications.application_samples import png
from tests.pictures.bomb import bomb

_UNDER = """
import resource, sys
from kiosk.pictures import header, redraw_child
wide = header.Limits(longest_side=10**6, most_dots=10**12, largest_bytes=2**30)
redraw_child.OUTSIDE = wide
import PIL.Image
PIL.Image.MAX_IMAGE_PIXELS = None
sys.exit(redraw_child.main())
"""


def run(content: bytes, *command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *command], input=content, capture_output=True, check=False)


def test_a_picture_goes_in_and_one_of_ours_comes_out() -> None:
    done = run(png(), "-m", "kiosk.pictures.redraw_child")
    assert (done.returncode, done.stdout[:8]) == (0, b"\x89PNG\r\n\x1a\n")


def test_what_is_refused_brings_nothing_out() -> None:
    done = run(bomb(), "-m", "kiosk.pictures.redraw_child")
    assert (done.returncode, done.stdout) == (1, b"")


def test_without_any_other_limit_memory_is_the_last_one() -> None:
    done = run(bomb(60_000, 60_000), "-c", _UNDER)
    assert (done.returncode, done.stdout) == (1, b"")
    assert redraw_child.MEMORY_BYTES == 512 * 2**20
