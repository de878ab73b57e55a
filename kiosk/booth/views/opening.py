"""When staff are there again, in the resident's words."""

from datetime import datetime

from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.procedure import Procedure


def staff_back_at(world: World, at: datetime, procedure: Procedure | None) -> datetime | None:
    """When somebody is there again; None where somebody is, where nobody knows, and while offline.

    Headquarters' counters say it; where they have no hours, the office of the procedure does, or the first to open.
    """
    if not world.online or world.staff_on_duty:
        return None
    if world.opens_at is not None:
        return world.opens_at
    asked = (procedure,) if procedure else tuple(world.rules.procedures.values())
    openings = [office_opens_at(one, at) for one in asked]
    return min((one for one in openings if one), default=None) if all(openings) else None


def office_opens_at(procedure: Procedure, at: datetime) -> datetime | None:
    """When the office of a procedure opens again; None while it is open, or where its file does not say."""
    hours = procedure.office.hours
    return hours.closed_until(at) if hours else None


def told(words: Words, locale: str, opening: datetime) -> str:
    """11月24日（火）8:35, in Japan's time."""
    here = opening.astimezone(JAPAN)
    return words.text(
        locale,
        "opens-when",
        month=words.text(locale, "months").split("|")[here.month - 1],
        day=here.day,
        weekday=words.text(locale, "weekdays").split("|")[here.weekday()],
        time=f"{here.hour}:{here.minute:02}",
    )
