"""Which lines of the review are on the screen, and turning to the others."""

from dataclasses import replace
from typing import Final

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import entering
from kiosk.booth.visit.languages import with_readings
from kiosk.booth.visit.stages import Reviewing
from kiosk.booth.visit.state import Rules, Step, Visit, stay
from kiosk.procedures import navigation, review
from kiosk.procedures.review import ReviewRow
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass

LINES: Final = (6, 5, 4, 4)
"""Lines on one screen by text size; one fewer where words carry readings, and one where a notice stands below."""


@dataclass(frozen=True)
class ReviewScreen:
    """The lines on the screen: part `number` (from 1) of `total`, each with room for `most` lines."""

    rows: tuple[ReviewRow, ...]
    number: int
    total: int
    most: int


def on_screen(visit: Visit) -> ReviewScreen:
    """The part of the review with the line that was touched or found wrong last; without one the first part.

    Example:
        16 lines at the usual size are three parts of 6, 6 and 4. After なおす on the 8th line the second part is shown
        again; with the largest letters that line is in the second of four.
    """
    form = visit.form
    readings = with_readings(visit.locale, form.procedure if form else None)
    noticed = form is not None and bool(navigation.notices(form))
    most = LINES[visit.text_size] - readings - noticed
    rows = _lines(form, visit.locale) if form is not None and isinstance(visit.stage, Reviewing) else ()
    at = next((place for place, row in enumerate(rows) if row.line == visit.review_line), 0)
    part = at // most
    return ReviewScreen(rows[part * most : (part + 1) * most], part + 1, max(1, -(-len(rows) // most)), most)


def turned(visit: Visit, event: ev.ReviewTurned, _rules: Rules) -> Step:
    """The next part or the one before; none where there is none."""
    if visit.form is None or not isinstance(visit.stage, Reviewing):
        return entering.turned(visit, event)
    now = on_screen(visit)
    part = now.number - 1 + (1 if event.down else -1)
    if not 0 <= part < now.total:
        return stay(visit)
    return stay(replace(visit, review_line=_lines(visit.form, visit.locale)[part * now.most].line))


def _lines(form: SharedForm, locale: str) -> tuple[ReviewRow, ...]:
    return review.lines(review.rows(form, locale))
