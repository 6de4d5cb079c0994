"""A chart as a table: walked by key, read by readers, copied, and left for the sessions of a row."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.core import text
from app.ui.keys import is_return
from app.ui.report_tables import Table
from app.ui.report_words import LETTERS
from app.ui.text_model import TextModel
from app.ui.theme import Theme

_ROW, _MOST_ROWS, _NAME, _PAD, _MEASURED = 30, 10, 220, 28, 40


class TableModel(TextModel):
    """The first column is what the row is about, all others are numbers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = Table((), ())

    def show_table(self, table: Table) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def headings(self) -> Sequence[str]:
        return [_seen(heading) for heading in self.table.headings]

    def count(self) -> int:
        return len(self.table.rows)

    def text(self, row: int, column: int) -> str:
        return _seen(self.table.rows[row].cells[column])

    def is_number(self, column: int) -> bool:
        return column > 0


class ReportTable(QTableView):
    """As high as its rows, up to ten of them; more are scrolled."""

    opened = Signal(object)
    """The `Filter` of the sessions behind a row."""
    menu_wanted = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model, self._name = theme, TableModel(self), 0
        self.setAccessibleName(title)
        self.setProperty("plain", True)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme.changed.connect(self._fit)

    def show_table(self, table: Table) -> None:
        if table != self._model.table:
            self._model.show_table(table)
            if self.isVisible():
                self._fit()

    def copy(self) -> None:
        """The selected rows, else all."""
        selected = sorted(index.row() for index in self.selectionModel().selectedRows())
        copy(self._model.table, selected or range(len(self._model.table.rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif is_return(event):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are left to the keys of the program."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        else:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _open(self, row: int) -> None:
        rows = self._model.table.rows
        wanted = rows[row].wanted if 0 <= row < len(rows) else None
        if wanted is not None:
            self.opened.emit(wanted)

    def _fit(self) -> None:
        """Each column is as wide as its words; what is left over is the first one's."""
        px, header, table = self._theme.px, self.horizontalHeader(), self._model.table
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        metrics = self.fontMetrics()
        for column, heading in enumerate(table.headings):
            texts = (heading, *(row.cells[column] for row in table.rows[:_MEASURED]))
            needed = max(metrics.horizontalAdvance(_seen(each)) for each in texts) + px(_PAD)
            header.resizeSection(column, needed)
            if column == 0:
                self._name = min(needed, px(_NAME))
        self._spread()

    def _spread(self) -> None:
        header, count = self.horizontalHeader(), len(self._model.table.rows)
        if not header.count():
            return
        others = header.length() - header.sectionSize(0)
        header.resizeSection(0, max(self._name, self.viewport().width() - others))
        is_wider = others + self._name > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if is_wider else 0
        rows = min(max(count, 1), _MOST_ROWS) * self._theme.px(_ROW)
        self.setFixedHeight(header.sizeHint().height() + rows + bar + 2)

    def showEvent(self, event: QShowEvent) -> None:
        """Its font is known only now."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()


def copy(table: Table, rows: Iterable[int]) -> None:
    """Onto the clipboard, for spreadsheets and for letters."""
    wanted, data = list(rows), QMimeData()
    data.setText(table.as_text(wanted))
    data.setHtml(table.as_html(wanted))
    QGuiApplication.clipboard().setMimeData(data)


def _seen(cell: str) -> str:
    return text.shown(cell, LETTERS)
