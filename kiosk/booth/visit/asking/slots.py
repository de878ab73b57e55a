"""Rules for a time to come: days, then times of that day, one kept by headquarters; three preferences where it is away.

What is free was said at a moment, so it is asked again when the question comes on the screen, when somebody else was
quicker, and when it is older than `FRESH_S`. A time is kept as long as the visit is at the form (`renewed`). Each form
of a visit keeps one of its own, under a name of its own.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, HandedIn, HandingIn
from kiosk.booth.visit.state import Diary, Rules, Step, Visit, go, stay
from kiosk.procedures import navigation
from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.japanese.opening_hours import Hours, hours
from kiosk.procedures.kinds import slots
from kiosk.procedures.kinds.slots import MOST_PREFERENCES, Kept, Preferred
from kiosk.procedures.shared_form import Refused
from kiosk.protocol.forms import FieldEdited, Source
from kiosk.protocol.identifiers import new_id

FRESH_S: Final = 120.0
"""Free times older than this are asked for again before they are shown."""
CARDS: Final = (6, 6, 3, 3)
"""Days, times or preferences on one screen by text size where there are more; beside them what leads on and back."""
PREFERENCE_DAYS: Final = 20
"""Working days that can be preferred for where nobody says what is free."""
_OFFICE: Final = hours("09:00-17:00")
DAYS: Final = "days"
LATER: Final = "later"
EARLIER: Final = "earlier"


def slot_field(visit: Visit) -> FormField | None:
    """The question for a time that is on the screen now."""
    if visit.form is None or not isinstance(visit.stage, Answering):
        return None
    step = navigation.step_at(visit.form, visit.stage.field)
    item = step.fields[0] if step else None
    return item if item and item.type is FieldType.SLOT else None


def calendar_of(visit: Visit, item: FormField) -> str:
    """Whose times."""
    assert visit.form is not None
    return item.calendar or visit.form.procedure.office.counter


def asked(before: Visit, after: Visit) -> Step:
    """The free times are asked for as soon as the question is on the screen."""
    item = slot_field(after)
    if item is None or slot_field(before) == item:
        return after, ()
    calendar = calendar_of(after, item)
    diary = _of_this_form(after, item)
    if diary.calendar == calendar and diary.known and after.now_s - diary.said_at_s < FRESH_S:
        return replace(after, diary=replace(diary, day=None, first=0, taken=False)), ()
    fresh = Diary(calendar, hold=diary.hold if diary.calendar == calendar else "", of=diary.of)
    return replace(after, diary=fresh), (do.AskSlots(calendar),)


def _of_this_form(visit: Visit, item: FormField) -> Diary:
    """What is known of free times, without the time that another form of the visit keeps or has asked for."""
    diary, form = visit.diary, _form(visit)
    if diary.of == form:
        return diary
    assert visit.form is not None
    answer = visit.form.answers.get(item.id)
    kept = slots.read(answer.value) if answer else None
    hold = kept.hold if isinstance(kept, Kept) and kept.calendar == diary.calendar else ""
    return replace(diary, of=form, hold=hold, asking=False, again_at=None)


def _form(visit: Visit) -> str:
    """Which form of the visit is on the screen."""
    return f"{visit.procedure}/{visit.plan.doing if visit.plan else ''}"


def told(visit: Visit, event: ev.SlotsTold, _rules: Rules) -> Step:
    """What is free now; None: headquarters is away, and preferences are asked for."""
    if event.calendar != visit.diary.calendar:
        return stay(visit)
    diary = replace(visit.diary, known=True, slots=event.slots, place=event.place, said_at_s=visit.now_s, first=0)
    return stay(replace(visit, diary=diary))


def touched(visit: Visit, event: ev.OptionTouched, _rules: Rules) -> Step:
    """A day, a time, a preference, or a card that leads to others."""
    item, diary = slot_field(visit), visit.diary
    if item is None or item.id != event.field or not diary.known:
        return stay(visit)
    match event.option:
        case "days":
            return stay(replace(visit, diary=replace(diary, day=None, first=0)))
        case "later" | "earlier":
            return stay(replace(visit, diary=replace(diary, first=_turned(visit, event.option))))
        case option if diary.slots is None:
            return _preference(visit, item, option)
        case option if diary.day is None:
            day = next((one for one in days(visit) if one.isoformat() == option), None)
            return stay(replace(visit, diary=replace(diary, day=day, first=0, taken=False)) if day else visit)
        case option:
            start = next((one for one in diary.slots if one.isoformat() == option), None)
            if start is None or diary.asking:
                return stay(visit)
            hold = diary.hold or new_id()
            asking = replace(diary, hold=hold, asking=True, field=item.id, of=_form(visit), taken=False)
            return replace(visit, diary=asking), (do.HoldSlot(diary.calendar, hold, start),)


def _turned(visit: Visit, option: str) -> int:
    """How many cards lie before those on the screen after a turn; a second quick touch at the end turns no further."""
    first, (_, earlier, later) = visit.diary.first, on_screen(visit)
    if option == LATER:
        return first + CARDS[visit.text_size] if later else first
    return max(0, first - CARDS[visit.text_size]) if earlier else first


def held(visit: Visit, event: ev.SlotHeld, _rules: Rules) -> Step:
    """The time is kept: it is the answer, also of who pressed つぎへ meanwhile. A renewal changes nothing."""
    diary, item = visit.diary, _waiting(visit)
    if event.hold != diary.hold:
        return stay(visit)
    visit = replace(visit, diary=replace(diary, asking=False, again_at=visit.at + (event.until - visit.at) / 2))
    if item is None or not diary.asking:
        return stay(visit)
    kept = Kept(diary.calendar, event.start.astimezone(JAPAN), event.minutes, event.hold)
    return _answered(visit, item, kept)


def _waiting(visit: Visit) -> FormField | None:
    """The question whose time is on its way, on the screen or not; None where it is another form's by now."""
    if visit.form is None or visit.being_handed_in or visit.diary.of != _form(visit):
        return None
    item = visit.form.procedure.field(visit.diary.field)
    found = item is not None and item.type is FieldType.SLOT and calendar_of(visit, item) == visit.diary.calendar
    return item if found else None


def taken(visit: Visit, event: ev.SlotTaken, _rules: Rules) -> Step:
    """Somebody was quicker, or headquarters is away: said kindly, and asked again."""
    diary = visit.diary
    if event.hold != diary.hold or not diary.asking:
        return stay(visit)
    again = replace(diary, asking=False, taken=event.taken, known=False, day=None, first=0)
    return replace(visit, diary=again), (do.AskSlots(diary.calendar),)


def renewed(visit: Visit) -> Step:
    """Half of the time it is kept for has passed: it is asked for once more, as long as somebody is at the form."""
    kept, diary = _kept(visit), visit.diary
    if kept is None or isinstance(visit.stage, HandingIn | HandedIn) or diary.asking:
        return stay(visit)
    if kept.hold == diary.hold and (diary.again_at is None or visit.at < diary.again_at):
        return stay(visit)
    longer = replace(diary, hold=kept.hold, of=_form(visit), again_at=None)
    return replace(visit, diary=longer), (do.HoldSlot(kept.calendar, kept.hold, kept.start),)


def _kept(visit: Visit) -> Kept | None:
    if visit.form is None or not visit.diary.hold:
        return None
    elsewhere = visit.diary.of != _form(visit)  # somebody came back to this form
    found = (slots.read(answer.value) for answer in visit.form.answers.by_field.values())
    return next((one for one in found if isinstance(one, Kept) and (elsewhere or one.hold == visit.diary.hold)), None)


def _preference(visit: Visit, item: FormField, preference: str) -> Step:
    assert visit.form is not None
    answer = visit.form.answers.get(item.id)
    before = slots.read(answer.value) if answer else None
    preferences = before.preferences if isinstance(before, Preferred) else ()
    if preference in preferences:
        preferences = tuple(one for one in preferences if one != preference)
    elif preference in halves(visit):
        preferences = (*preferences, preference)[-MOST_PREFERENCES:]
    return _answered(visit, item, Preferred(visit.diary.calendar, preferences) if preferences else None)


def _answered(visit: Visit, item: FormField, value: Kept | Preferred | None) -> Step:
    assert visit.form is not None
    said = value.to_json() if value else None
    after = visit.form.apply(FieldEdited(field=item.id, value=said, source=Source.RESIDENT, at=visit.at))
    assert not isinstance(after, Refused)
    stage = visit.stage
    return go(visit, replace(stage, problems=()) if isinstance(stage, Answering) else stage, form=after)


# -- what is on the screen ---------------------------------------------------------------------------------------------


def days(visit: Visit) -> tuple[date, ...]:
    """The days with a free time."""
    return tuple(dict.fromkeys(one.astimezone(JAPAN).date() for one in visit.diary.slots or ()))


def halves(visit: Visit) -> tuple[str, ...]:
    """The half days that can be preferred for: of working days from tomorrow, by the office's hours."""
    assert visit.form is not None
    office: Hours = visit.form.procedure.office.hours or _OFFICE
    ahead = (visit.today + timedelta(days=number) for number in range(1, 2 * PREFERENCE_DAYS))
    open_days = [day for day in ahead if office.serves_on(day)][:PREFERENCE_DAYS]
    return tuple(f"{day.isoformat()} {half}" for day in open_days for half in ("am", "pm"))


def on_screen(visit: Visit) -> tuple[tuple[str, ...], bool, bool]:
    """The options on the screen, and whether there are earlier and later ones."""
    diary = visit.diary
    if not diary.known:
        return (), False, False
    if diary.slots is None:
        every = halves(visit)
    elif diary.day is None:
        every = tuple(day.isoformat() for day in days(visit))
    else:
        every = tuple(one.isoformat() for one in diary.slots if one.astimezone(JAPAN).date() == diary.day)
    most = CARDS[visit.text_size]
    if len(every) <= most + (diary.day is None) and not diary.first:
        return every, False, False
    part = every[diary.first : diary.first + most]
    return part, diary.first > 0, diary.first + most < len(every)
