"""What nobody caught and what others say, led into the log: called once, first thing in each process.

Exceptions of the main thread, of other threads, of tasks (asyncio's loops log theirs) and of destructors; warnings; and
the loggers of all libraries from level warning up. Qt's messages are led in by `kiosk.booth.views.qt_messages`.
"""

import logging
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import TextIO

from kiosk.log.events import Log
from kiosk.log.facts import place_of
from kiosk.log.writing import WRITER

_log = Log("process")


def capture(program: str) -> Callable[[], None]:
    """Lead everything this process says into its log, as `program`; the result undoes it."""
    undo = ExitStack()
    for owner, name, value in (
        (WRITER, "program", program),
        (sys, "excepthook", _uncaught),
        (sys, "unraisablehook", _unraisable),
        (threading, "excepthook", _uncaught_in_thread),
        (warnings, "showwarning", _warned),
        (logging, "lastResort", WRITER),
        (logging.getLogger(), "handlers", [WRITER]),
    ):
        undo.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, value)
    return undo.close


def _uncaught(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        _log.event("interrupted")
    else:
        _log.failure("uncaught", error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if not issubclass(args.exc_type, SystemExit):
        thread = args.thread.name if args.thread else "ended"
        _log.failure("thread_failed", args.exc_value or args.exc_type(), thread=thread)


def _unraisable(found: "sys.UnraisableHookArgs") -> None:
    _log.failure("destructor_failed", found.exc_value or found.exc_type())


def _warned(
    _message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    _file: TextIO | None = None,
    _line: str | None = None,
) -> None:
    _log.warning("python_warned", category=category.__name__, said_at=place_of(filename, lineno))
