"""The ring: the running session drawn to scale, with its words in the middle."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Theme

_THICKNESS, _FROM_EDGE = 10, 17
_OVER_THICKNESS, _OVER_DISTANCE = 5, 4
_NOTCH, _DOT, _AIR = 3, 5, 9
SMALLEST = 176


class RingView(NamedTuple):
    """What the ring shows. Shares are of the planned time, clockwise from 12 o'clock; `over` of one more such turn."""

    share: float = 0.0
    over: float = 0.0
    arc_role: str = "accent"
    state_role: str = "accent"
    notches: tuple[float, ...] = ()
    notes: tuple[float, ...] = ()
    icon: str = "timer"
    state: str = ""
    time: str = ""
    time_role: str = "text"
    first_line: str = ""
    second_line: str = ""


class Ring(QWidget):
    """A painted ring with real labels over it, so that readers and tests find the words."""

    def __init__(self, theme: Theme, side: int, names: tuple[str, str], parent: QWidget | None = None) -> None:
        """`side` in pixels of the drawings; `names` are the object names of the state and the time label."""
        super().__init__(parent)
        self._theme, self._side, self._view = theme, side, RingView()
        self._icon, self._state, self._time = QLabel(self), QLabel(self), QLabel(self)
        self._lines = QLabel(self), QLabel(self)
        self._state.setObjectName(names[0])
        self._time.setObjectName(names[1])
        for label in (self._state, self._time, *self._lines):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(theme.px(side))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_view(self, view: RingView) -> None:
        if view == self._view:
            return
        restyled = _inks(view) != _inks(self._view)
        refit = len(view.time) != len(self._view.time)
        lengthened = _lengths(view) != _lengths(self._view)
        self._view = view
        for label, words in (
            (self._state, view.state),
            (self._time, view.time),
            (self._lines[0], view.first_line),
            (self._lines[1], view.second_line),
        ):
            if label.text() != words:
                label.setText(words)
        if lengthened:
            self.updateGeometry()
        if restyled:
            self._restyle()
        elif refit:
            self._fit_time()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._side), self._theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        """What the words need: a line of a circle is the shorter the further it lies from the middle."""
        rows = [self._state, self._time, *self._lines]
        heights = [row.sizeHint().height() for row in rows]
        widths = [row.sizeHint().width() for row in self._lines]
        state = self._state.sizeHint().width() + self._icon.sizeHint().width() + self._theme.px(8)
        middle = sum(heights) / 2
        inside = max(
            math.hypot(state, 2 * (middle - heights[0] / 2)),
            math.hypot(widths[0], 2 * abs(middle - sum(heights[:2]) - heights[2] / 2)),
            math.hypot(widths[1], 2 * (middle - heights[3] / 2)),
        )
        side = round(inside) + 2 * self._theme.px(_FROM_EDGE + _THICKNESS + _AIR)
        return QSize(side, side).expandedTo(QSize(self._theme.px(SMALLEST), self._theme.px(SMALLEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_time()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self.width() / 2, self.height() / 2)
            self._paint_arcs(painter)
            self._paint_marks(painter)

    def _paint_arcs(self, painter: QPainter) -> None:
        view, thickness = self._view, self._theme.px(_THICKNESS)
        _arc(painter, self._radius, 1.0, thickness, self._theme.color("track"))
        if view.share > 0:
            _arc(painter, self._radius, view.share, thickness, self._theme.color(view.arc_role))
        if view.over > 0:
            over = self._theme.px(_OVER_THICKNESS)
            radius = self._radius + thickness / 2 + self._theme.px(_OVER_DISTANCE) + over / 2
            _arc(painter, radius, min(view.over, 1.0), over, self._theme.color("overtime"))

    def _paint_marks(self, painter: QPainter) -> None:
        window, thickness = self._theme.color("window"), self._theme.px(_THICKNESS)
        for share in self._view.notches:
            painter.save()
            painter.rotate(360 * share)
            painter.setPen(QPen(window, self._theme.px(_NOTCH), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(0, -self._radius - thickness), QPointF(0, -self._radius + thickness))
            painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(window)
        for share in self._view.notes:
            painter.save()
            painter.rotate(360 * share)
            painter.drawEllipse(QPointF(0, -self._radius), self._theme.px(_DOT) / 2, self._theme.px(_DOT) / 2)
            painter.restore()

    @property
    def _radius(self) -> float:
        """To the middle of the arc."""
        side = min(self.width(), self.height())
        return side / 2 - self._theme.px(_FROM_EDGE) - self._theme.px(_THICKNESS) / 2

    @property
    def _inside(self) -> float:
        return 2 * self._radius - self._theme.px(_THICKNESS)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(8))
        head.addStretch()
        head.addWidget(self._icon)
        head.addWidget(self._state)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch()
        column.addLayout(head)
        column.addSpacing(self._theme.px(2))
        column.addWidget(self._time)
        column.addSpacing(self._theme.px(4))
        for line in self._lines:
            column.addWidget(line)
        column.addStretch()

    def _restyle(self) -> None:
        view, theme = self._view, self._theme
        self._icon.setPixmap(theme.icon(view.icon, view.state_role, 18).pixmap(theme.px(18), theme.px(18)))
        _tint(self._state, theme.color(view.state_role))
        _tint(self._time, theme.color(view.time_role))
        self._state.setFont(theme.font("strong"))
        for line in self._lines:
            line.setFont(theme.font("body"))
            _tint(line, theme.color("text2"))
        self._fit_time()
        self.update()

    def _fit_time(self) -> None:
        text = "0" * len(self._view.time.replace(":", "")) + ":" * self._view.time.count(":")
        font = self._theme.fitting(text, "timer", 0.8 * self._inside)
        if font != self._time.font():
            self._time.setFont(font)
        # The line is as high as its digits: ascent and descent above and below them are empty.
        self._time.setFixedHeight(round(QFontMetricsF(font).capHeight() + self._theme.px(14)))


def _arc(painter: QPainter, radius: float, share: float, thickness: int, color: QColor) -> None:
    square = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    painter.setPen(QPen(color, thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if share >= 1.0:
        painter.drawEllipse(square)
    else:
        painter.drawArc(square, 90 * 16, round(-360 * 16 * share))


def _lengths(view: RingView) -> tuple[int, ...]:
    return tuple(len(words) for words in (view.state, view.time, view.first_line, view.second_line))


def _inks(view: RingView) -> tuple[str, str, str]:
    return view.icon, view.state_role, view.time_role


def _tint(label: QLabel, color: QColor) -> None:
    palette = label.palette()
    palette.setColor(label.foregroundRole(), color)
    label.setPalette(palette)
