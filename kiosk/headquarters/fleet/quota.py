"""The daily quota of each booth (一日の上限): how much one may send, so that one in wrong hands fills no disk.

It is far above what residents hand in, and nothing is lost by it: the booth keeps what is not taken, and a new day
begins at midnight in Japan.
"""

import math
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select
from sqlmodel import col

from kiosk.headquarters.insights.today import start_of_day
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.storage.tables import Submission
from kiosk.values import dataclass

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Sent:
    """What one booth sent today: how many, and bytes of all of them."""

    submissions: int = 0
    size: int = 0

    def percent_of(self, rules: DailyQuota) -> int:
        """How much of the quota this is, by whichever is nearer its bound."""
        return max(self.submissions * 100 // rules.submissions, self.size * 100 // rules.bytes)


def sent_today(connection: Connection, now: datetime) -> dict[str, Sent]:
    """By booth."""
    query = select(col(Submission.booth_id), *_SUMS).where(_since(now)).group_by(col(Submission.booth_id))
    return {booth_id: Sent(count, int(size)) for booth_id, count, size in connection.execute(query)}


def wait_s(connection: Connection, rules: DailyQuota, booth_id: str, more: int, now: datetime) -> int:
    """0 where this booth may send `more` bytes now, otherwise the seconds until the next day."""
    query = select(*_SUMS).where(_since(now), col(Submission.booth_id) == booth_id)
    count, size = connection.execute(query).one()
    if count < rules.submissions and int(size) + more <= rules.bytes:
        return 0
    return math.ceil((start_of_day(now) + _DAY - now).total_seconds())


_SUMS: Final = (func.count(), func.coalesce(func.sum(col(Submission.size)), 0))


def _since(now: datetime) -> ColumnElement[bool]:
    return col(Submission.received_at) >= start_of_day(now)
