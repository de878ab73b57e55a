"""The calendar of a counter in Japan: its time zone."""

from datetime import timedelta, timezone
from typing import Final

JAPAN: Final = timezone(timedelta(hours=9), "JST")
