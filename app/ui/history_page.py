"""The History page: the last hundred sessions by day, with their review."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.control.overview import Overview, UndecidedGap
from app.control.session_controller import Changes, SessionController
from app.core.errors import Refused, Unavailable
from app.core.model import Answer
from app.ui.gap_list import AnswerButton
from app.ui.history_delegate import ROW_HEIGHT, HistoryDelegate
from app.ui.history_model import COLUMNS, ROW_ROLE, Column, DayRow, GapRow, HistoryModel, SessionRow
from app.ui.keys import is_return
from app.ui.theme import Theme

_WIDTHS = {
    Column.PROJECT: 190,
    Column.TAGS: 96,
    Column.START: 60,
    Column.END: 60,
    Column.WORKED: 96,
    Column.PLANNED: 72,
    Column.OVERTIME: 82,
    Column.SCORE: 78,
    Column.NOTES: 100,
}
_MARGIN, _CELL_MARGIN, _DAY_HEIGHT = 24, 8, 42
_DROPPED = (Column.TAGS, Column.PLANNED, Column.SCORE, Column.OVERTIME, Column.NOTES)
"""Columns that go, in this order, while the table is too narrow for all."""


class HistoryPage(QWidget):
    """Read anew when it is looked at and the record changed."""

    review_wanted = Signal(object)
    """The session to review."""
    gap_wanted = Signal(object)
    """The `UndecidedGap` to decide on."""
    refused = Signal(str)

    def __init__(
        self, controller: SessionController, overview: Overview, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._controller, self._overview, self._theme = controller, overview, theme
        self._bar: _GapBar | None = None
        self._stale, self._today = True, overview.today_date()
        self.setObjectName("page")
        self._model = HistoryModel(self)
        self._title = QLabel("History")
        self._table = QTableView()
        self._delegate = HistoryDelegate(theme, self._table)
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
        missing = sum(map(self._width, COLUMNS)) - (event.size().width() - around)
        for column in _DROPPED:
            self._table.setColumnHidden(COLUMNS.index(column), missing > 0)
            if missing > 0:
                missing -= self._width(column)
        name = self._width(Column.PROJECT)
        self._table.setColumnWidth(COLUMNS.index(Column.PROJECT), max(name - max(missing, 0), self._theme.px(90)))

    def _width(self, column: Column) -> int:
        """Its own, or what its heading needs, asked of no header: that does not tell it for a column that is hidden."""
        heading = str(self._model.headerData(COLUMNS.index(column), Qt.Orientation.Horizontal))
        words = QFontMetrics(self._theme.font("name")).horizontalAdvance(heading)
        return max(self._theme.px(_WIDTHS[column]), words + self._theme.px(2 * _CELL_MARGIN) + 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._table.viewport():
            if event.type() == QEvent.Type.Resize:
                self._place_bar()
            return False
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
        if self._bar is not None and self._bar.isAncestorOf(self._bar.window().focusWidget()):
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bar = None  # the rows made anew take it along
        self._model.show_days(self._overview.history(), today)
        self._stack.setCurrentIndex(0 if self._model.rowCount() else 1)
        self._span()
        row = None
        match current:
            case SessionRow(session):
                row = self._model.row_of(session.id)
            case GapRow(session, gap):
                row = self._model.row_of(session.id, gap.id)
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
            self._table.setRowHeight(number, self._theme.px(_DAY_HEIGHT if day else ROW_HEIGHT))

    def _open(self, index: QModelIndex) -> None:
        match index.data(ROW_ROLE):
            case SessionRow(session):
                self.review_wanted.emit(session)
            case GapRow(session, gap):
                self.gap_wanted.emit(UndecidedGap(session, gap))

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        """The current gap's row has real buttons; no other row has a widget."""
        if self._bar is not None and current.row() == before.row():
            return
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._table.setRowHeight(before.row(), self._theme.px(ROW_HEIGHT))
            self._bar = None
        row = current.data(ROW_ROLE)
        if isinstance(row, GapRow):
            self._bar = _GapBar(self._theme)
            self._bar.answered.connect(lambda answer: self._answer(row.gap.id, answer))
            self._bar.more.clicked.connect(lambda: self._open(self._table.currentIndex()))
            self._table.setIndexWidget(current.siblingAtColumn(0), self._bar)
            self._bar.take_tab_after(self._table)
            self._place_bar()

    def _place_bar(self) -> None:
        """Beside the words, or below them where the table is too narrow."""
        index = self._table.currentIndex().siblingAtColumn(0)
        if self._bar is None or not index.isValid():
            return
        height, width = self._theme.px(ROW_HEIGHT), self._bar.sizeHint().width()
        words = self._delegate.gap_words_width(str(index.data()))
        below = words + width > self._table.viewport().width()
        self._delegate.taken = 0 if below else width
        self._table.setRowHeight(index.row(), 2 * height if below else height)
        self._table.viewport().update()

    def _answer(self, gap_id: int, answer: Answer) -> None:
        try:
            self._controller.answer(gap_id, answer)
        except Refused as refusal:
            self.refused.emit(str(refusal))
        except Unavailable:
            return  # kept by the controller, which tells it

    def _make_table(self) -> None:
        table = self._table
        table.setModel(self._model)
        table.selectionModel().currentChanged.connect(self._on_current)
        table.setItemDelegate(self._delegate)
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
            table.setColumnWidth(number, self._width(column))
        table.doubleClicked.connect(self._open)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def _lay_out(self) -> None:
        px = self._theme.px
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(4), 1, px(8))
        inside.addWidget(self._table)
        self._empty.setWordWrap(True)
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


class _GapBar(QWidget):
    """At the lower end of its row; the row itself is painted."""

    answered = Signal(object)
    """An `Answer`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        keep, discard, self.more = AnswerButton("Keep"), AnswerButton("Discard"), AnswerButton("More…")
        keep.clicked.connect(lambda: self.answered.emit(Answer.KEEP))
        discard.clicked.connect(lambda: self.answered.emit(Answer.DISCARD))
        self.more.setProperty("role", "flat")
        self._buttons = (keep, discard, self.more)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.px(8), theme.px(3), theme.px(12), theme.px(3))
        inside.setSpacing(theme.px(6))
        inside.addStretch()
        for button in self._buttons:
            button.setProperty("compact", True)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def take_tab_after(self, widget: QWidget) -> None:
        before = widget
        for button in self._buttons:
            QWidget.setTabOrder(before, button)
            before = button
