"""Reads a screen as an inspector does: which texts are cut, which overlap, which touch targets are too small."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

SLACK = 3.0
"""Pixels a text may stick out: rounding, and the air above and below the glyphs."""

LEAST_MM = 1.5
"""Between the words of a button and its edge."""

OVERLAYS = ("idle", "menu", "callPage")
"""What may lie over the page, the foremost first."""


@dataclass(frozen=True)
class SeenText:
    """One text on the screen: what, where its ink box is, and whether it was cut or drawn too small."""

    text: str
    rect: QRectF
    pixels: float
    cut: str
    owner: QQuickItem


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible item from the back to the front."""
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if item.isVisible() and item.opacity() != 0:
            yield item
            waiting.extend(reversed(item.childItems()))


def scene(item: QQuickItem) -> QRectF:
    """The item's box on the screen."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def front(window: QQuickWindow) -> QQuickItem:
    """What lies in front: an overlay when there is one, else the whole screen."""
    loaded: dict[str, QQuickItem] = {}
    for item in items(window.contentItem()):
        name = item.objectName()
        if name in OVERLAYS and item.childItems():
            loaded.setdefault(name, item)
    return next((loaded[name] for name in OVERLAYS if name in loaded), window.contentItem())


def texts(window: QQuickWindow) -> list[SeenText]:
    """Every text that is on the screen."""
    found = []
    for item in items(front(window)):
        text = item.property("text")
        if not isinstance(text, str) or not text.strip() or item.property("contentWidth") is None:
            if item.metaObject().className() == "RubyText" and text:
                found.append(_ruby(item))
            continue
        found.append(_plain(item))
    return found


def _ruby(item: QQuickItem) -> SeenText:
    cut = "cut" if item.property("clipped") else ""
    rect = scene(item)
    return SeenText(item.property("text"), rect, item.property("drawnSize"), cut, item)


def _plain(item: QQuickItem) -> SeenText:
    wide, high = item.property("contentWidth"), item.property("contentHeight")
    label = item.parentItem()
    room = label.height() if label.property("fit") else item.height()
    cut = ""
    if item.property("truncated"):
        cut = "elided"
    elif wide > item.width() + SLACK:
        cut = f"{wide:.0f} wide in {item.width():.0f}"
    elif high > room + SLACK:
        cut = f"{high:.0f} high in {room:.0f}"
    box = scene(item)
    top = box.top() + (item.height() - high) / 2
    context = qmlContext(item)
    assert context is not None, "made by QML"
    pixels = QQmlExpression(context, item, "fontInfo.pixelSize").evaluate()[0]
    text = item.property("text").replace("\u2060", "")
    return SeenText(text, QRectF(box.left(), top, box.width(), high), pixels, cut, item)


def outside(seen: SeenText) -> str:
    """The first ancestor the text sticks out of, named; empty when it lies inside all of them."""
    ancestor = seen.owner.parentItem()
    while ancestor is not None:
        box = scene(ancestor)
        if box.width() > 0 and box.height() > 0 and ancestor.metaObject().className() != "QQuickRootItem":
            slack = QRectF(box).adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not slack.contains(seen.rect):
                return f"{ancestor.metaObject().className()} {_box(box)} does not hold {_box(seen.rect)}"
        ancestor = ancestor.parentItem()
    return ""


def _box(rect: QRectF) -> str:
    return f"{rect.left():.0f},{rect.top():.0f} {rect.width():.0f}x{rect.height():.0f}"


def overlaps(seen: list[SeenText]) -> list[str]:
    """Pairs of texts that lie over each other."""
    found = []
    for number, one in enumerate(seen):
        for other in seen[number + 1 :]:
            both = one.rect.intersected(other.rect)
            if both.width() > SLACK and both.height() > SLACK * 2:
                found.append(f"'{one.text}' over '{other.text}'")
    return found


def pressables(window: QQuickWindow) -> list[QQuickItem]:
    """Everything that can be touched, with its own `activated` signal."""
    return [item for item in items(front(window)) if item.property("spoken") is not None]


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """The visible item with this `objectName`."""
    for item in items(window.contentItem()):
        if item.objectName() == name:
            return item
    raise AssertionError(f"no '{name}' on the screen")


def middle(item: QQuickItem) -> QPointF:
    """Where a finger would touch it."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def laid_over(touched: list[QQuickItem], seen: list[SeenText]) -> list[str]:
    """What one touches that lies over something else to touch or to read."""
    found = []
    for number, one in enumerate(touched):
        found += [
            f"{one.objectName()} and {other.objectName()}"
            for other in touched[number + 1 :]
            if _over(one, other) and not _within(one, other) and not _within(other, one)
        ]
        found += [
            f"{one.objectName()} and '{text.text}'"
            for text in seen
            if _over(one, text.owner) and not _within(text.owner, one)
        ]
    return found


def at_the_edge(touched: list[QQuickItem], seen: list[SeenText], mm: float) -> list[str]:
    """Words nearer to the edge of what one touches than `LEAST_MM`, with `mm` pixels in a millimetre."""
    least = LEAST_MM * mm
    found = []
    for one in touched:
        box = scene(one)
        for text in seen:
            beyond = text.rect.left() < box.left() + least or text.rect.right() > box.right() - least
            if beyond and _within(text.owner, one):
                found.append(f"'{text.text}' in {one.objectName()}")
    return found


def _within(item: QQuickItem, other: QQuickItem) -> bool:
    """Whether `item` is a part of `other`."""
    ancestor: QQuickItem | None = item
    while ancestor is not None and ancestor is not other:
        ancestor = ancestor.parentItem()
    return ancestor is other


def _over(one: QQuickItem, other: QQuickItem) -> bool:
    """Whether two boxes share more than their edges."""
    both = scene(one).intersected(scene(other))
    return both.width() > SLACK and both.height() > SLACK * 2
