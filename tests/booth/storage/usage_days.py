"""Something to write into the store and to read again: days on which something was handed in."""

from collections.abc import Callable

from sqlmodel import Session, select

from kiosk.booth.storage.tables import UsageRow


def add(day: str) -> Callable[[Session], None]:
    return lambda session: session.add(UsageRow(day=day, what="handed_in", count=1))


def days(session: Session) -> list[str]:
    return sorted(session.exec(select(UsageRow.day)).all())
