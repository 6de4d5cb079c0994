"""A chart on the screen: painted, told on hover and focus, walked with the arrow keys, and left for its sessions."""

import html

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.canvas import Canvas, Drawing, Mark, Plot, mirrored, paint
from app.ui.keys import is_return
from app.ui.theme import Theme

_RING, _AROUND = 2, 1
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Painted(QWidget):
    """Shows a plot, as high as its width needs, and draws it anew only where something changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot: Plot | None = None
        self._drawing: Drawing | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._draw_anew)

    @property
    def plot(self) -> Plot | None:
        return self._plot

    def show_plot(self, plot: Plot) -> None:
        if plot != self._plot:
            self._plot = plot
            self._draw_anew()

    @property
    def drawing(self) -> Drawing:
        """As it is seen."""
        if self._drawing is None:
            self._drawing = Drawing()
            if self._plot is not None:
                drawn = self._plot.draw(Canvas(self._theme, self.width()), self.height())
                is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
                self._drawing = mirrored(drawn, self.width()) if is_mirrored else drawn
        return self._drawing

    def sizeHint(self) -> QSize:
        width = self._theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._plot.height(Canvas(self._theme, width))) if self._plot is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawing = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._draw_anew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint(painter, self.drawing, self._theme)

    def _draw_anew(self) -> None:
        self._drawing = None
        self.updateGeometry()
        self.update()


class Chart(Painted):
    """Its accessible name is its title, and its description what the current mark says."""

    opened = Signal(object)
    """The `Filter` of the sessions behind a mark."""
    copied = Signal()
    """Ctrl+C was pressed."""
    menu_wanted = Signal(QPoint)
    """Where on the screen."""
    moved = Signal(QRect)
    """Where the current mark is now."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._current: tuple[int, int] | None = None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def show_plot(self, plot: Plot) -> None:
        """The current mark stays, where there still is one in its place."""
        super().show_plot(plot)
        self._say()

    @property
    def current(self) -> Mark | None:
        """The mark that was chosen by key."""
        return next((mark for mark in self.drawing.marks if (mark.column, mark.row) == self._current), None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self.drawing.marks:
            self._go_to(self.drawing.marks[0])
        elif event.reason() in _BY_KEY:
            self._tell_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks, current, key = self.drawing.marks, self.current, Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif current is not None and current.wanted is not None and (is_return(event) or key == Qt.Key.Key_Space):
            self.opened.emit(current.wanted)
        elif marks and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(marks[0 if key == Qt.Key.Key_Home else -1])
        elif current is not None and key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go_to(beside(marks, current, *_STEPS[key]))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        self.setCursor(self._cursor(mark))
        if mark is None:
            QToolTip.hideText()
        else:
            self._tell(mark, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and mark is not None and mark.wanted is not None:
            self.opened.emit(mark.wanted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        current = self.current
        place = event.pos() if by_mouse or current is None else current.area.bottomLeft().toPoint()
        self.menu_wanted.emit(self.mapToGlobal(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.current if self.hasFocus() else None
        if current is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), _RING))
            out = _AROUND + _RING / 2
            bounds = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            ring = current.area.adjusted(-out, -out, out, out).intersected(bounds)
            painter.drawRoundedRect(ring, self._theme.px(3), self._theme.px(3))

    def _go_to(self, mark: Mark) -> None:
        self._current = (mark.column, mark.row)
        self._say()
        self._tell_current()
        self.update()
        self.moved.emit(mark.area.toAlignedRect())

    def _say(self) -> None:
        current = self.current
        self.setAccessibleDescription(current.words if current is not None else "")

    def _tell_current(self) -> None:
        current = self.current
        if current is not None and self.isVisible():
            self._tell(current, self.mapToGlobal(current.area.center().toPoint()))

    def _tell(self, mark: Mark, at: QPoint) -> None:
        """Rich text, so that what people wrote is taken as it is."""
        QToolTip.showText(at, f"<span>{html.escape(mark.words)}</span>", self, mark.area.toAlignedRect())

    def _mark_at(self, place: QPoint) -> Mark | None:
        return next((mark for mark in reversed(self.drawing.marks) if mark.area.contains(place.toPointF())), None)

    def _cursor(self, mark: Mark | None) -> Qt.CursorShape:
        is_link = mark is not None and mark.wanted is not None
        return Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor


def beside(marks: tuple[Mark, ...], mark: Mark, columns: int, rows: int) -> Mark:
    """The next one in that direction, in the nearest row of the next column; the same where there is none."""
    if columns:
        ahead = [other for other in marks if (other.column - mark.column) * columns > 0]
        return min(ahead, key=lambda o: (abs(o.column - mark.column), abs(o.row - mark.row)), default=mark)
    ahead = [other for other in marks if other.column == mark.column and (other.row - mark.row) * rows > 0]
    return min(ahead, key=lambda o: abs(o.row - mark.row), default=mark)
