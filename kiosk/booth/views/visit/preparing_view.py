"""What to have at hand before the first question: papers and cards, with their pictures."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.visit.errands import at_hand
from kiosk.booth.visit.stages import Preparing
from kiosk.booth.visit.state import Visit
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class PaperCard:
    """One paper or card; `hint` says who needs it."""

    label: str
    hint: str
    icon: str


@QmlElement
@QmlUncreatable("made by the booth")
class PreparingView(View):
    """The papers of one procedure."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._papers = Rows(PaperCard, self)
        self._title = ""
        self._part, self._parts = 1, 1

    def show(self, visit: Visit) -> None:
        """Show the papers of the procedure chosen."""
        form = visit.form
        if not isinstance(visit.stage, Preparing) or form is None:
            return
        now = at_hand(visit, visit.stage)
        self._papers.show(tuple(
            PaperCard(
                paper.label.in_(visit.locale), paper.hint.in_(visit.locale) if paper.hint else "", paper.icon
            )
            for paper in now.papers
        ))  # fmt: skip
        self._part, self._parts = now.number, now.total
        self._title = form.procedure.title.in_(visit.locale)
        self.tell()

    @Property(Rows, constant=True)
    def papers(self) -> Rows:
        """Roles label, hint, icon."""
        return self._papers

    @Property(str, notify=changed)
    def procedure(self) -> str:
        """住民票の写し."""
        return self._title

    @Property(int, notify=changed)
    def part(self) -> int:
        """Which part of the papers is on the screen, from 1."""
        return self._part

    @Property(int, notify=changed)
    def parts(self) -> int:
        """How many screens the papers take."""
        return self._parts
