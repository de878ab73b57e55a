"""QML hears only of what is shown otherwise: a second that passes changes nothing on the screen but a countdown."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QMetaMethod, QObject, Signal
from PySide6.QtQml import QmlElement
from PySide6.QtTest import QSignalSpy

from kiosk.booth.call.state import Call
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import decide
from tests.screens.booth_states import CALLS, NOW, OFFLINE, STATES, Screen

QML_IMPORT_NAME = "BoothTests"
QML_IMPORT_MAJOR_VERSION = 1
COUNTDOWNS = {"finishTextChanged", "idleTextChanged"}


@QmlElement
@QmlUncreatable("made by tests")
class Sample(View):
    compared = ("changed", "secondsChanged")
    changed = Signal()
    secondsChanged = Signal()  # noqa: N815 -- QML sees the name

    def __init__(self) -> None:
        super().__init__()
        self.word, self.left = "", 0

    @Property(str, notify=changed)
    def text(self) -> str:
        return self.word

    @Property(int, notify=secondsChanged)
    def seconds(self) -> int:
        return self.left


def test_a_signal_is_sent_only_when_one_of_its_properties_shows_something_else() -> None:
    view, told = Sample(), list[str]()
    view.changed.connect(lambda: told.append(f"changed to {view.text}"))
    view.secondsChanged.connect(lambda: told.append(f"{view.seconds} seconds"))
    view.tell()
    told.clear()
    view.tell()
    assert told == []
    view.word = "a"
    view.tell()
    view.left = 3
    view.tell()
    view.tell()
    assert told == ["changed to a", "3 seconds"]


def test_whoever_hears_of_a_change_may_change_something_again() -> None:
    view, told = Sample(), list[str]()
    view.tell()

    def answer() -> None:
        told.append(view.text)
        if view.text == "a":
            view.word = "b"
            view.tell()

    view.changed.connect(answer)
    view.word = "a"
    view.tell()
    view.tell()
    assert told == ["a", "b"]


def spies(screen: Screen) -> Iterator[tuple[str, QSignalSpy]]:
    """A spy on each signal of each view and of its lists."""
    parts = (screen.parts.typing, screen.parts.call, screen.parts.sign)
    for view in (screen.view, *screen.view.findChildren(QObject), *parts, *screen.parts.call.findChildren(QObject)):
        if isinstance(view, View | QAbstractItemModel) or view in parts:
            described = view.metaObject()
            for number in range(described.methodCount()):
                method = described.method(number)
                own = method.enclosingMetaObject().className() != "QObject"
                if method.methodType() == QMetaMethod.MethodType.Signal and own:
                    name = bytes(method.name().data()).decode()
                    yield f"{described.className()}.{name}", QSignalSpy(view, method)


@pytest.mark.parametrize("state", [*STATES, *CALLS])
def test_after_a_tick_no_view_tells_of_a_change_but_a_countdown(screen: Screen, state: str) -> None:
    shown = screen.show(state)
    call = CALLS[state]()[1] if state in CALLS else Call(online=state not in OFFLINE)
    world = replace(screen.world, online=call.online)
    listening = []
    for _ in range(2):  # the first second may begin a countdown
        shown, _ = decide(shown, ev.Ticked(shown.now_s + 1.0, NOW, in_call=call.active), screen.rules)
        listening = list(spies(screen))
        screen.view.show(shown, call, world)
    assert len(listening) > 40
    heard = {name for name, spy in listening if spy.count() and name.partition(".")[2] not in COUNTDOWNS}
    assert heard == set()


def test_the_countdowns_go_on(screen: Screen) -> None:
    for state, text in (("idle", "idleText"), ("handed-in", "finishText")):
        shown = screen.show(state)
        view = screen.view if state == "idle" else screen.view.handedIn
        before = getattr(view, text)
        for _ in range(3):
            shown, _ = decide(shown, ev.Ticked(shown.now_s + 1.0, NOW, in_call=False), screen.rules)
            screen.view.show(shown, Call(online=True), screen.world)
        assert getattr(view, text) != before
