"""What whoever keeps a shelter's desk sees: the pad of the code, the numbers, the list to look families up in."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.shelter import desk as stages
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.desk import Desk
from kiosk.booth.shelter.lock import CODE_DIGITS
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.shelter.desk_rows import LINES, FamilyRow, NumberRow, listed_rows, number_rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from kiosk.shelter import lists

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1
_MOST_NAMED: Final = 3
"""Booths named on the page; of more it says how many."""


@QmlElement
@QmlUncreatable("made by the booth")
class DeskView(View):
    """Presses of the code go straight into the pad's buffer."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        turn: Callable[[ev.Event], None],
        pad: PinPad,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._turn = turn
        self._pad = pad
        self._words = words
        self._desk = Desk()
        self._locale, self._size = "ja", 0
        self._families = Rows(FamilyRow, self)
        self._numbers = Rows(NumberRow, self)

    def show(self, visit: Visit, desk: Desk) -> None:
        """Show the desk of now."""
        self._desk, self._locale, self._size = desk, visit.locale, visit.text_size
        stage = desk.stage
        first = stage.first if isinstance(stage, stages.Looking) else 0
        self._families.show(listed_rows(desk.found[first : first + self._lines], self._say))
        self._numbers.show(number_rows(desk.told, self._say) if isinstance(stage, stages.AtDesk) else ())
        self.tell()

    def _say(self, key: str, **values: object) -> str:
        return self._words.text(self._locale, key, **values)

    @property
    def _lines(self) -> int:
        return LINES[self._size]

    @Property(int, notify=changed)
    def lines(self) -> int:
        """How many families fit."""
        return self._lines

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(int)
    def press(self, digit: int) -> None:
        """One digit of the code."""
        if self._pad.count < CODE_DIGITS and isinstance(self._desk.stage, stages.EnteringCode | stages.Ending):
            self._pad.press(digit)
            self.tell()

    @Slot()
    def erase(self) -> None:
        """The last digit back."""
        self._pad.erase()
        self.tell()

    @Slot(str, str)
    def go(self, household: str, where: str) -> None:
        """出る or もどる for a family."""
        self._turn(ev.WhereChosen("in" if where == "in" else "out", household))

    @Slot()
    def forward(self) -> None:
        """開く, おわる: with the code."""
        if self._pad.count == CODE_DIGITS:
            self._turn(ev.EndChosen() if isinstance(self._desk.stage, stages.Ending) else ev.CodeEntered())

    @Slot()
    def look(self) -> None:
        """さがす."""
        self._turn(ev.LookChosen())

    @Slot(str)
    def row(self, key: str) -> None:
        """One letter."""
        self._post(ev.RowChosen(key))

    @Slot(bool)
    def turnList(self, down: bool) -> None:
        """▲ ▼."""
        self._post(ev.Turned(down, self._lines))

    @Slot(str)
    def print(self, what: str) -> None:
        """Print a list."""
        self._turn(ev.PrintChosen("desk" if what == "desk" else "told" if what == "told" else "counts"))

    @Slot()
    def exchange(self) -> None:
        """USBで そろえる."""
        self._turn(ev.ExchangeChosen())

    @Slot()
    def end(self) -> None:
        """避難所を おわる."""
        self._turn(ev.EndChosen())

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(int, constant=True)
    def codeDigits(self) -> int:
        """Digits of the code."""
        return CODE_DIGITS

    @Property(int, notify=changed)
    def count(self) -> int:
        """Digits of the code that were entered."""
        return self._pad.count

    @Property(bool, notify=changed)
    def ending(self) -> bool:
        """Whether the code is to end the shelter."""
        return isinstance(self._desk.stage, stages.Ending)

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the code is for."""
        if self.ending:
            return self._say("shelter-code-end")
        opens = isinstance(self._desk.stage, stages.EnteringCode) and self._desk.stage.opens
        return self._say("shelter-code-open" if opens else "shelter-code-desk")

    @Property(str, notify=changed)
    def text(self) -> str:
        """What to do now, or what came of the last touch."""
        match self._desk.stage:
            case stages.Ending():
                return self._say("shelter-code-end-text")
            case stages.AtDesk(said=said, count=count, booths=booths) if said:
                key = "refused" if said.startswith("refused") else said
                came = self._say(f"shelter-said-{key}", count=count)
                return f"{came}\n{self._handed(booths)}" if booths else came
            case stages.AtDesk():
                return ""
            case _:
                return self._say("shelter-code-text")

    def _handed(self, booths: tuple[str, ...]) -> str:
        more = [f"+{len(booths) - _MOST_NAMED}"] if len(booths) > _MOST_NAMED else []
        return self._say("shelter-handed-to", booths=", ".join([*booths[:_MOST_NAMED], *more]))

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What was wrong with the code; empty while nothing was."""
        stage = self._desk.stage
        if not isinstance(stage, stages.EnteringCode):
            return ""
        left_s = stage.wait_until_s - self._desk.now_s
        if left_s > 0:
            return self._say("shelter-code-wait", count=round(left_s))
        return self._say("shelter-code-wrong") if stage.wrong else ""

    @Property(str, notify=changed)
    def peopleText(self) -> str:
        """84人 36世帯."""
        told = self._desk.told
        if told is None:
            return ""
        return self._say("shelter-desk-people", people=told.bands.people, families=told.families)

    @Property(str, notify=changed)
    def outText(self) -> str:
        """外に 出ている 2世帯."""
        told = self._desk.told
        return self._say("shelter-desk-out", count=told.out) if told else ""

    @Property(str, notify=changed)
    def chosenRow(self) -> str:
        """The letter whose families are shown."""
        return self._desk.stage.row if isinstance(self._desk.stage, stages.Looking) else ""

    @Property(list, notify=changed)
    def letters(self) -> list[str]:
        """The letters under which somebody is found."""
        if self._desk.register is None:
            return []
        there = lists.rows_with(self._desk.register)
        return [key for key in lists.EVERY if key in there]

    @Property(bool, notify=changed)
    def hasUp(self) -> bool:
        """There are lines before."""
        return isinstance(self._desk.stage, stages.Looking) and self._desk.stage.first > 0

    @Property(bool, notify=changed)
    def hasDown(self) -> bool:
        """There are lines after."""
        stage = self._desk.stage
        return isinstance(stage, stages.Looking) and stage.first + self._lines < len(self._desk.found)

    @Property(Rows, constant=True)
    def families(self) -> Rows:
        """Roles household, title, detail, whereabouts, whereaboutsText."""
        return self._families

    @Property(Rows, constant=True)
    def numbers(self) -> Rows:
        """Roles kind, label, number."""
        return self._numbers
