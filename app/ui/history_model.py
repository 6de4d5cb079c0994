"""The last sessions as rows of a table: a heading for each day, the sessions under it, and what is undecided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core import text, timing, wording
from app.core.days import Day
from app.core.model import Gap, Session, Verdict
from app.ui import times
from app.ui.away_words import gap_words, names

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `DayRow`, `SessionRow` or `GapRow` behind an index."""
OVERLAPS = "Overlaps"
_INVALID = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class Column(Enum):
    """In order; the value is the heading."""

    PROJECT = "Project"
    TAGS = "Tags"
    START = "Start"
    END = "End"
    WORKED = "Worked"
    PLANNED = "Planned"
    OVERTIME = "Overtime"
    SCORE = "Score"
    NOTES = "Notes"


COLUMNS = tuple(Column)
NUMBERS = frozenset({Column.START, Column.END, Column.WORKED, Column.PLANNED, Column.OVERTIME})


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day's heading."""

    day: Day


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session, and those of the listed ones that it overlaps: a clock that was set back can make that."""

    session: Session
    overlaps: tuple[Session, ...] = ()

    @property
    def warning(self) -> str:
        """`Overlaps the session from 13:00 to 13:35`; empty where it overlaps none."""
        if not self.overlaps:
            return ""
        from_to = " and ".join(f"from {_cell(other, Column.START)} to {_end(other)}" for other in self.overlaps)
        return f"{OVERLAPS} the session{'s' if len(self.overlaps) > 1 else ''} {from_to}"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap nobody decided, under its session."""

    session: Session
    gap: Gap


Row = DayRow | SessionRow | GapRow


class HistoryModel(QAbstractTableModel):
    """Read-only; made anew when the record changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._today = date.min

    def show_days(self, days: tuple[Day, ...], today: date) -> None:
        self.beginResetModel()
        self._today = today
        overlaps = _overlaps([session for day in days for session in day.sessions])
        self._rows = tuple(row for day in days for row in _rows(day, overlaps))
        self.endResetModel()

    def row_of(self, session_id: int, gap_id: int | None = None) -> int | None:
        """The row of that gap; where it is not shown or none was asked for, of the session; else None."""
        found = None
        for number, row in enumerate(self._rows):
            match row:
                case SessionRow(session) if session.id == session_id:
                    found = number
                case GapRow(_session, gap) if gap.id == gap_id:
                    return number
        return found

    def rowCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _INVALID) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].value
        return _alignment(COLUMNS[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return enabled if isinstance(self._rows[index.row()], DayRow) else enabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _accessible(row, column, self._text(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return row if role == ROW_ROLE else None

    def _text(self, row: Row, column: Column) -> str:
        match row:
            case DayRow(day):
                words = {Column.PROJECT: times.day(day.date, self._today), Column.WORKED: wording.length(day.worked)}
                return words.get(column, "")
            case GapRow(session, gap):
                return gap_words(session, gap) if column is Column.PROJECT else ""
            case SessionRow(session):
                return _cell(session, column)


def _rows(day: Day, overlaps: dict[int, tuple[Session, ...]]) -> list[Row]:
    rows: list[Row] = [DayRow(day)]
    for session in day.sessions:
        rows.append(SessionRow(session, overlaps.get(session.id, ())))
        rows += [GapRow(session, gap) for gap in session.gaps if gap.verdict is Verdict.UNDECIDED]
    return rows


def _overlaps(sessions: Iterable[Session]) -> dict[int, tuple[Session, ...]]:
    """By id, the other sessions that begin before the end of one and end after its start."""
    found: dict[int, tuple[Session, ...]] = {}
    reaching: list[Session] = []
    for session in sorted(sessions, key=lambda session: session.start):
        reaching = [other for other in reaching if other.end is not None and other.end > session.start]
        for other in reaching:
            found[other.id] = (*found.get(other.id, ()), session)
            found[session.id] = (*found.get(session.id, ()), other)
        reaching.append(session)
    return found


def _tip(row: Row) -> str | None:
    match row:
        case SessionRow():
            return row.warning or None
        case GapRow(session, gap):
            return gap_words(session, gap)
    return None


def _accessible(row: Row, column: Column, words: str) -> str:
    if isinstance(row, SessionRow) and row.overlaps and column is Column.PROJECT:
        return f"{words}. {row.warning}"
    return words or "none"


def _cell(session: Session, column: Column) -> str:
    match column:
        case Column.PROJECT:
            return ", ".join(names(session))
        case Column.TAGS:
            return text.shown(", ".join(tag.name for tag in session.tags), 120)
        case Column.START:
            return times.clock(session.start, session.start_offset)
        case Column.END:
            return _end(session)
        case Column.WORKED:
            return wording.length(session.worked or timing.ZERO)
        case Column.PLANNED:
            return "" if session.planned is None else str(session.planned // wording.MINUTE)
        case Column.OVERTIME:
            over = timing.overtime(session)
            return f"+{over // wording.MINUTE}" if over else ""
        case Column.SCORE:
            return "Review" if session.score is None else f"{session.score} of 5"
        case Column.NOTES:
            return text.shown(first_line(session), 300)


def _end(session: Session) -> str:
    offset = session.start_offset if session.end_offset is None else session.end_offset
    return times.clock(session.end, offset) if session.end else ""


def first_line(session: Session) -> str:
    """Of the notes; where there are none, of what was done."""
    said = session.notes.strip() or session.tasks_done.strip()
    return said.partition("\n")[0]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
