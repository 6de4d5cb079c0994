"""Ended sessions as far as a total needs them: when, where and how long, read without their words, tags and names."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from app.core.model import Cause, Gap, Session, Verdict
from app.store import instants
from app.store.database import Rows

Bare = tuple[int | None, Session]
"""The id of its project, and the session with those of its gaps that do not count."""

_SESSIONS = (
    "SELECT s.id, s.project_id, s.start_time, s.start_offset, s.zone, s.end_time, s.end_offset, s.worked "
    "FROM session AS s WHERE typeof(s.start_time) = 'integer' AND typeof(s.end_time) = 'integer' AND "
)
_GAPS = """SELECT id, session_id, start_time, end_time, cause, verdict FROM gap
WHERE session_id IN (SELECT value FROM json_each(?)) AND verdict != 'kept' ORDER BY start_time"""
_LONGEST = "coalesce((SELECT max(end_time - start_time) FROM session), 0)"


class BareSessions:
    """Those whose instants are numbers, in two statements: of a few days small enough for the GUI thread."""

    def __init__(self, database: Rows) -> None:
        self._database = database

    def by_ids(self, ids: Iterable[int]) -> list[Bare]:
        return self._read("s.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))

    def between(self, start: datetime, end: datetime) -> list[Bare]:
        """Those that share an instant with the stretch. The longest there is says how far back to look."""
        first, last = instants.to_ms(start), instants.to_ms(end)
        which = f"s.start_time < ? AND s.start_time >= ? - {_LONGEST} AND s.end_time >= ?"
        return self._read(which, (last, first, first))

    def _read(self, which: str, values: tuple[Any, ...]) -> list[Bare]:
        rows = self._database.peewee.execute_sql(_SESSIONS + which, values).fetchall()
        gaps: defaultdict[int, tuple[Gap, ...]] = defaultdict(tuple)
        for row in self._database.peewee.execute_sql(_GAPS, (json.dumps([row[0] for row in rows]),)).fetchall():
            gaps[row[1]] += (_gap(*row),)
        return [_bare(row, gaps.get(row[0], ())) for row in rows]


def _bare(row: tuple[Any, ...], gaps: tuple[Gap, ...]) -> Bare:
    id_, project_id, start, start_offset, zone, end, end_offset, worked = row
    session = Session(
        id=id_,
        uid="",
        start=instants.from_ms(start),
        start_offset=instants.from_minutes(start_offset),
        zone=zone,
        end=instants.from_ms(end),
        end_offset=instants.from_minutes(start_offset if end_offset is None else end_offset),
        worked=None if worked is None else timedelta(milliseconds=worked),
        gaps=gaps,
    )
    return project_id, session


def _gap(id_: int, session_id: int, start: int, end: int | None, cause: str, verdict: str) -> Gap:
    return Gap(id_, session_id, instants.from_ms(start), instants.from_ms(end), Cause(cause), Verdict(verdict))
