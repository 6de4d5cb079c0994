"""The table of the History page: keys, heights, the columns that fit, and buttons in the row of the current gap."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.ui.history_anchor import HistoryAnchor
from app.ui.history_columns import HistoryColumns
from app.ui.history_delegate import DAY_HEIGHT, ROW_HEIGHT, HistoryDelegate
from app.ui.history_gap_bar import HistoryGapBar
from app.ui.history_model import HistoryModel
from app.ui.history_rows import COLUMNS, GapRow, SessionRow
from app.ui.keys import is_return
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class HistoryTable(QTableView):
    """`Sessions`. Headings can't be current."""

    opened = Signal(int)
    """Return or a double click on that row."""
    delete_wanted = Signal(int)
    menu_wanted = Signal(int, object)
    """The row, and where on the screen."""
    answered = Signal(object, object)
    """A gap, and the person's `Answer`."""

    def __init__(
        self, model: HistoryModel, theme: Theme, widths: Mapping[str, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._bar: HistoryGapBar | None = None
        self._dressed: GapRow | None = None
        self.setAccessibleName("Sessions")
        self._set_up(model)
        self.columns = HistoryColumns(self, theme, widths)
        self._delegate = HistoryDelegate(theme, self, model)
        self.setItemDelegate(self._delegate)
        self.anchor = HistoryAnchor(self, model)
        model.modelAboutToBeReset.connect(self._let_go)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme.changed.connect(self._restyle)

    def hold_answers(self) -> None:
        """A gap was answered: its buttons wait until its row is made anew."""
        if self._bar is not None:
            self._keep_keyboard(self._bar)
            self._bar.setEnabled(False)

    def begin(self) -> None:
        """Take the keyboard; where no row is current, the first one that is seen becomes it."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    # Keys and clicks

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and not self.currentIndex().isValid():
            self._go_to(max(self.rowAt(0), 0), 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and is_return(event):
            self.opened.emit(row)
        elif (
            row >= 0
            and event.key() == Qt.Key.Key_Delete
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.delete_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would read every row for a letter that is typed: the search field is for that."""

    def moveCursor(self, action: _Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Whole rows; headings are left out. Qt asks for `MoveNext` when the table takes the keyboard."""
        row, last = self.currentIndex().row(), self._model.rowCount() - 1
        if row < 0 and action != _Action.MoveEnd:
            is_step = action not in (_Action.MoveNext, _Action.MovePrevious)
            return self._index_at(max(self.rowAt(0), 0), 1) if is_step else QModelIndex()
        match action:
            case _Action.MoveUp:
                return self._index_at(row - 1, -1)
            case _Action.MoveDown:
                return self._index_at(row + 1, 1)
            case _Action.MoveHome:
                return self._index_at(0, 1)
            case _Action.MoveEnd:
                return self._index_at(last, -1)
            case _Action.MovePageUp | _Action.MovePageDown:
                return self._paged(row, -1 if action == _Action.MovePageUp else 1)
        return self.currentIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a heading or beside the rows nothing changes."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._model.is_heading(index.row()):
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer; by key below the current row."""
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self.scrollTo(self.currentIndex())
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.currentIndex().row(), self.viewport().mapToGlobal(rect.bottomLeft()))
            return
        index = self.indexAt(event.pos())
        is_heading = not index.isValid() or self._model.is_heading(index.row())
        self.menu_wanted.emit(-1 if is_heading else index.row(), event.globalPos())

    def _paged(self, row: int, step: int) -> QModelIndex:
        """A row less than a page further, so that one is seen twice; at least one."""
        header, one = self.verticalHeader(), self._theme.px(ROW_HEIGHT)
        height = max(self.viewport().height() - one, one)
        there = self.rowViewportPosition(row) + (height if step > 0 else one - 1 - height)
        top = -header.offset()
        found = header.visualIndexAt(min(max(there, top), top + header.length() - 1))
        return self._index_at(min(found, row - 1) if step < 0 else max(found, row + 1), step)

    def _index_at(self, row: int, step: int) -> QModelIndex:
        """That row, or the next one in that direction that is no heading, else in the other; none where all are."""
        last = self._model.rowCount() - 1
        for way in (step, -step):
            found = min(max(row, 0), last)
            while 0 <= found <= last and self._model.is_heading(found):
                found += way
            if 0 <= found <= last:
                return self._model.index(found, 0)
        return QModelIndex()

    def _go_to(self, row: int, step: int) -> None:
        index = self._index_at(row, step)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    # Rows that are made anew, and seen

    def _let_go(self) -> None:
        """The buttons go with their row."""
        if self._bar is not None:
            self._keep_keyboard(self._bar)
            self._bar = self._dressed = None

    def _keep_keyboard(self, bar: HistoryGapBar) -> None:
        if bar.has_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reset(self) -> None:
        self.clearSpans()
        self._set_heights()
        self.doItemsLayout()
        self.anchor.drop()

    def _set_heights(self) -> None:
        """Of the headings: all else has the header's default. Hidden from the screen meanwhile it takes 1 µs each."""
        header, height = self.verticalHeader(), self._theme.px(DAY_HEIGHT)
        header.setUpdatesEnabled(False)
        header.blockSignals(True)
        for row in self._model.headings:
            header.resizeSection(row, height)
        header.blockSignals(False)
        header.setUpdatesEnabled(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is seen is asked for here, and nothing else is."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first >= 0:
            self._model.see(first, last if last >= 0 else self._model.rowCount() - 1)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self._place_bar()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Whether the current row is a gap's may be known only now."""
        super().dataChanged(first, last, roles)
        current = self.currentIndex()
        if first.row() <= current.row() <= last.row():
            self._undress(current.row())
            self._dress(current)

    # The current gap

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        """The current gap's row has real buttons; no other row has a widget or a span."""
        if current.row() != before.row():
            self._undress(before.row())
            self._dress(current)

    def _undress(self, number: int) -> None:
        """Unless it still is the row that has them."""
        stays = number == self.currentIndex().row() and self._model.row_at(number) == self._dressed
        if self._bar is None or stays:
            return
        self._keep_keyboard(self._bar)
        self._bar.hide()
        self._bar.deleteLater()
        self._bar = self._dressed = None
        self.clearSpans()
        self.setRowHeight(number, self._theme.px(ROW_HEIGHT))

    def _dress(self, current: QModelIndex) -> None:
        row = self._model.row_at(current.row()) if current.isValid() else None
        if not isinstance(row, GapRow) or self._bar is not None:
            return
        self._bar, self._dressed = HistoryGapBar(self._theme), row
        self._bar.answered.connect(lambda answer: self.answered.emit(row.gap, answer))
        self._bar.more.clicked.connect(lambda: self.opened.emit(self.currentIndex().row()))
        self.setSpan(current.row(), 0, 1, len(COLUMNS))
        self.setIndexWidget(current.siblingAtColumn(0), self._bar)
        self._bar.take_tab_after(self)
        self._place_bar()

    def _place_bar(self) -> None:
        """Beside the words, or below them where the table is too narrow."""
        index = self.currentIndex().siblingAtColumn(0)
        if self._bar is None or not index.isValid():
            return
        height, width = self._theme.px(ROW_HEIGHT), self._bar.sizeHint().width()
        words = self._delegate.gap_words_width(str(index.data()))
        below = words + width > self.viewport().width()
        self._delegate.taken = 0 if below else width
        self.setRowHeight(index.row(), 2 * height if below else height)
        self.viewport().update()

    def session_row(self, row: int) -> SessionRow | GapRow | None:
        """None for a heading, a row that was not read yet, and where there is no row."""
        found = self._model.row_at(row) if 0 <= row < self._model.rowCount() else None
        return found if isinstance(found, SessionRow | GapRow) else None

    def _set_up(self, model: QAbstractItemModel) -> None:
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.verticalHeader()
        header.hide()
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(self._theme.px(ROW_HEIGHT))

    def _restyle(self) -> None:
        """The font may have another size too."""
        self._delegate.restyle()
        header = self.verticalHeader()
        if header.defaultSectionSize() != self._theme.px(ROW_HEIGHT):
            header.setDefaultSectionSize(self._theme.px(ROW_HEIGHT))
            self._set_heights()
        self.columns.fit()
        self.viewport().update()
