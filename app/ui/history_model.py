"""The past sessions as rows of a table. Only the pages that are looked at are there; the others come when asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.control.history import History
from app.core.history import PAGE, DayTotal, Entry, Filter, Index, PageKey, Place
from app.core.model import Session
from app.ui.history_days import HEADING, Days, key_of, laid_out
from app.ui.history_kept import KeptPages
from app.ui.history_rows import (
    COLUMNS,
    NOT_READ,
    NUMBERS,
    BlankRow,
    Column,
    DayRow,
    GapRow,
    Row,
    SessionRow,
)

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `Row` behind an index."""
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_BLANK = BlankRow()
_AROUND = 40
"""Rows above and below those that are seen whose pages are asked for as well."""
_ENABLED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class HistoryModel(QAbstractTableModel):
    """Read-only. What was shown stays until the answer to a new question comes, and is then made anew."""

    answered = Signal()
    """All rows are known and were made anew."""
    placed = Signal(int, object)
    """A session's id, and its Place or None: where `ask_place` found it."""
    failed = Signal(str)

    def __init__(self, history: History, day_of: Callable[[Session], date], parent: QObject | None = None) -> None:
        """`day_of` is the day a session counts on."""
        super().__init__(parent)
        self._history, self._day_of = history, day_of
        self._filter: Filter | None = None
        self._shown: Filter | None = None
        self._days, self._pages, self._asked = Days(), KeptPages(), set[PageKey]()
        self._today, self.sessions = date.min, 0
        self._is_whole = self._is_cut = False
        history.index_ready.connect(self._on_index)
        history.first_page_ready.connect(self._on_first_page)
        history.page_ready.connect(self._on_page)
        history.place_ready.connect(self._on_place)
        history.failed.connect(self._on_failed)

    # Asking

    @property
    def is_whole(self) -> bool:
        """Whether what is shown is all that was asked for last; `sessions` is how many that are."""
        return self._is_whole and self._shown == self._filter

    @property
    def filter(self) -> Filter:
        """What was asked for last."""
        return self._filter or Filter()

    @property
    def shown(self) -> Filter | None:
        """What the rows are an answer to."""
        return self._shown

    def ask(self, filter: Filter, top: Place | None = None) -> None:
        """`top` is a row that is to be there with the answer, without another question."""
        self._filter = filter
        self._history.ask(filter, key_of(top) if top is not None and top.row != HEADING else None)

    def ask_place(self, session_id: int) -> None:
        self._history.ask_place(self.filter, session_id)

    def see(self, first: int, last: int) -> None:
        """These rows are looked at: ask for what is missing of them, and around them."""
        if not self.is_whole or not self._days.rows:
            return
        for key in self._days.keys(max(first - _AROUND, 0), min(last + _AROUND, self._days.rows - 1)):
            if not self._pages.is_fresh(key) and key not in self._asked:
                self._asked.add(key)
                self._history.ask_page(self.filter, key)

    def set_today(self, today: date) -> None:
        if today != self._today:
            self._today = today
            if self._days.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(self._days.rows - 1, 0))

    # Answers

    def _on_index(self, filter: Filter, index: Index, pages: dict[PageKey, tuple[Entry, ...]]) -> None:
        if filter == self._filter:
            self.sessions, self._is_whole, self._is_cut = index.sessions, True, False
            self._take(filter, index.days, pages)
            self.answered.emit()

    def _on_first_page(self, filter: Filter, entries: tuple[Entry, ...]) -> None:
        """While nothing of that is shown yet: rows that are there stay.

        Sessions that are not there may run into any of these days.
        """
        if filter == self._filter and filter != self._shown:
            self._is_whole, self._is_cut = False, len(entries) >= PAGE or filter.since is not None
            self._take(filter, *laid_out(entries, self._day_of, filter.holds))

    def _take(self, filter: Filter, days: tuple[DayTotal, ...], pages: dict[PageKey, tuple[Entry, ...]]) -> None:
        """Asked the same again, rows of days whose total is the same are shown until newer ones come."""
        self.beginResetModel()
        before, self._days = self._days if filter == self._shown else Days(), Days(days)
        self._shown = filter
        self._pages.age(lambda day: before.total_of(day) == self._days.total_of(day) is not None)
        self._asked.clear()
        for key, entries in pages.items():
            self._pages.put(key, entries)
        self.endResetModel()

    def _on_page(self, filter: Filter, key: PageKey, entries: tuple[Entry, ...]) -> None:
        if filter != self._shown or not self.is_whole:
            return
        self._asked.discard(key)
        self._pages.put(key, entries)
        first = self._days.row_of(Place(key.date, key.number * PAGE))
        if first is not None:
            last = min(first + PAGE, self._days.rows) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _on_place(self, filter: Filter, session_id: int, place: Place | None) -> None:
        if self.is_whole and filter == self._shown:
            self.placed.emit(session_id, place)

    def _on_failed(self, sentence: str) -> None:
        self._asked.clear()
        self.failed.emit(sentence)

    # Rows

    @property
    def headings(self) -> list[int]:
        """Their rows."""
        return self._days.headings

    def is_heading(self, row: int) -> bool:
        return self._days.place_at(row).row == HEADING

    def row_at(self, row: int) -> Row:
        place = self._days.place_at(row)
        if place.row == HEADING:
            return self._heading(row)
        page = self._pages.get(key_of(place))
        number = place.row % PAGE
        return page[number] if page is not None and number < len(page) else _BLANK

    def place_at(self, row: int) -> Place:
        return self._days.place_at(row)

    def row_near(self, place: Place) -> int | None:
        """Its row, or one close by where it is gone."""
        return self._days.row_near(place)

    def row_of(self, session_id: int, gap_id: int | None = None) -> int | None:
        """Of that gap; where it is not there or none was asked for, of the session. None where neither was read yet."""
        found = None
        for key, page in self._pages.fresh():
            for number, row in enumerate(page):
                match row:
                    case SessionRow(session) if session.id == session_id:
                        found = self._days.row_of(Place(key.date, key.number * PAGE + number))
                    case GapRow(_session, gap) if gap.id == gap_id:
                        return self._days.row_of(Place(key.date, key.number * PAGE + number))
        return found

    def neighbour(self, row: int, step: int) -> Session | None:
        """The session above (-1) or below (1); None where there is none, or it was not read yet."""
        row += step
        while 0 <= row < self._days.rows:
            match self.row_at(row):
                case SessionRow(session):
                    return session
                case BlankRow():
                    return None
            row += step
        return None

    def _heading(self, row: int) -> DayRow:
        total = self._days.total_at(row)
        return DayRow(total.date, None if self._is_cut else total.worked)

    # What Qt asks

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else self._days.rows

    def columnCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].value
        return alignment(COLUMNS[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ENABLED if self.is_heading(index.row()) else _ENABLED | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._accessible(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return row if role == ROW_ROLE else None

    def texts_of(self, row: Row) -> tuple[str, ...]:
        """What stands in each of its columns."""
        return row.texts(self._today) if isinstance(row, DayRow) else row.texts

    def _text(self, row: Row, column: Column) -> str:
        return self.texts_of(row)[COLUMNS.index(column)]

    def _accessible(self, row: Row, column: Column) -> str:
        if isinstance(row, SessionRow):
            return row.accessible(column)
        return self._text(row, column) or (NOT_READ if isinstance(row, BlankRow) else "none")


def _tip(row: Row) -> str | None:
    match row:
        case SessionRow():
            return row.tip or None
        case GapRow():
            return row.texts[0]
    return None


def alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
