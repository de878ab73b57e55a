"""Reads a screen as an inspector does: which texts are cut, which overlap, which touch targets are too small."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

SLACK = 3.0
"""Pixels a text may stick out: rounding, and the air above and below the glyphs."""

LEAST_MM = 1.5
"""Between the words of a button and its edge."""

_WORD = re.compile(r"[A-Za-z\u00c0-\u1ef9]+")

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
    return _front(items(window.contentItem())) or window.contentItem()


def _front(shown: Iterable[QQuickItem]) -> QQuickItem | None:
    loaded: dict[str, QQuickItem] = {}
    for item in shown:
        name = item.objectName()
        if name in OVERLAYS and item.childItems():
            loaded.setdefault(name, item)
    return next((loaded[name] for name in OVERLAYS if name in loaded), None)


def _in_front(window: QQuickWindow) -> list[QQuickItem]:
    """Every visible item of what lies in front."""
    shown = list(items(window.contentItem()))
    overlay = _front(shown)
    return shown if overlay is None else list(items(overlay))


def texts(window: QQuickWindow) -> list[SeenText]:
    """Every text that is on the screen."""
    return _texts(_in_front(window))


def _texts(shown: Iterable[QQuickItem]) -> list[SeenText]:
    found = []
    for item in shown:
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
    if not cut and item.property("lineCount") > 1 and (word := _broken(item, text, pixels)):
        cut = f"'{word}' is broken"
    return SeenText(text, QRectF(box.left(), top, box.width(), high), pixels, cut, item)


def _broken(item: QQuickItem, text: str, pixels: float) -> str:
    """The longest word in Latin letters, if it is wider than its item; empty otherwise."""
    word = max(_WORD.findall(text), key=len, default="")
    font = QFont(item.property("font"))
    font.setPixelSize(round(pixels))
    return word if QFontMetricsF(font).horizontalAdvance(word) > item.width() + SLACK else ""


def outside(seen: SeenText, boxes: dict[QQuickItem, QRectF] | None = None) -> str:
    """The first ancestor the text sticks out of, named; empty when it lies inside all of them.

    `boxes` keeps, from one text of a look to the next, where their ancestors are.
    """
    boxes = {} if boxes is None else boxes
    ancestor = seen.owner.parentItem()
    while ancestor is not None:
        if ancestor not in boxes:
            boxes[ancestor] = scene(ancestor)
        box = boxes[ancestor]
        if box.width() > 0 and box.height() > 0 and ancestor.metaObject().className() != "QQuickRootItem":
            slack = box.adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not slack.contains(seen.rect):
                return f"{ancestor.metaObject().className()} {_box(box)} does not hold {_box(seen.rect)}"
        ancestor = ancestor.parentItem()
    return ""


def _box(rect: QRectF) -> str:
    return f"{rect.left():.0f},{rect.top():.0f} {rect.width():.0f}x{rect.height():.0f}"


def overlaps(seen: list[SeenText]) -> list[str]:
    """Pairs of texts that lie over each other."""
    boxes = [(text, _sides(text.rect)) for text in seen]
    return [
        f"'{one.text}' over '{other.text}'"
        for number, (one, box) in enumerate(boxes)
        for other, far in boxes[number + 1 :]
        if _over(box, far)
    ]


def pressables(window: QQuickWindow) -> list[QQuickItem]:
    """Everything that can be touched, with its own `activated` signal."""
    return _pressables(_in_front(window))


def _pressables(shown: Iterable[QQuickItem]) -> list[QQuickItem]:
    return [item for item in shown if item.property("spoken") is not None]


def touched_and_read(window: QQuickWindow) -> tuple[list[QQuickItem], list[SeenText]]:
    """`pressables` and `texts`, in one look."""
    shown = _in_front(window)
    return _pressables(shown), _texts(shown)


def find(window: QQuickWindow, name: str) -> QQuickItem:
    """The visible item with this `objectName`."""
    for item in items(window.contentItem()):
        if item.objectName() == name:
            return item
    raise AssertionError(f"no '{name}' on the screen")


def middle(item: QQuickItem) -> QPointF:
    """Where a finger would touch it."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def laid_over(touched: Sequence[QQuickItem], seen: Sequence[SeenText]) -> list[str]:
    """What one touches that lies over something else to touch or to read."""
    above = _Lineage()
    boxes = [(one, _sides(scene(one))) for one in touched]
    words = [(text, _sides(scene(text.owner))) for text in seen]
    found = []
    for number, (one, box) in enumerate(boxes):
        found += [
            f"{one.objectName()} and {other.objectName()}"
            for other, far in boxes[number + 1 :]
            if _over(box, far) and other not in above.of(one) and one not in above.of(other)
        ]
        found += [
            f"{one.objectName()} and '{text.text}'"
            for text, far in words
            if _over(box, far) and one not in above.of(text.owner)
        ]
    return found


def at_the_edge(touched: Sequence[QQuickItem], seen: Sequence[SeenText], mm: float) -> list[str]:
    """Words nearer to the edge of what one touches than `LEAST_MM`, with `mm` pixels in a millimetre."""
    least, above = LEAST_MM * mm, _Lineage()
    words = [(text, _sides(text.rect), above.of(text.owner)) for text in seen]
    found = []
    for one in touched:
        left, _, right, _ = _sides(scene(one))
        found += [
            f"'{text.text}' in {one.objectName()}"
            for text, (begins, _, ends, _), parts in words
            if (begins < left + least or ends > right - least) and one in parts
        ]
    return found


class _Lineage:
    """What each item is a part of, itself included; asked of Qt once."""

    def __init__(self) -> None:
        self._known: dict[QQuickItem, frozenset[QQuickItem]] = {}

    def of(self, item: QQuickItem) -> frozenset[QQuickItem]:
        if item not in self._known:
            parent: QQuickItem | None = item.parentItem()  # the stub knows no root
            self._known[item] = frozenset({item}) | (self.of(parent) if parent is not None else frozenset())
        return self._known[item]


def _sides(box: QRectF) -> tuple[float, float, float, float]:
    """Left, top, right and bottom; a screen has a thousand pairs of boxes to compare."""
    return (box.left(), box.top(), box.right(), box.bottom())


def _over(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes share more than their edges."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    return wide > SLACK and min(one[3], other[3]) - max(one[1], other[1]) > SLACK * 2
