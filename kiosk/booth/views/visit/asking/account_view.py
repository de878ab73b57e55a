"""The question about an account: one part a screen, with tabs that show all that was said."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.visit.asking import account_rows
from kiosk.booth.views.visit.asking.account_rows import PartTab
from kiosk.booth.views.visit.asking.question_rows import OptionCard
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering
from kiosk.booth.visit.state import Visit
from kiosk.procedures import parts
from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.account import Account, Part, from_json

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class AccountView(View):
    """The part of an account on the screen, as the visit says; empty while another kind of question is.

    Attributes:
        part: the part on the screen.
    """

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], None],
        turn: Callable[[ev.Event], None],
        typing: TypingView,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._turn = turn
        self._typing = typing
        self._words = words
        self._item: FormField | None = None
        self._account = Account()
        self._locale = "ja"
        self._tabs = Rows(PartTab, self)
        self.part = ""

    def show(self, item: FormField | None, visit: Visit) -> None:
        """Show the part of this question the visit is at, nothing where it has none."""
        stage, form, self._locale = visit.stage, visit.form, visit.locale
        asked = item and form and isinstance(stage, Answering)
        self.part = parts.part_now(form, item.id, stage.part) if item and form and isinstance(stage, Answering) else ""
        self._item = item if asked and self.part else None
        answer = form.answers.get(item.id) if form and self._item and item else None
        self._account = (from_json(answer.value) if answer else None) or Account()
        self._tabs.show(account_rows.tabs(self._account, self.part, self._say) if self.part else ())
        if self._item:
            self._show_board(self._item)
        self.tell()

    def _show_board(self, item: FormField) -> None:
        typed = self.part in account_rows.TYPED
        self._typing.show(item if typed else None, self._account.said(self.part), self._locale, self.part)
        if self.kind == "picking":
            picking, local = self._typing.picking, self._typing.local
            key = f"{item.id} {self.part} {self._account.bank if self.part == Part.BRANCH else ''}"
            found = account_rows.source(self._account, self.part, local.banks)
            picking.show(key, found, self._account.said(self.part), self.give)

    def _say(self, key: str) -> str:
        return self._words.text(self._locale, key)

    def cards(self) -> tuple[OptionCard, ...]:
        """The answers of a part that is chosen from a few."""
        return account_rows.cards(self._item, self._account, self.part, self._say) if self._item else ()

    def give(self, said: str) -> None:
        """One card, or one entry of a list."""
        if self._item is not None:
            self._post(ev.PartGiven(self._item.id, self.part, said))

    @Slot(str)
    def open(self, part: str) -> None:
        """One tab."""
        if self._item is not None:
            self._turn(ev.PartOpened(self._item.id, part))

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """choice, picking or typing; empty where no account is asked."""
        return account_rows.way_of(self.part) if self.part else ""

    @property
    def title(self) -> str:
        """The question, where it is not the one of the procedure itself."""
        return self._say(f"account-title-{self.part}") if self.part not in ("", Part.WAY) else ""

    @property
    def advice(self) -> str:
        """One sentence that helps with this part."""
        return self._say(f"account-advice-{self.part}")

    @Property(Rows, constant=True)
    def tabs(self) -> Rows:
        """Roles part, label, text, now, open."""
        return self._tabs

    @Property(int, notify=changed)
    def tabCount(self) -> int:
        """How many parts are shown above the question."""
        return len(self._tabs.rows)
