"""The calls in which an application was filled in, and what was away in them: a booth serves one visit at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from sqlmodel import col, select

from kiosk.headquarters.cases.views import CaseBreak, CaseCall
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.tables import CallBreak, CallRecord, CaseFile, StaffAccount

_LONGEST_VISIT: Final = timedelta(hours=4)
_WORDS: Final = {
    "booth_line": "端末の回線が切れていました",
    "console_line": "職員の画面の回線が切れていました",
    "headquarters": "本庁のサーバーが止まっていました（通話は続いていました）",
    "booth_media": "職員の映像と声が端末に届いていませんでした",
    "console_media": "端末の映像と声が職員に届いていませんでした",
    "booth_camera": "端末のカメラが使えませんでした",
    "booth_microphone": "端末のマイクが使えませんでした",
    "booth_speaker": "端末のスピーカーが使えませんでした",
    "booth_voice": "端末のマイクがミュートになっていました",
    "console_camera": "職員のカメラが使えませんでした",
    "console_microphone": "職員のマイクが使えませんでした",
    "console_speaker": "職員のスピーカーが使えませんでした",
    "console_voice": "職員のマイクがミュートになっていました",
}
"""By `kiosk.headquarters.calls.breaks.What`."""


def of_booth(connection: Connection, row: CaseFile) -> list[CaseCall]:
    """The answered calls of the booth in the hours before it made this application, oldest first."""
    query = (
        select(CallRecord, col(StaffAccount.name))
        .outerjoin(StaffAccount, col(StaffAccount.staff_id) == col(CallRecord.staff_id))
        .where(
            col(CallRecord.booth_id) == row.booth_id,
            col(CallRecord.answered_at).between(row.created_at - _LONGEST_VISIT, row.created_at),
        )
        .order_by(col(CallRecord.answered_at))
    )
    calls = read(connection, query)
    ids = [call.call_id for call, _ in calls]
    found = select(CallBreak).where(col(CallBreak.call_id).in_(ids)).order_by(col(CallBreak.began_at))
    breaks = read(connection, found) if ids else []
    return [_shown(call, name or "", [one for one in breaks if one.call_id == call.call_id]) for call, name in calls]


def going_on(calls: Sequence[CaseCall], since: datetime | None) -> tuple[CaseCall, ...]:
    """Those that had not ended at `since`, when the first answer was given; none where that is not known."""
    if since is None:
        return ()
    return tuple(call for call in calls if call.ended_at is None or call.ended_at >= since)


def _shown(call: CallRecord, name: str, breaks: Sequence[CallBreak]) -> CaseCall:
    assert call.answered_at is not None, "asked for by its answer"
    told = tuple(
        CaseBreak(
            at=one.began_at,
            seconds=round((one.ended_at - one.began_at).total_seconds()),
            words=_WORDS.get(one.what, "別の版での記録です"),
        )
        for one in breaks
    )
    return CaseCall(at=call.answered_at, ended_at=call.ended_at, who=name, breaks=told)
