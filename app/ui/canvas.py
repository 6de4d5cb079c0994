"""What a chart is made of: shapes, words, and marks that stand for a value; on a canvas of some width."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from app.core.history import Filter
from app.ui.theme import Theme

_HATCH = 5


class Shape(NamedTuple):
    """A filled rectangle; with `hatch` its edge and stripes are of that colour."""

    area: QRectF
    color: QColor
    radius: float = 0.0
    hatch: QColor | None = None


class Words(NamedTuple):
    """On one line; `width` is what they take."""

    left: float
    baseline: float
    width: float
    text: str
    font: str
    color: QColor


class Mark(NamedTuple):
    """What can be pointed at and chosen by key: where it is, what is told of it, and which sessions are behind it.

    Arrow keys lead to the next `column` and `row`; where marks lie over each other the last one is meant.
    """

    area: QRectF
    column: int
    row: int
    words: str
    wanted: Filter | None = None


class Drawing(NamedTuple):
    """Shapes lie under words."""

    shapes: tuple[Shape, ...] = ()
    words: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()


class Canvas:
    """So many pixels wide; measures and places words, and asks the theme for each font and colour once."""

    def __init__(self, theme: Theme, width: float) -> None:
        self._theme, self.width = theme, width
        self._metrics: dict[str, QFontMetricsF] = {}
        self._colors: dict[str, QColor] = {}
        self._projects: dict[str, QColor] = {}

    def px(self, pixels: float) -> int:
        return self._theme.px(pixels)

    def color(self, role: str) -> QColor:
        if role not in self._colors:
            self._colors[role] = self._theme.color(role)
        return self._colors[role]

    def project(self, name: str) -> QColor:
        """A project's colour by its name."""
        if name not in self._projects:
            self._projects[name] = self._theme.project_color(name)
        return self._projects[name]

    def heat(self, step: int) -> QColor:
        return self._theme.heat_color(step)

    def line(self, font: str) -> float:
        """How high a line of words is."""
        return self._measure(font).height()

    def advance(self, text: str, font: str) -> float:
        return self._measure(font).horizontalAdvance(text)

    def write(
        self, text: str, font: str, role: str, left: float, top: float, *, side: float = 0.0, most: float = 0.0
    ) -> Words:
        """`side`: how much of the words lies before `left`, 0 to 1. Wider than `most` they are cut; 0 is no bound."""
        metrics = self._measure(font)
        if most and metrics.horizontalAdvance(text) > most:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(text)
        return Words(left - width * side, top + metrics.ascent(), width, text, font, self.color(role))

    def _measure(self, font: str) -> QFontMetricsF:
        if font not in self._metrics:
            self._metrics[font] = QFontMetricsF(self._theme.font(font))
        return self._metrics[font]


class Plot(Protocol):
    """Draws values; itself a value."""

    def height(self, canvas: Canvas) -> float:
        """What it needs at that width."""

    def draw(self, canvas: Canvas, height: float) -> Drawing:
        """In at least as much height as it needs."""


def mirrored(drawing: Drawing, width: float) -> Drawing:
    """For languages that are written from right to left."""

    def turned(area: QRectF) -> QRectF:
        return QRectF(width - area.right(), area.top(), area.width(), area.height())

    return Drawing(
        tuple(shape._replace(area=turned(shape.area)) for shape in drawing.shapes),
        tuple(words._replace(left=width - words.left - words.width) for words in drawing.words),
        tuple(mark._replace(area=turned(mark.area), column=-mark.column) for mark in drawing.marks),
    )


def paint(painter: QPainter, drawing: Drawing, theme: Theme) -> None:
    """On screen, into a picture or a file."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for shape in drawing.shapes:
        _paint_shape(painter, shape, theme)
    fonts: dict[str, QFont] = {}
    for words in drawing.words:
        if words.font not in fonts:
            fonts[words.font] = theme.font(words.font)
        painter.setFont(fonts[words.font])
        painter.setPen(words.color)
        painter.drawText(QPointF(words.left, words.baseline), words.text)


def _paint_shape(painter: QPainter, shape: Shape, theme: Theme) -> None:
    if shape.hatch is not None:
        _paint_hatched(painter, shape, shape.hatch, theme.px(_HATCH))
    elif shape.radius:
        painter.setBrush(shape.color)
        painter.drawRoundedRect(shape.area, shape.radius, shape.radius)
    else:
        painter.fillRect(shape.area, shape.color)


def _paint_hatched(painter: QPainter, shape: Shape, ink: QColor, apart: int) -> None:
    outline, area = QPainterPath(), shape.area.adjusted(0.5, 0.5, -0.5, -0.5)
    outline.addRoundedRect(area, shape.radius, shape.radius)
    painter.fillPath(outline, shape.color)
    painter.save()
    painter.setClipPath(outline)
    painter.setPen(QPen(ink, 1.25))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()))
        x += apart
    painter.restore()
    painter.strokePath(outline, QPen(ink, 1))


def moved(drawing: Drawing, right: float, down: float) -> Drawing:
    """The same at another place."""
    return Drawing(
        tuple(shape._replace(area=shape.area.translated(right, down)) for shape in drawing.shapes),
        tuple(w._replace(left=w.left + right, baseline=w.baseline + down) for w in drawing.words),
        tuple(mark._replace(area=mark.area.translated(right, down)) for mark in drawing.marks),
    )


def together(drawings: Iterable[Drawing]) -> Drawing:
    found = tuple(drawings)
    return Drawing(
        tuple(shape for drawing in found for shape in drawing.shapes),
        tuple(words for drawing in found for words in drawing.words),
        tuple(mark for drawing in found for mark in drawing.marks),
    )
