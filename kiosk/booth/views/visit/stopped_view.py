"""Where a form ends kindly: which procedure it was, and why staff go on from here."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.visit.stages import Stopped
from kiosk.booth.visit.state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class StoppedView(View):
    """The words of one stop of the procedure file."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kicker = ""
        self._text = ""

    def show(self, visit: Visit) -> None:
        """Show the stop the form came to; any other stage says nothing."""
        self._kicker, self._text = "", ""
        if isinstance(visit.stage, Stopped) and visit.form:
            procedure, stop = visit.form.procedure, visit.stage.stop
            self._kicker = procedure.title.in_(visit.locale)
            self._text = next((one.say.in_(visit.locale) for one in procedure.stops if one.id == stop), "")
        self.tell()

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """The procedure's name."""
        return self._kicker

    @Property(str, notify=changed)
    def text(self) -> str:
        """Why staff go on from here."""
        return self._text
