"""The list of the Plan page: keys, clicks on what is painted, a drag to another place, buttons in the current row."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget

from app.ui.keys import is_ctrl_return, is_return
from app.ui.plan_buttons import PlanButtons
from app.ui.plan_delegate import PlanDelegate
from app.ui.plan_drag import PlanDrag
from app.ui.plan_model import PlanModel, PlanRow
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_PRESSED = ("check", "act", "use")
"""What a click does something to; all else is the row itself."""
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PlanList(QListView):
    """`Plan items`. Each signal has the row it is about."""

    opened = Signal(int)
    ticked = Signal(int, bool)
    """And whether it is to be done."""
    started = Signal(int)
    used = Signal(int)
    """Its suggestion is taken."""
    delete_wanted = Signal(int)
    placed = Signal(int, int)
    """And where it shall stand, counted without it."""
    menu_wanted = Signal(int, object)
    """And where on the screen; -1 where no row is meant."""
    released = Signal()
    """It is held no more, and what was to be done is done."""
    left = Signal()
    """By `Up` from the first row."""

    def __init__(self, model: PlanModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._pressed: tuple[int, str] = (-1, "")
        self._pressed_at = QPoint()
        self.setAccessibleName("Plan items")
        self.setModel(model)
        self._delegate = PlanDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._drag, self._buttons = PlanDrag(theme, self), PlanButtons(theme, self)
        self._set_up()
        self._connect()

    @property
    def row(self) -> int:
        """The current one; -1 where there is none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make it the current one, or the last one where there are fewer."""
        self.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1)))

    def tick(self, row: int) -> None:
        """Let it be done, or not done any more where it is."""
        self.ticked.emit(row, not self._model.rows[row].planned.item.done)

    @property
    def is_held(self) -> bool:
        """Whether a mouse button is down on it: nothing may move under it then."""
        return self._pressed[0] >= 0

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(self._theme.px(200), self.rows_height)

    @property
    def rows_height(self) -> int:
        return sum(self.sizeHintForIndex(self._model.index(row)).height() for row in range(self._model.rowCount()))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return starts the current row here; where that can't be, it is the program's."""
        if is_ctrl_return(event) and (row := self._current_row()) is not None and row.can_start:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.started.emit(self.row)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.row, event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._drag.row >= 0:
            self._let_go()
            self.released.emit()
        elif row < 0:
            super().keyPressEvent(event)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self._step(row, _STEPS[Qt.Key(key)])
        elif is_return(event):
            self.opened.emit(row)
        elif plain and key == Qt.Key.Key_Space:
            self.tick(row)
        elif plain and key == Qt.Key.Key_Delete:
            self.delete_wanted.emit(row)
        elif plain and key == Qt.Key.Key_Up and row == 0:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """A letter is no wish for another row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.row < 0 and event.reason() in _BY_TAB:
            self.go_to(0)

    def _step(self, row: int, by: int) -> None:
        if 0 <= row + by < self._model.rowCount():
            self.placed.emit(row, row + by)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, area = self._area_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            super().mousePressEvent(event)
            return
        self._pressed, self._pressed_at = (row, area), event.position().toPoint()
        if area in _PRESSED:
            self._delegate.is_pressed = True
            self.viewport().update()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row, area = self._pressed
        if self._drag.row >= 0:
            self._drag.follow(at)
        elif row < 0:
            self._hover(*self._area_at(at))
        elif area in _PRESSED:
            self._hover(*(self._pressed if self._area_at(at) == self._pressed else (-1, "")))
        elif (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drag.begin(row, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, moved = self._pressed, self._drag.end() if self._drag.row >= 0 else None
        self._let_go()
        if event.button() != Qt.MouseButton.LeftButton or pressed[0] < 0:
            super().mouseReleaseEvent(event)
        elif moved is not None:
            self.placed.emit(*moved)
        elif pressed[1] in _PRESSED and self._area_at(event.position().toPoint()) == pressed:
            {"check": self.tick, "act": self.started.emit, "use": self.used.emit}[pressed[1]](pressed[0])
        self.released.emit()
        self._hover(*self._area_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, area = self._area_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and area not in (*_PRESSED, "grip"):
            self.opened.emit(row)
        else:
            self.mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Its button comes up elsewhere."""
        super().hideEvent(event)
        self._let_go()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1, "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer; by key below the current row's title."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(self.indexAt(event.pos()).row(), event.globalPos())
            return
        self.scrollTo(self.currentIndex())
        rect = self.visualRect(self.currentIndex())
        self.menu_wanted.emit(self.row, self.viewport().mapToGlobal(rect.bottomLeft()))

    def _area_at(self, at: QPoint) -> tuple[int, str]:
        """The row and what of it lies there: `check`, `act`, `use`, `grip`, or the row itself as an empty text."""
        index = self.indexAt(at)
        if not index.isValid() or not self.viewport().rect().contains(at):
            return -1, ""
        row = self._model.rows[index.row()]
        areas = self._delegate.areas(row, self.visualRect(index))
        within = {"check": areas.check, "grip": areas.grip.adjusted(-4, -4, 4, 4)}
        within |= {"act": areas.act} if row.can_start and not row.state else {}
        within |= {"use": areas.use} if row.suggestion is not None else {}
        return index.row(), next((name for name, rect in within.items() if rect.contains(at)), "")

    def _hover(self, row: int, area: str) -> None:
        if (row, area) == self._delegate.hovered:
            return
        self._delegate.hovered = (row, area)
        if area == "grip":
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()
        self.viewport().update()

    def _let_go(self) -> None:
        self._pressed = (-1, "")
        self._delegate.is_pressed = False
        self.viewport().unsetCursor()
        self._drag.cancel()

    # What is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._drag.paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        self._place_buttons()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_buttons()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(first, last, roles)
        self.scheduleDelayedItemsLayout()  # a suggestion makes a row higher
        if first.row() <= self.row <= last.row():
            self._place_buttons()

    def _current_row(self) -> PlanRow | None:
        return self._model.rows[self.row] if 0 <= self.row < self._model.rowCount() else None

    def _place_buttons(self) -> None:
        row = self._current_row()
        areas = None if row is None else self._delegate.areas(row, self.visualRect(self.currentIndex()))
        self._delegate.buttons_row = self.row if row is not None else -1
        self._buttons.show_row(row, areas)
        self.viewport().update()

    def _restyle(self) -> None:
        self._delegate.restyle()
        self._buttons.restyle()
        self.scheduleDelayedItemsLayout()
        self._place_buttons()

    def _connect(self) -> None:
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._place_buttons())
        self._model.modelReset.connect(self._place_buttons)
        self._model.ticked.connect(self.ticked)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place_buttons())
        self._drag.moved.connect(self.viewport().update)
        self._buttons.ticked.connect(lambda done: self.ticked.emit(self.row, done))
        self._buttons.started.connect(lambda: self.started.emit(self.row))
        self._buttons.used.connect(lambda: self.used.emit(self.row))
        self._theme.changed.connect(self._restyle)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
