"""Opens the booth's window: engine, icons, words, fonts, and every touch counted as somebody being there."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow
from typing_extensions import override

from kiosk.booth.settings import ScreenSettings
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.icons import IconImages
from kiosk.booth.views.letters import fonts
from kiosk.booth.views.letters.name_text import NameText
from kiosk.booth.views.letters.ruby_text import RubyText

UI: Final = Path(__file__).parents[1] / "ui"
FAMILY: Final = "BIZ UDPGothic"
FONT_FILES: Final = (
    Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf"),
    Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf"),
)
DRAWN_FOR: Final = (476.0, 268.0)
"""Millimetres of the smallest screen that shows every page at full size; smaller ones are shown smaller as a whole."""
QML_TYPES: Final = (NameText, RubyText)
"""Items QML makes by name; importing them registers them."""


class WindowNotOpened(Exception):
    """The window's QML could not be loaded; the text says where."""


class _Touches(QObject):
    """Sees every press before the page does."""

    def __init__(self, view: BoothView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress):
            self._view.touched()
        return False


def pixels_per_mm(settings: ScreenSettings) -> float:
    """Pixels for one millimetre of the design: true millimetres on every screen large enough."""
    wide, high = DRAWN_FOR
    true = settings.width_px / settings.width_mm
    return min(true, settings.width_px / wide, settings.height_px / high)


def open_window(view: BoothView, settings: ScreenSettings) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """Load ``Main.qml`` around `view` and show it; raise `WindowNotOpened`. A `QGuiApplication` must be there."""
    _load_fonts()
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    view.translator.install()
    application.setFont(QFont(FAMILY))
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(UI))
    engine.addImageProvider("icon", IconImages())
    view.localeChanged.connect(engine.retranslate)
    engine.setInitialProperties({
        "booth": view,
        "mm": pixels_per_mm(settings),
        "low": settings.low,
        "width": settings.width_px,
        "height": settings.height_px,
    })  # fmt: skip
    troubles: list[str] = []
    engine.warnings.connect(lambda found: troubles.extend(str(item.toString()) for item in found))
    engine.load(QUrl.fromLocalFile(str(UI / "Main.qml")))
    roots = engine.rootObjects()
    if not roots:
        raise WindowNotOpened("\n".join(troubles) or "Main.qml gave no window")
    window = roots[0]
    assert isinstance(window, QQuickWindow)
    window.installEventFilter(_Touches(view, window))
    if settings.full_screen:
        window.showFullScreen()
    else:
        window.show()
    return engine, window


def compile_pages(engine: QQmlApplicationEngine) -> None:
    """Compile every page behind the one that is shown: the first turn to a page is then as quick as any."""
    for path in sorted([*(UI / "pages").glob("*.qml"), *(UI / "overlays").glob("*.qml")]):
        url = QUrl.fromLocalFile(str(path))
        QQmlComponent(engine, url, QQmlComponent.CompilationMode.Asynchronous, engine)


def _load_fonts() -> None:
    fonts.put_beside()
    if FAMILY in QFontDatabase.families():
        return
    for path in FONT_FILES:
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
