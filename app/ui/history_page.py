"""The History page: the last hundred sessions by day, with their review."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.control.overview import Overview
from app.control.session_controller import Changes, SessionController
from app.ui.history_delegate import HistoryDelegate
from app.ui.history_model import COLUMNS, ROW_ROLE, Column, DayRow, GapRow, HistoryModel, SessionRow
from app.ui.keys import is_return
from app.ui.theme import Theme

_WIDTHS = {
    Column.PROJECT: 190,
    Column.TAGS: 96,
    Column.START: 60,
    Column.END: 60,
    Column.WORKED: 84,
    Column.PLANNED: 72,
    Column.OVERTIME: 82,
    Column.SCORE: 78,
    Column.NOTES: 100,
}
_MARGIN, _DAY_HEIGHT, _ROW_HEIGHT = 24, 42, 34
_DROPPED = (Column.TAGS, Column.PLANNED, Column.SCORE, Column.OVERTIME, Column.NOTES)
"""Columns that go, in this order, while the table is too narrow for all."""


class HistoryPage(QWidget):
    """Read anew when it is looked at and the record changed."""

    review_wanted = Signal(object)
    """The session to review."""

    def __init__(
        self, controller: SessionController, overview: Overview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._overview, self._theme = overview, theme
        self._stale, self._today = True, overview.today_date()
        self.setObjectName("page")
        self._model = HistoryModel(self)
        self._title = QLabel("History")
        self._table = QTableView()
        self._empty = QLabel("No sessions yet.\nYour first one will stand here as soon as you stop it.")
        self._stack = QStackedWidget()
        self._make_table()
        self._lay_out()
        controller.changed.connect(self._on_changed)
        controller.ticked.connect(lambda _now: self._read() if self.isVisible() else None)
        theme.changed.connect(self._restyle)
        self._restyle()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._table.setFocus(reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self._theme.px(2 * _MARGIN) + self._table.verticalScrollBar().sizeHint().width() + 4
        missing = sum(self._theme.px(width) for width in _WIDTHS.values()) - (event.size().width() - around)
        for column in _DROPPED:
            self._table.setColumnHidden(COLUMNS.index(column), missing > 0)
            if missing > 0:
                missing -= self._theme.px(_WIDTHS[column])
        name = self._theme.px(_WIDTHS[Column.PROJECT])
        self._table.setColumnWidth(COLUMNS.index(Column.PROJECT), max(name - max(missing, 0), self._theme.px(90)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_return(event):
            self._open(self._table.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _on_changed(self, changes: Changes) -> None:
        if changes & (Changes.RECORD | Changes.CATALOGUE):
            self._stale = True
            if self.isVisible():
                self._read()

    def _read(self) -> None:
        today = self._overview.today_date()
        if not self._stale and today == self._today:
            return
        self._stale, self._today = False, today
        current = self._table.currentIndex().data(ROW_ROLE)
        self._model.show_days(self._overview.history(), today)
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        self._span()
        row = self._model.row_of(current.session.id) if isinstance(current, SessionRow) else None
        if row is not None:
            self._table.setCurrentIndex(self._model.index(row, 0))

    def _span(self) -> None:
        """Headings and gaps run across the columns; the day's total keeps its own."""
        self._table.clearSpans()
        worked = COLUMNS.index(Column.WORKED)
        for number in range(self._model.rowCount()):
            match self._model.index(number, 0).data(ROW_ROLE):
                case DayRow():
                    self._table.setSpan(number, 0, 1, worked)
                case GapRow():
                    self._table.setSpan(number, 0, 1, len(COLUMNS))
            day = isinstance(self._model.index(number, 0).data(ROW_ROLE), DayRow)
            self._table.setRowHeight(number, self._theme.px(_DAY_HEIGHT if day else _ROW_HEIGHT))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, SessionRow):
            self.review_wanted.emit(row.session)

    def _make_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.setItemDelegate(HistoryDelegate(self._theme, table))
        table.setAccessibleName("Sessions")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(self._theme.px(48))
        for number, column in enumerate(COLUMNS):
            table.setColumnWidth(number, self._theme.px(_WIDTHS[column]))
        table.doubleClicked.connect(self._open)
        table.installEventFilter(self)

    def _lay_out(self) -> None:
        px = self._theme.px
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(4), 1, px(8))
        inside.addWidget(self._table)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("dim", True)
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARGIN), px(16), px(_MARGIN), px(20))
        column.setSpacing(px(12))
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)

    def _restyle(self) -> None:
        self._title.setFont(self._theme.font("title"))
        self._table.viewport().update()
