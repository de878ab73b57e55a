"""What a question for a time offers to touch: days, times of one day, or preferences where headquarters is away."""

from datetime import date, datetime

from kiosk.booth.views.visit.asking.question_rows import OptionCard
from kiosk.booth.views.words import Words
from kiosk.booth.visit.asking import slots as rules
from kiosk.booth.visit.state import Visit
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds import slots
from kiosk.procedures.kinds.slots import Kept, Preferred


def slot_cards(visit: Visit, words: Words) -> tuple[OptionCard, ...]:
    """The cards of now; none while it is not known what is free."""
    if rules.slot_field(visit) is None:
        return ()
    part, earlier, later = rules.on_screen(visit)
    cards = [_card(visit, option, words) for option in part]
    if visit.diary.day is not None:
        cards.append(OptionCard(rules.DAYS, words.text(visit.locale, "slot-days"), "", "calendar_month", chosen=False))
    if earlier:
        cards.append(
            OptionCard(rules.EARLIER, words.text(visit.locale, "slot-earlier"), "", "arrow_back", chosen=False)
        )
    if later:
        cards.append(OptionCard(rules.LATER, words.text(visit.locale, "slot-later"), "", "arrow_forward", chosen=False))
    return tuple(cards)


def slot_title(visit: Visit, words: Words) -> str:
    """The question once a day is chosen; empty before."""
    day = visit.diary.day
    if rules.slot_field(visit) is None or day is None:
        return ""
    return words.text(visit.locale, "slot-times", day=slots.day_text(day, visit.locale))


def slot_advice(visit: Visit, words: Words) -> str:
    """What is special about the times on the screen; empty where nothing is."""
    diary = visit.diary
    if rules.slot_field(visit) is None:
        return ""
    if diary.asking or not diary.known:
        return words.text(visit.locale, "slot-taken" if diary.taken else "slot-asking")
    if diary.slots is None:
        return words.text(visit.locale, "slot-preferences")
    if not diary.slots:
        return words.text(visit.locale, "slot-none")
    if diary.taken:
        return words.text(visit.locale, "slot-taken")
    return words.text(visit.locale, "slot-place", place=diary.place) if diary.place else ""


def _card(visit: Visit, option: str, words: Words) -> OptionCard:
    said, locale = _said(visit), visit.locale
    if visit.diary.slots is None:
        number = said.preferences.index(option) + 1 if isinstance(said, Preferred) and option in said.preferences else 0
        hint = words.text(locale, "slot-choice", n=number) if number else ""
        return OptionCard(option, slots.preference_text(option, locale), hint, "calendar_month", chosen=bool(number))
    kept = said.start.astimezone(JAPAN) if isinstance(said, Kept) else None
    if visit.diary.day is None:
        day = date.fromisoformat(option)
        free = sum(one.astimezone(JAPAN).date() == day for one in visit.diary.slots)
        hint = words.text(locale, "slot-free", count=free)
        chosen = bool(kept and kept.date() == day)
        return OptionCard(option, slots.day_text(day, locale), hint, "calendar_month", chosen)
    start = datetime.fromisoformat(option)
    return OptionCard(option, slots.time_text(start, locale), "", "schedule", chosen=kept == start)


def _said(visit: Visit) -> Kept | Preferred | None:
    item = rules.slot_field(visit)
    answer = visit.form.answers.get(item.id) if visit.form and item else None
    return slots.read(answer.value) if answer else None
