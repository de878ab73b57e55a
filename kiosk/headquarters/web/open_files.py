"""Open files: how many the process may open, which bounds how many connections it can have."""

import resource
from typing import Final

from kiosk.log import Log

_log = Log("headquarters.doors")
_WANTED: Final = 65_536
_FOR_OTHERS: Final = 256
"""Files for everything that is no connection at a door: the database's, logs, libraries, children."""
_FEW: Final = 200


def raise_limit() -> int:
    """Raise the process's own limit of open files as far as it may; what it is now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    now = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _WANTED if now == resource.RLIM_INFINITY else now


def room_for_connections(files: int, doors: int) -> int:
    """How many connections each of so many doors can have with a limit of `files`."""
    room = max(1, (files - _FOR_OTHERS) // doors)
    if room < _FEW:
        _log.warning("few_files", files=files, connections=room)  # LimitNOFILE= of the unit is too small
    return room
