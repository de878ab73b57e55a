"""The welcome screen: the day's question, its big answers, and whether staff are there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.fitness import Talk
from kiosk.booth.views.opening import staff_back_at, told
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.state import Visit
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1
_BROKEN: Final = (Talk.UNHEARD, Talk.NONE)


@dataclass(frozen=True)
class GroupCard:
    """One of the big answers."""

    group: str
    title: str
    hint: str
    icon: str


@dataclass(frozen=True)
class Availability:
    """What is honestly said about staff: `state` is free, busy, nobody, offline or broken."""

    state: str
    title: str
    detail: str


def availability(world: World, words: Words, visit: Visit) -> Availability:
    """Whether staff can be talked to now, in words; where nobody can, when again."""
    locale = visit.locale
    if world.talk in _BROKEN:
        detail = words.text(locale, "staff-offline-detail")
        if world.elsewhere:
            detail = words.text(locale, "staff-broken-elsewhere", where=world.elsewhere)
        return Availability("broken", words.text(locale, "staff-broken"), detail)
    if not world.online:
        return Availability("offline", words.text(locale, "staff-offline"), words.text(locale, "staff-offline-detail"))
    if not world.staff_on_duty:
        back_at = staff_back_at(world, visit.at, visit.form.procedure if visit.form else None)
        detail = (
            words.text(locale, "staff-nobody-until", when=told(words, locale, back_at))
            if back_at
            else words.text(locale, "staff-nobody-detail")
        )
        return Availability("nobody", words.text(locale, "staff-nobody"), detail)
    state = "free" if world.staff_free else "busy"
    detail = words.text(locale, "staff-waiting", count=world.waiting)
    if world.talk is Talk.VOICE and state == "free":
        detail = words.text(locale, "staff-voice-only")
    return Availability(state, words.text(locale, f"staff-{state}"), detail)


def subtitle(world: World, words: Words, locale: str) -> str:
    """How to begin; or what does not work here today and what to do instead, the gravest first.

    Before all that: what became of a visit that was cut off.
    """
    if world.interrupted:
        return words.text(locale, "welcome-interrupted")
    if world.talk in _BROKEN:
        key = "welcome-broken-elsewhere" if world.elsewhere else "welcome-broken"
        return words.text(locale, key, where=world.elsewhere)
    if not world.card:
        return words.text(locale, "welcome-no-card")
    return words.text(locale, "welcome-subtitle" if world.paper else "welcome-no-slip")


@QmlElement
@QmlUncreatable("made by the booth")
class WelcomeView(View):
    """The answers and the staff's availability."""

    changed = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._groups = Rows(GroupCard, self)
        self._staff = Availability("offline", "", "")
        self._subtitle = ""

    def show(self, visit: Visit, world: World) -> None:
        """Show the groups and the staff of now in the visit's language."""
        self._groups.show(tuple(
            GroupCard(
                group.id,
                group.title.in_(visit.locale),
                group.hint.in_(visit.locale) if group.hint else "",
                group.icon,
            )
            for group in world.groups
        ))  # fmt: skip
        self._staff = availability(world, self._words, visit)
        self._subtitle = subtitle(world, self._words, visit.locale)
        self.tell()

    @Slot(str)
    def choose(self, group: str) -> None:
        """One answer was touched."""
        self._turn(ev.GroupChosen(group))

    @Property(Rows, constant=True)
    def groups(self) -> Rows:
        """Roles group, title, hint, icon."""
        return self._groups

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """押すと始まります, or what does not work today."""
        return self._subtitle

    @Property(str, notify=changed)
    def staffState(self) -> str:
        """free, busy, nobody, offline or broken."""
        return self._staff.state

    @Property(str, notify=changed)
    def staffTitle(self) -> str:
        """いま 職員と話せます."""
        return self._staff.title

    @Property(str, notify=changed)
    def staffDetail(self) -> str:
        """待っている人 0人."""
        return self._staff.detail
