"""A row of the plan on its way to another place: where it would go, and the list that scrolls along."""

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from app.ui.theme import Theme

_NEAR, _STEP, _TICK_MS, _LINE, _DOT = 28, 8, 30, 2, 3


class PlanDrag(QObject):
    """Begun and fed by the list; its timer runs only while the pointer is near an edge."""

    moved = Signal()
    """The row would go elsewhere."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.row = -1
        """The row that is dragged; -1 where none is."""
        self._gap = -1
        self._at = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._scroll)

    def begin(self, row: int, at: QPoint) -> None:
        self.row = row
        self.follow(at)

    def follow(self, at: QPoint) -> None:
        """The pointer is there, in the viewport."""
        self._at = at
        self._gap = self._gap_at(at)
        near = self._theme.px(_NEAR)
        height = self._view.viewport().height()
        if at.y() < near or at.y() > height - near:
            self._timer.start()
        else:
            self._timer.stop()
        self.moved.emit()

    def end(self) -> tuple[int, int] | None:
        """The row and where it shall stand, counted without it; None where it stays."""
        row, gap = self.row, self._gap
        self.cancel()
        target = gap - 1 if gap > row else gap
        return None if row < 0 or target == row else (row, target)

    def cancel(self) -> None:
        self.row = self._gap = -1
        self._timer.stop()
        self.moved.emit()

    def paint(self, painter: QPainter) -> None:
        """The line where the row would go, with a ring at its beginning."""
        if self.row < 0:
            return
        painter.setPen(QPen(self._theme.color("accent"), self._theme.px(_LINE)))
        y, radius = self._line_y(), self._theme.px(_DOT)
        left, right = self._theme.px(8) + radius, self._view.viewport().width() - self._theme.px(8)
        if self._view.isRightToLeft():
            left, right = self._view.viewport().width() - left, self._theme.px(8)
        ahead = radius if right > left else -radius
        painter.drawEllipse(QPoint(left, y), radius, radius)
        painter.drawLine(left + ahead, y, right, y)

    def _gap_at(self, at: QPoint) -> int:
        """How many rows lie above it."""
        last = self._view.model().rowCount() - 1
        for row in range(last + 1):
            if at.y() < self._rect(row).center().y():
                return row
        return last + 1

    def _line_y(self) -> int:
        height, edge = self._view.viewport().height(), self._theme.px(_DOT + 2)
        y = (
            self._rect(self._gap).top()
            if self._gap < self._view.model().rowCount()
            else self._rect(self._gap - 1).bottom()
        )
        return min(max(y, edge), height - edge)

    def _rect(self, row: int) -> QRect:
        return self._view.visualRect(self._view.model().index(row, 0))

    def _scroll(self) -> None:
        bar, before = self._view.verticalScrollBar(), self._view.verticalScrollBar().value()
        step = self._theme.px(_STEP)
        bar.setValue(before + (-step if self._at.y() < self._theme.px(_NEAR) else step))
        if bar.value() == before:
            self._timer.stop()
        self._gap = self._gap_at(self._at)
        self.moved.emit()
