"""Paints the tray icon: form alone tells every state. Measures: look.md, section 6."""

from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

SIXTEENTHS = 16


class TrayForm(Enum):
    """What is going on."""

    NONE = auto()
    RUNNING = auto()
    PAUSED = auto()
    OVERTIME = auto()
    BREAK = auto()


class TrayLook(NamedTuple):
    """All that the icon shows. `sixteenths`, 1 to 15, is the share of time used, in a break what is left; else 0."""

    form: TrayForm
    sixteenths: int = 0
    muted: bool = False
    unseen: bool = False


def sixteenths(share: float) -> int:
    """From 1/16 at the start to 15/16 at the last moment, so that the pie is never empty and never full."""
    return min(max(int(share * SIXTEENTHS), 1), SIXTEENTHS - 1)


class _Grid(NamedTuple):
    """The measures for one size, in its own pixels."""

    side: int
    ground_ring: tuple[float, float, float, float]  # centre x, y, radius, stroke
    ground: tuple[float, float, float, float]  # x, y, width, height
    ring: tuple[float, float, float]  # centre, radius, stroke
    pie: float
    rest: float  # stroke of the arc of a break, which lies 1 px from the edge
    bars: tuple[float, float, float, float, float]  # first x, second x, y, width, height
    plus: tuple[float, float, float]  # disc radius, length, thickness
    badge: tuple[float, float, float, float, float]  # centre, radius, cut radius, slot width, slot height
    dot: tuple[float, float, float, float]  # centre x, y, radius, cut


_GRIDS = {
    16: _Grid(
        16, (8, 7, 5, 2), (1, 13, 14, 2), (8, 6.25, 1.5), 4, 2, (5, 9, 5, 2, 6), (7, 8, 2), (12.5, 3.5, 4.75, 4, 1),
        (13, 3, 2, 1),
    ),
    22: _Grid(
        22, (11, 10, 7, 2), (1, 18, 20, 2), (11, 9, 2), 6.5, 2.5, (7, 12, 7, 3, 8), (10, 10, 2), (17.5, 4.5, 6, 5, 1),
        (18.5, 3.5, 2.5, 1.25),
    ),
    32: _Grid(
        32, (16, 14, 10.5, 3), (2, 26, 28, 3), (16, 13, 2.5), 9.75, 3, (10, 18, 10, 4, 12), (14.25, 14, 3),
        (25.5, 6.5, 8.5, 7, 2), (27, 5, 4, 1.5),
    ),
}  # fmt: skip

_SIZES = ((16, 16, 0), (22, 22, 0), (24, 22, 1), (32, 32, 0), (44, 22, 0), (48, 22, 1), (64, 32, 0))
"""Pixel size, the grid it is drawn on, and the empty margin in grid pixels."""


def paint(look: TrayLook, ink: QColor, overtime: QColor) -> QIcon:
    """The icon in every size that panels ask for."""
    icon = QIcon()
    for size, grid, margin in _SIZES:
        icon.addPixmap(_pixmap(look, ink, overtime, size, _GRIDS[grid], margin))
    return icon


def _pixmap(look: TrayLook, ink: QColor, overtime: QColor, size: int, grid: _Grid, margin: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / (grid.side + 2 * margin), size / (grid.side + 2 * margin))
        painter.translate(margin, margin)
        _paint_form(painter, look, overtime if look.form is TrayForm.OVERTIME else ink, grid)
        if look.muted:
            _paint_badge(painter, ink, grid)
        if look.unseen:
            x, y, radius, cut = grid.dot
            _cut(painter, QPointF(x, y), radius + cut)
            _disc(painter, QPointF(x, y), radius, ink)
    return pixmap


def _paint_form(painter: QPainter, look: TrayLook, color: QColor, grid: _Grid) -> None:
    match look.form:
        case TrayForm.NONE:
            x, y, radius, stroke = grid.ground_ring
            _circle(painter, QPointF(x, y), radius, stroke, color)
            painter.fillRect(QRectF(*grid.ground), color)
        case TrayForm.RUNNING:
            centre, radius, stroke = grid.ring
            _circle(painter, QPointF(centre, centre), radius, stroke, color)
            _pie(painter, centre, grid.pie, look.sixteenths, color)
        case TrayForm.BREAK:
            radius = grid.side / 2 - 1 - grid.rest / 2
            square = QRectF(grid.side / 2 - radius, grid.side / 2 - radius, 2 * radius, 2 * radius)
            painter.setPen(QPen(color, grid.rest, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawArc(square, 90 * 16, 360 * 16 * look.sixteenths // SIXTEENTHS)
        case TrayForm.PAUSED:
            centre, radius, stroke = grid.ring
            _circle(painter, QPointF(centre, centre), radius, stroke, color)
            first, second, y, width, height = grid.bars
            for x in (first, second):
                painter.fillRect(QRectF(x, y, width, height), color)
        case TrayForm.OVERTIME:
            radius, length, thickness = grid.plus
            centre = grid.ring[0]
            _disc(painter, QPointF(centre, centre), radius, color)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            for width, height in ((length, thickness), (thickness, length)):
                painter.fillRect(QRectF(centre - width / 2, centre - height / 2, width, height), color)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _paint_badge(painter: QPainter, ink: QColor, grid: _Grid) -> None:
    centre, radius, cut, width, height = grid.badge
    at = QPointF(centre, centre)
    _cut(painter, at, cut)
    _disc(painter, at, radius, ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillRect(QRectF(centre - width / 2, centre - height / 2, width, height), ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _circle(painter: QPainter, centre: QPointF, radius: float, stroke: float, color: QColor) -> None:
    painter.setPen(QPen(color, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)


def _disc(painter: QPainter, centre: QPointF, radius: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(centre, radius, radius)


def _cut(painter: QPainter, centre: QPointF, radius: float) -> None:
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    _disc(painter, centre, radius, QColor(Qt.GlobalColor.black))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _pie(painter: QPainter, centre: float, radius: float, share: int, color: QColor) -> None:
    path = QPainterPath(QPointF(centre, centre))
    square = QRectF(centre - radius, centre - radius, 2 * radius, 2 * radius)
    path.arcTo(square, 90, -360 * share / SIXTEENTHS)
    path.closeSubpath()
    painter.fillPath(path, color)
