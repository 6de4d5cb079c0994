"""The last sessions as rows of a table: a heading for each day, the sessions under it, and what is undecided."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core import text, timing, wording
from app.core.days import Day
from app.core.model import Cause, Gap, Session, Verdict
from app.ui import times

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `DayRow`, `SessionRow` or `GapRow` behind an index."""
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
    """A session."""

    session: Session


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
        self._rows = tuple(row for day in days for row in _rows(day))
        self.endResetModel()

    def row_of(self, session_id: int) -> int | None:
        """The row of that session, or None where it is not shown."""
        found = (i for i, r in enumerate(self._rows) if isinstance(r, SessionRow) and r.session.id == session_id)
        return next(found, None)

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
        return enabled | Qt.ItemFlag.ItemIsSelectable if isinstance(self._rows[index.row()], SessionRow) else enabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(row, column) or "none"
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


def gap_words(session: Session, gap: Gap) -> str:
    """`Asleep 11:48 to 12:30, 42 min not decided`."""
    end = gap.end or session.end or gap.start
    start, until = times.clock(gap.start, session.start_offset), times.clock(end, session.start_offset)
    return f"{CAUSES[gap.cause]} {start} to {until}, {wording.length(end - gap.start)} not decided"


CAUSES = {
    Cause.PAUSE: "Paused",
    Cause.IDLE: "Idle",
    Cause.CLOCK: "Clock went forward",
    Cause.LOCKED: "Locked",
    Cause.ASLEEP: "Asleep",
    Cause.CLOSED: "Not running",
}


def _rows(day: Day) -> list[Row]:
    rows: list[Row] = [DayRow(day)]
    for session in day.sessions:
        rows.append(SessionRow(session))
        rows += [GapRow(session, gap) for gap in session.gaps if gap.verdict is Verdict.UNDECIDED]
    return rows


def _cell(session: Session, column: Column) -> str:
    match column:
        case Column.PROJECT:
            return ", ".join(names(session))
        case Column.TAGS:
            return text.shown(", ".join(tag.name for tag in session.tags), 120)
        case Column.START:
            return times.clock(session.start, session.start_offset)
        case Column.END:
            return times.clock(session.end, session.end_offset or session.start_offset) if session.end else ""
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


def names(session: Session) -> tuple[str, ...]:
    """What the session is called, and its project where that is another name."""
    name = text.shown(session.name, 120)
    if session.project is None or session.project.name == session.name:
        return (name,)
    return name, text.shown(session.project.name, 60)


def first_line(session: Session) -> str:
    """Of the notes; where there are none, of what was done."""
    said = session.notes.strip() or session.tasks_done.strip()
    return said.partition("\n")[0]


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
