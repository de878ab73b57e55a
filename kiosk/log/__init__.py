"""What the program writes for those who run it: one JSON object a line on stderr, and nothing personal in it.

Every word of a process goes through here: our own events, and, once `capture` was called, what libraries log, warnings
and whatever nobody caught. Not here: what staff see of a case (`headquarters.storage.audit`), figures for monitoring.
Read `events`, which all rooms use, then `facts`, which decides what may leave, `writing` and `capture`.
"""

from kiosk.log.events import Log, to_stream
from kiosk.log.facts import Fact
from kiosk.log.writing import bound

__all__ = ["Fact", "Log", "bound", "to_stream"]
