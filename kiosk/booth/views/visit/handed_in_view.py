"""After handing in: the number to keep, what stays here, what was wiped, what happens next."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.opening import told
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import HandedIn
from kiosk.booth.visit.state import Visit
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures.kinds import slots
from kiosk.procedures.words import words

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

_SLIP_PROBLEMS: Final = {
    ProblemKind.NO_PAPER: "slip-failed-no-paper",
    ProblemKind.JAMMED: "slip-failed-jammed",
    ProblemKind.OPEN: "slip-failed-open",
    ProblemKind.OLDER_JOB: "slip-failed-busy",
    ProblemKind.ABSENT: "slip-failed",
    ProblemKind.OFFLINE: "slip-failed",
    ProblemKind.TIMEOUT: "slip-failed",
    ProblemKind.DISK_FULL: "slip-failed",
}


@QmlElement
@QmlUncreatable("made by the booth")
class HandedInView(View):
    """The number of what was handed in: one application, or several of one visit."""

    compared = ("changed", "finishTextChanged")
    changed = Signal()
    finishTextChanged = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._stage = HandedIn()
        self._visit = Visit()
        self._titles: tuple[str, ...] = ()
        self._online = False

    def show(self, visit: Visit, world: World) -> None:
        """Show the numbers; any other stage forgets them."""
        self._stage = visit.stage if isinstance(visit.stage, HandedIn) else HandedIn()
        self._visit, self._online = visit, world.online
        titles = {name: one.title.in_(visit.locale) for name, one in world.rules.procedures.items()}
        self._titles = tuple(titles.get(one.procedure, one.procedure) for one in self._stage.applications)
        self.tell()

    @Slot()
    def registerTap(self) -> None:
        """とうろくする: this card finds the application again."""
        self._turn(ev.RegisterTapChosen())

    @Slot()
    def finish(self) -> None:
        """おわる, or つぎの手続きへ."""
        self._turn(ev.ForwardPressed() if self.goesOn else ev.FinishPressed())

    @Slot()
    def close(self) -> None:
        """おわって 控えを もらう: no more of the list is done here today."""
        self._turn(ev.FinishPressed())

    def _say(self, key: str, **values: object) -> str:
        return self._words.text(self._visit.locale, key, **values)

    @property
    def _how(self) -> str:
        if self._stage.applications and self._stage.all_received:
            return "received"
        return "sending" if self._online else "offline"

    @Property(str, notify=changed)
    def title(self) -> str:
        """受け付けました, or お預かりしました."""
        return self._say(f"handed-in-{self._how}")

    @Property(str, notify=changed)
    def detail(self) -> str:
        """What happens next, and when, where the office is closed now."""
        detail = self._say(f"handed-in-{self._how}-detail")
        opening = self._stage.opens_at
        if opening is None:
            return detail
        return detail + self._say("handed-in-office", when=told(self._words, self._visit.locale, opening))

    @Property(str, notify=changed)
    def reference(self) -> str:
        """控え番号."""
        return self._stage.reference

    @Property(str, notify=changed)
    def receiptText(self) -> str:
        """受付番号 of the one application, when it comes; of several, how many have arrived."""
        stage = self._stage
        if len(stage.applications) > 1:
            return self._say("received-of", count=len(stage.applications), received=stage.received)
        if stage.receipt_number is None:
            return self._say("receipt-later")
        return self._say("receipt-number") + f"　{stage.receipt_number}"

    @Property(bool, notify=changed)
    def received(self) -> bool:
        """Headquarters has everything."""
        return self._how == "received"

    @Property(str, notify=changed)
    def together(self) -> str:
        """What the one number stands for, where that are several applications."""
        return words(self._visit.locale)["between"].join(self._titles) if len(self._titles) > 1 else ""

    @Property(str, notify=changed)
    def comingText(self) -> str:
        """When and where the resident is expected, or that staff will say so; empty where nothing was booked."""
        locale = self._visit.locale
        told = (
            slots.coming(one.coming, one.place, one.receipt_number is not None, locale)
            for one in self._stage.applications
            if one.coming
        )
        return "\n".join(told)

    @Property(str, notify=changed)
    def slipText(self) -> str:
        """What the printer does, and what to do when no paper comes."""
        problem = self._stage.slip_problem
        listed = "-list" if self._stage.remaining and self._stage.slip in ("printing", "printed") else ""
        return self._say(_SLIP_PROBLEMS[problem] if problem else f"slip-{self._stage.slip}{listed}")

    @Property(bool, notify=changed)
    def slipFailed(self) -> bool:
        """No paper comes."""
        return self._stage.slip == "failed"

    @Property(bool, notify=changed)
    def tapOffered(self) -> bool:
        """Headquarters has the application, and a card that can find it again lies there."""
        visit, stage = self._visit, self._stage
        able = visit.card_in and visit.certificates.auth is True and visit.tries.auth != 0
        known = self.received and stage.slip != "later"
        return able and self._online and known and stage.tap != "registered"

    @Property(str, notify=changed)
    def tap(self) -> str:
        """Empty, registered or failed."""
        return self._stage.tap

    @Property(str, notify=changed)
    def tapText(self) -> str:
        """The offer, or how it ended."""
        if self._stage.tap == "failed" and self._stage.tap_code:
            return self._say("tap-failed-code", code=self._stage.tap_code)
        return self._say(f"tap-{self._stage.tap or 'offer'}")

    @Property(str, notify=changed)
    def keptText(self) -> str:
        """What stays at the booth."""
        if self.received:
            return self._say("kept-nothing")
        waiting = len(self._stage.applications) - self._stage.received
        return self._say("kept-sealed-several", count=waiting) if waiting > 1 else self._say("kept-sealed")

    @Property(bool, notify=changed)
    def goesOn(self) -> bool:
        """More of a life event can be done here: what was written is still needed."""
        return self._visit.plan is not None

    @Property(bool, notify=changed)
    def cardIn(self) -> bool:
        """The card still lies there."""
        return self._visit.card_in

    @Property(str, notify=finishTextChanged)
    def finishText(self) -> str:
        """おわる（30秒）, or つぎの手続きへ."""
        if self.goesOn:
            return self._say("next-procedure")
        left = max(0, math.ceil(self._stage.finish_at_s - self._visit.now_s))
        return self._say("finish-in", count=left) if left and self._stage.finish_at_s else self._say("finish")
