"""What to have at hand before the first question: papers and cards, with their pictures."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.visit.stages import Preparing
from kiosk.booth.visit.state import Visit
from kiosk.procedures import navigation
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

    def show(self, visit: Visit) -> None:
        """Show the papers of the procedure chosen."""
        form = visit.form
        if not isinstance(visit.stage, Preparing) or form is None:
            return
        self._papers.show(tuple(
            PaperCard(
                paper.label.in_(visit.locale), paper.hint.in_(visit.locale) if paper.hint else "", paper.icon
            )
            for paper in navigation.papers(form)
        ))  # fmt: skip
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
