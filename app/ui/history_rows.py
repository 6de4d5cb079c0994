"""The rows of the History table and their words: a day's heading, a session, a gap nobody decided, one not read yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from app.core import text, timing, wording
from app.core.day_parts import Part
from app.core.history import Entry
from app.core.model import Gap, Session
from app.ui import times
from app.ui.away_words import gap_words, names

OVERLAPS = "Overlaps"
NOT_READ = "Not read yet"
_WEEK = timedelta(days=7)


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
_NOTHING = ("",) * len(COLUMNS)


@dataclass(frozen=True)
class DayRow:
    """A day's heading; `worked` is None where not all of its sessions are known yet."""

    day: date
    worked: timedelta | None

    def texts(self, today: date) -> tuple[str, ...]:
        """What stands in each column."""
        total = "" if self.worked is None else wording.length(self.worked)
        words = {Column.PROJECT: times.day(self.day, today), Column.WORKED: total}
        return tuple(words.get(column, "") for column in COLUMNS)


@dataclass(frozen=True)
class SessionRow:
    """A session, those that it overlaps (a clock that was set back can make that), and its parts in later days."""

    session: Session
    overlaps: tuple[Session, ...] = ()
    later: tuple[Part, ...] = ()

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What stands in each column."""
        return tuple(_cell(self.session, column) for column in COLUMNS)

    @property
    def warning(self) -> str:
        """`Overlaps the session from 13:00 to 13:35`; empty where it overlaps none."""
        if not self.overlaps:
            return ""
        from_to = " and ".join(f"from {_start(other)} to {_end(other)}" for other in self.overlaps)
        return f"{OVERLAPS} the session{'s' if len(self.overlaps) > 1 else ''} {from_to}"

    @property
    def ends_later(self) -> str:
        """`Ends Wednesday 11 March, 01:30`; empty where it ends on the day it began."""
        day, end_day = _days(self.session)
        return f"Ends {times.day(end_day, day)}, {_end_clock(self.session)}" if end_day != day else ""

    @cached_property
    def runs_over(self) -> str:
        """`40 min of it on Tuesday, 3 h 10 min on Wednesday`; empty where all of it lies in the day it began."""
        days = [f"{wording.length(part.worked)}{{}} on {self._day_name(part.date)}" for part in self.later]
        return ", ".join(days).replace("{}", " of it", 1).replace("{}", "")

    @property
    def tip(self) -> str:
        """Lines that say what the cells have no room for."""
        return "\n".join(filter(None, (self.warning, self.ends_later, self.runs_over)))

    def accessible(self, column: Column) -> str:
        words = self.texts[COLUMNS.index(column)]
        more = {Column.PROJECT: self.warning, Column.END: self.ends_later, Column.WORKED: self.runs_over}.get(
            column, ""
        )
        return f"{words}. {more}" if more else words or "none"

    def _day_name(self, day: date) -> str:
        """Its weekday; a week after the session's beginning and later it would be mistaken."""
        return times.long_weekday(day) if day - _days(self.session)[0] < _WEEK else times.short_day(day)


@dataclass(frozen=True)
class GapRow:
    """A gap nobody decided, under its session."""

    session: Session
    gap: Gap

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return (gap_words(self.session, self.gap), *_NOTHING[1:])


@dataclass(frozen=True)
class BlankRow:
    """The page it stands on has not come yet."""

    @property
    def texts(self) -> tuple[str, ...]:
        return _NOTHING


Row = DayRow | SessionRow | GapRow | BlankRow


def row_of(entry: Entry) -> SessionRow | GapRow:
    return (
        SessionRow(entry.session, entry.overlaps, entry.later)
        if entry.gap is None
        else GapRow(entry.session, entry.gap)
    )


def _cell(session: Session, column: Column) -> str:
    match column:
        case Column.PROJECT:
            return ", ".join(names(session))
        case Column.TAGS:
            return text.shown(", ".join(tag.name for tag in session.tags), 120)
        case Column.START:
            return _start(session)
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


def _start(session: Session) -> str:
    return times.clock(session.start, session.start_offset)


def _end(session: Session) -> str:
    """`14:00`; with its day where it began on another one: `Wed 01:30`, `18 Mar 01:30`."""
    day, end_day = _days(session)
    if end_day == day:
        return _end_clock(session)
    return f"{times.weekday(end_day) if end_day - day < _WEEK else times.short_day(end_day)} {_end_clock(session)}"


def _end_clock(session: Session) -> str:
    return times.clock(session.end, _end_offset(session)) if session.end else ""


def _days(session: Session) -> tuple[date, date]:
    """As the calendar there counted at its start and at its end."""
    start = (session.start + session.start_offset).date()
    return start, (session.end + _end_offset(session)).date() if session.end else start


def _end_offset(session: Session) -> timedelta:
    return session.start_offset if session.end_offset is None else session.end_offset


def first_line(session: Session) -> str:
    """Of the notes; where there are none, of what was done."""
    said = session.notes.strip() or session.tasks_done.strip()
    return said.partition("\n")[0]
