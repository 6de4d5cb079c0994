"""Keeps where the History table stood, and its current row, while its rows are made anew."""

from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QObject
from PySide6.QtWidgets import QTableView

from app.core.history import Filter, Place
from app.ui.history_model import HistoryModel
from app.ui.history_rows import GapRow, SessionRow


class _Current(NamedTuple):
    """`y` is where its row began in the viewport; None where it was not seen."""

    place: Place
    session_id: int | None
    gap_id: int | None
    y: int | None


class HistoryAnchor(QObject):
    """The current session stays where it is seen; else the row at the top does. Another question begins at the top."""

    def __init__(self, table: QTableView, model: HistoryModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._question: Filter | None = None
        self._top: tuple[Place, int] | None = None
        self._current: _Current | None = None
        model.modelAboutToBeReset.connect(self._take)
        model.placed.connect(self._on_placed)

    def seen_place(self) -> Place | None:
        """A row that is looked at now: the current one, or the one at the top."""
        current = self._table.currentIndex()
        if current.isValid() and self._is_seen(current.row()):
            return self._model.place_at(current.row())
        row = self._table.rowAt(0)
        return self._model.place_at(min(row + 1, self._model.rowCount() - 1)) if row >= 0 else None

    def drop(self) -> None:
        """The rows are there again, with their heights."""
        current, self._current = self._current, None
        if self._model.shown != self._question or not self._model.rowCount():
            self._table.verticalScrollBar().setValue(0)
            return
        if current is None:
            self._hold_top()
            return
        row = None if current.session_id is None else self._model.row_of(current.session_id, current.gap_id)
        if row is not None:
            self._hold(current, row)
            return
        self._hold_top()
        if current.session_id is None:
            self._make_current(self._model.row_near(current.place))
        else:
            self._current = current
            self._model.ask_place(current.session_id)

    def _take(self) -> None:
        """Before they go; a current row that is still looked for is kept in mind."""
        self._question = self._model.shown
        top = self._table.rowAt(0)
        is_at_top = self._table.verticalScrollBar().value() == 0
        self._top = None if top < 0 or is_at_top else (self._model.place_at(top), self._table.rowViewportPosition(top))
        index = self._table.currentIndex()
        if index.isValid():
            self._current = self._seen_current(index.row(), keeps_y=not is_at_top)

    def _seen_current(self, row: int, *, keeps_y: bool) -> _Current:
        place = self._model.place_at(row)
        y = self._table.rowViewportPosition(row) if keeps_y and self._is_seen(row) else None
        match self._model.row_at(row):
            case SessionRow(session):
                return _Current(place, session.id, None, y)
            case GapRow(session, gap):
                return _Current(place, session.id, gap.id, y)
        return _Current(place, None, None, y)

    def _on_placed(self, session_id: int, place: Place | None) -> None:
        current = self._current
        if current is None or current.session_id != session_id or self._table.currentIndex().isValid():
            return
        self._current = None
        row = self._model.row_of(session_id, current.gap_id)
        row = self._model.row_near(place or current.place) if row is None else row
        if row is not None:
            self._hold(current, row)

    def _hold(self, current: _Current, row: int) -> None:
        if current.y is None:
            self._hold_top()
        else:
            self._scroll(row, current.y)
        self._make_current(row)

    def _hold_top(self) -> None:
        if self._top is not None:
            row = self._model.row_near(self._top[0])
            if row is not None:
                self._scroll(row, self._top[1])

    def _scroll(self, row: int, y: int) -> None:
        """So that it begins at that height."""
        self._table.verticalScrollBar().setValue(self._table.verticalHeader().sectionPosition(row) - y)

    def _make_current(self, row: int | None) -> None:
        """Without scrolling to it."""
        if row is None:
            return
        flags = QItemSelectionModel.SelectionFlag
        self._table.setAutoScroll(False)
        self._table.selectionModel().setCurrentIndex(self._model.index(row, 0), flags.ClearAndSelect | flags.Rows)
        self._table.setAutoScroll(True)

    def _is_seen(self, row: int) -> bool:
        y = self._table.rowViewportPosition(row)
        return -self._table.rowHeight(row) < y < self._table.viewport().height()
