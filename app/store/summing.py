"""Works sums out from the record, session by session: for the days whose sums were not written yet."""

import json
from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from typing import Any

from app.core import sums
from app.core.model import Cause, Gap, Project, Session, Tag, Verdict
from app.core.report import Tally
from app.store import instants
from app.store.database import Rows
from app.store.sum_tables import COLUMNS

Days = tuple[int, int]
"""Ordinals of days, both included."""
Key = tuple[int, int, int]
"""Kind, ordinal of the day, key."""
Row = tuple[Key, list[int]]
_DAY_MS = 86_400_000
_EPOCH = 719_163
_MS = timedelta(milliseconds=1)
_BLOCK = 60
"""So many days come at a time: a file may hold ten years of a million sessions."""
_MARGIN = 2
"""Days that a session's own may be from those in UTC: a zone is up to 15 hours away, and a day begins up to 24 late."""
_LONGEST = "(SELECT coalesce(max(end_time - start_time), 0) FROM session)"
"""One that began earlier before an instant does not reach it."""
_SESSIONS = f"""
SELECT id, start_time, start_offset, end_time, coalesce(end_offset, start_offset), zone, project_id, planned_duration,
    satisfaction_score, worked,
    (SELECT json_group_array(tag_id) FROM session_tag WHERE session_id = s.id),
    (SELECT json_group_array(json_array(start_time, end_time, cause, verdict)) FROM gap
        WHERE session_id = s.id AND typeof(start_time) = 'integer' AND typeof(end_time) = 'integer')
FROM session AS s WHERE start_time >= ? - {_LONGEST} AND start_time < ? AND end_time >= ?
    AND typeof(start_time) = 'integer' AND typeof(end_time) = 'integer' ORDER BY start_time"""
"""Of a session that goes on nothing is read."""


def worked_out(database: Rows, wanted: Iterable[Days], day_start: time) -> Iterator[list[Row]]:
    """The sums of the wanted days, some days at a time in their order, each with the values of `COLUMNS`.

    Lengths are in milliseconds. Each session is cut once, however long: what is of later days waits for them.
    """
    for days in wanted:
        found: dict[Key, list[int]] = {}
        done = days[0]
        for session in sessions_around(database, days):
            begins = session.start.date().toordinal() - _MARGIN
            if begins > done + _BLOCK:
                yield _taken(found, begins)
                done = begins
            _add(found, session, days, day_start)
        yield _taken(found, days[1] + 1)


def _add(found: dict[Key, list[int]], session: Session, days: Days, day_start: time) -> None:
    for kind, day, key, tally in sums.of_session(session, day_start):
        ordinal = day.toordinal()
        if days[0] <= ordinal <= days[1]:
            values = found.setdefault((kind.value, ordinal, key), [0] * len(COLUMNS))
            for place, value in enumerate(_values(tally)):
                values[place] += value


def _taken(found: dict[Key, list[int]], before: int) -> list[Row]:
    """The rows of the days before that one, taken out."""
    return sorted(((key, found.pop(key)) for key in [key for key in found if key[1] < before]), key=day_of_row)


def day_of_row(row: Row) -> int:
    """The ordinal of its day."""
    return row[0][1]


def sessions_around(database: Rows, days: Days) -> Iterator[Session]:
    """All that have ended of which something may lie in these days, and some more, in order of their start.

    As far as sums need them; those whose instants another program wrote as something else than numbers are left out.
    """
    low, high = (days[0] - _EPOCH - _MARGIN) * _DAY_MS, (days[1] - _EPOCH + _MARGIN + 1) * _DAY_MS
    for row in database.peewee.execute_sql(_SESSIONS, (low, high, low)):
        yield _session(row)


def _values(tally: Tally) -> tuple[int, ...]:
    """Those of `COLUMNS`."""
    lengths = (tally.planned, tally.planned_worked, tally.overtime)
    return (tally.worked // _MS, tally.sessions, *(length // _MS for length in lengths), *tally[5:])


def _session(row: tuple[Any, ...]) -> Session:
    id_, start, offset, end, end_offset, zone, project, planned, score, worked, tags, gaps = row
    return Session(
        id=id_,
        uid="",
        start=instants.from_ms(start),
        start_offset=instants.from_minutes(offset),
        zone=zone,
        end=instants.from_ms(end),
        end_offset=instants.from_minutes(end_offset),
        project=None if project is None else Project(project, "", ""),
        tags=tuple(Tag(tag, "") for tag in json.loads(tags)),
        planned=None if planned is None else timedelta(minutes=planned),
        score=score,
        worked=timedelta(milliseconds=worked or 0),
        gaps=tuple(
            Gap(0, id_, instants.from_ms(since), instants.from_ms(until), Cause(cause), Verdict(verdict))
            for since, until, cause, verdict in sorted(json.loads(gaps))
        ),
    )
