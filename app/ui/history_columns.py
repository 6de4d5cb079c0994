"""How wide the columns of the History table are, and which of them go where it is too narrow for all."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from app.core import wording
from app.core.timing import ZERO
from app.ui import times
from app.ui.history_rows import COLUMNS, Column
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
_DROPPED = (Column.TAGS, Column.PLANNED, Column.SCORE, Column.OVERTIME, Column.NOTES)
"""Columns that go, in this order, while the table is too narrow for all."""
_SMALLEST, _LARGEST, _PROJECT_AT_LEAST, _CELL_MARGIN = 48, 2000, 90, 8
_LATE = datetime(2000, 1, 1, 22, 58, tzinfo=UTC)
"""A time of day with as many digits as there are."""
_LONG_DAY = timedelta(hours=22, minutes=58)


class HistoryColumns(QObject):
    """Widths are those the person gave them, in pixels of a base font of 14 px; else what their words need."""

    chosen = Signal(dict)
    """The person's widths, by the names of their columns."""

    def __init__(self, table: QTableView, theme: Theme, chosen: Mapping[str, int]) -> None:
        super().__init__(table)
        self._table, self._theme = table, theme
        self._chosen = {column: chosen[column.value] for column in COLUMNS if column.value in chosen}
        self._fits = False
        self._refit = QTimer(self, singleShot=True, interval=0)  # not while Qt is at it
        self._refit.timeout.connect(self.fit)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(0)
        header.setMinimumSectionSize(theme.px(_SMALLEST))
        header.sectionResized.connect(self._on_resized)

    def fit(self) -> None:
        """To the table's width, with room for a scroll bar also while there is none."""
        self._fits = True
        missing = sum(map(self._width, COLUMNS)) - self._room
        for column in _DROPPED:
            self._table.setColumnHidden(COLUMNS.index(column), missing > 0)
            if missing > 0:
                missing -= self._width(column)
        for number, column in enumerate(COLUMNS[:-1]):
            self._table.setColumnWidth(number, self._width(column))
        name = self._width(Column.PROJECT)
        self._table.setColumnWidth(0, max(name - max(missing, 0), self._theme.px(_PROJECT_AT_LEAST)))
        self._fits = False

    def is_shown(self, column: Column) -> bool:
        return not self._table.isColumnHidden(COLUMNS.index(column))

    @property
    def _room(self) -> int:
        bar = self._table.verticalScrollBar().sizeHint().width()
        return self._table.width() - 2 * self._table.frameWidth() - bar

    def _width(self, column: Column) -> int:
        """Asked of no header: that does not tell it for a column that is hidden."""
        margins = self._theme.px(2 * _CELL_MARGIN) + 2
        heading = QFontMetrics(self._theme.font("name")).horizontalAdvance(self._heading(column)) + margins
        if column in self._chosen:
            return max(self._theme.px(self._chosen[column]), self._theme.px(_SMALLEST))
        font = QFontMetrics(self._theme.font("strong" if column is Column.WORKED else "body"))
        words = max(map(font.horizontalAdvance, _longest(column))) + margins
        return max(self._theme.px(_WIDTHS[column]), heading, words)

    def _heading(self, column: Column) -> str:
        return str(self._table.model().headerData(COLUMNS.index(column), Qt.Orientation.Horizontal))

    def _on_resized(self, number: int, before: int, now: int) -> None:
        """The person drags a column's edge. The last one follows; it must not lose all its room."""
        if self._fits or not before or not now or number == self._last_shown:
            return
        header = self._table.horizontalHeader()
        rest = sum(
            header.sectionSize(other) for other in range(len(COLUMNS)) if other not in (number, self._last_shown)
        )
        most = max(self._room - rest - self._width(COLUMNS[self._last_shown]), header.minimumSectionSize())
        self._chosen[COLUMNS[number]] = min(round(min(now, most) * 1000 / self._theme.px(1000)), _LARGEST)
        if now > most:
            self._refit.start()
        self.chosen.emit({column.value: width for column, width in self._chosen.items()})

    @property
    def _last_shown(self) -> int:
        return max(number for number, column in enumerate(COLUMNS) if self.is_shown(column))


def _longest(column: Column) -> tuple[str, ...]:
    """What a cell of times, or a day's total, may hold."""
    clock = times.clock(_LATE, ZERO)
    week = (_LATE.date() + timedelta(days=number) for number in range(7))
    match column:
        case Column.START:
            return (clock,)
        case Column.END:
            return tuple(f"{times.weekday(day)} {clock}" for day in week)
        case Column.WORKED:
            return (wording.length(_LONG_DAY),)
    return ("",)
