"""A picture drawn anew in a process of its own, which may take neither much memory nor much time."""

import subprocess
import sys
from typing import Final

from kiosk.log import Log
from kiosk.pictures.header import OUTSIDE, Limits, PictureProblem, png_problem

_log: Final = Log("pictures")
DEADLINE_S: Final = 15.0
"""For a process that starts, draws and ends: a fifth of a second on a machine that does nothing else."""


def redrawn_apart(png: bytes, limits: Limits = OUTSIDE, deadline_s: float = DEADLINE_S) -> bytes | PictureProblem:
    """The PNG as a plain one of ours, or why it is not shown. Waits for the process: call it in a thread.

    `limits` are those of what it is for; whatever they say, none beyond `OUTSIDE` is decoded.
    """
    problem = png_problem(png, limits)
    if problem is None:
        drawn = _drawn(png, deadline_s)
        if drawn is not None:
            return drawn
        problem = PictureProblem.NO_PICTURE
    _log.warning("picture_refused", why=problem)
    return problem


def _drawn(png: bytes, deadline_s: float) -> bytes | None:
    command = [sys.executable, "-m", "kiosk.pictures.redraw_child"]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module; the picture goes in by a pipe
            command, input=png, stdout=subprocess.PIPE, timeout=deadline_s, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None
