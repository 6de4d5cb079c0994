"""Sessions as CSV (RFC 4180), safe to open in a spreadsheet. The columns: docs/data.md."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone

from app.core import timing
from app.core.model import Session
from app.core.outgoing import Outgoing
from app.core.spreadsheet import guarded

COLUMNS = (
    *("start_time", "end_time", "zone", "title", "project", "tags", "planned_duration", "actual_duration", "overtime"),
    *("satisfaction_score", "tasks_done", "notes", "notification_disabled", "worked_ms", "uid"),
)
"""As `session_readable` names them; the last two are for other programs."""
_MARK = "\ufeff"
"""Excel takes a file without it for one in the old code page of its country, and shows ü as Ã¼."""
_MINUTE, _MS = timedelta(minutes=1), timedelta(milliseconds=1)
_Cell = str | int | None


class _Lines:
    """A file that gives back what is written: what `csv` makes of a row, as a value."""

    def write(self, text: str) -> str:
        return text


def pieces(outgoing: Outgoing) -> Iterator[bytes]:
    """The file, piece by piece: those that have ended, a line each."""
    line = csv.writer(_Lines(), lineterminator="\r\n").writerow
    yield f"{_MARK}{line(COLUMNS)}".encode()
    for session in ended(outgoing):
        yield str(line(_cells(session))).encode()


def ended(outgoing: Outgoing) -> Iterable[Session]:
    return (found.session for found in outgoing.sessions if found.session.end is not None)


def _cells(session: Session) -> tuple[_Cell, ...]:
    worked = session.worked or timing.ZERO
    return (
        _local(session.start, session.start_offset),
        _local(session.end, session.end_offset),
        guarded(session.zone),
        guarded(session.title or ""),
        guarded(session.project.name if session.project else ""),
        guarded(", ".join(tag.name for tag in session.tags)),
        None if session.planned is None else session.planned // _MINUTE,
        worked // _MINUTE,
        None if session.planned is None else timing.overtime(session) // _MINUTE,
        session.score,
        guarded(session.tasks_done),
        guarded(session.notes),
        int(session.muted),
        worked // _MS,
        guarded(session.uid),
    )


def _local(instant: datetime | None, offset: timedelta | None) -> str:
    if instant is None or offset is None:
        return ""
    return instant.astimezone(timezone(offset)).isoformat(timespec="seconds")
