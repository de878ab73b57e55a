"""From a record to a line: the one handler through which everything leaves, drawn by structlog as JSON."""

import logging
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Final, TextIO

from typing_extensions import override

from kiosk.log.facts import Fact, clean, described, place_of


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Inside, `module` counts as not installed, unless it is loaded already."""
    modules: dict[str, Any] = sys.modules
    modules.setdefault(module, None)
    yield
    if modules[module] is None:
        del modules[module]


with _without("rich"):  # structlog would draw tracebacks with it; none are drawn here, and it takes 60 ms to load
    from structlog import wrap_logger
    from structlog.contextvars import bound_contextvars, merge_contextvars
    from structlog.processors import JSONRenderer, TimeStamper
    from structlog.stdlib import BoundLogger, ProcessorFormatter
    from structlog.typing import EventDict, Processor, WrappedLogger

_OURS: Final = "kiosk."
"""Begins the names of our own loggers; what follows is the part of the program."""
_FIRST: Final[list[Processor]] = [merge_contextvars, TimeStamper(fmt="iso", utc=True, key="at")]
"""What every line begins with, ours or a library's: what it is about (`bound`), and when."""
_OF_STRUCTLOG: Final = {"event", "facts", "at", "exc_info", "stack_info", "_record", "_from_structlog"}
_NOT_WRITTEN: Final = '{"level": "error", "part": "log", "event": "line_not_written"}\n'


class Writer(logging.Handler):
    """Writes lines to stderr, or where it is told to.

    Attributes:
        program: which of our processes this is, as they may share one stderr; "" before it is known.
        stream: where lines go; None means stderr as it is at the time of writing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.program = ""
        self.stream: TextIO | None = None
        self.setFormatter(
            ProcessorFormatter(
                foreign_pre_chain=_FIRST,
                use_get_message=False,  # a library's text may hold anything
                processors=[self._draw, JSONRenderer(ensure_ascii=False)],
            )
        )

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.startswith(_OURS) or record.levelno >= logging.WARNING

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(self.format(record) + "\n")
        except Exception:  # noqa: BLE001 -- logging's own way would print the record with all that is in it
            with suppress(OSError, ValueError):
                self._write(_NOT_WRITTEN)

    def _write(self, line: str) -> None:
        stream = self.stream or sys.stderr
        stream.write(line)
        stream.flush()

    def _draw(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        record: logging.LogRecord = event["_record"]
        head = {"at": event["at"], "level": record.levelname.lower()}
        if event["_from_structlog"]:
            head |= {"part": record.name.removeprefix(_OURS), "event": event["event"]}
            facts: dict[str, Fact] = event["facts"]
        else:
            head |= {"part": record.name, "event": "library_spoke"}
            facts = _of_library(record, event)
        if self.program:
            head["program"] = self.program
        bound = {name: value for name, value in event.items() if name not in _OF_STRUCTLOG}
        line = head | bound | facts | head  # no fact takes the place of a head
        return {name: clean(value) for name, value in line.items()}


def logger(part: str) -> BoundLogger:
    """structlog's logger of one part of the program; facts go in as ``facts=``, a mapping."""
    made: BoundLogger = wrap_logger(
        logging.getLogger(_OURS + part),
        processors=[*_FIRST, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )
    return made


def bound(**facts: Fact) -> AbstractContextManager[None]:
    """Every line written inside, by whatever this task calls or starts, carries `facts`: whose call, which booth."""
    return bound_contextvars(**facts)


def _of_library(record: logging.LogRecord, event: EventDict) -> dict[str, Fact]:
    """The place that spoke tells which sentence it was; the sentence itself stays behind."""
    facts: dict[str, Fact] = {"said_at": place_of(record.pathname, record.lineno)}
    error = (event.get("exc_info") or (None, None))[1]
    return facts | (described(error) if error else {})


WRITER: Final = Writer()
"""One process, one log."""
_ours = logging.getLogger(_OURS.removesuffix("."))
_ours.setLevel(logging.INFO)
_ours.propagate = False
_ours.handlers = [WRITER]
