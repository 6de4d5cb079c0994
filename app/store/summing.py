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
_DAY_MS = 86_400_000
_EPOCH = 719_163
_MS = timedelta(milliseconds=1)
_BLOCK = 60
"""So many days are summed at a time: a file may hold ten years of a million sessions."""
_LONGEST = "(SELECT coalesce(max(end_time - start_time), 0) FROM session)"
"""One that began earlier before an instant does not reach it."""
_SESSIONS = f"""
SELECT id, start_time, start_offset, end_time, coalesce(end_offset, start_offset), zone, project_id, planned_duration,
    satisfaction_score, worked,
    (SELECT json_group_array(tag_id) FROM session_tag WHERE session_id = s.id),
    (SELECT json_group_array(json_array(start_time, end_time, cause, verdict)) FROM gap
        WHERE session_id = s.id AND end_time IS NOT NULL)
FROM session AS s WHERE start_time >= ? - {_LONGEST}
    AND start_time < ? AND end_time >= ?"""
"""Of a session that goes on nothing is read."""


def worked_out(database: Rows, wanted: Iterable[Days], day_start: time) -> Iterator[dict[Key, list[int]]]:
    """The sums of the wanted days, block by block, each with the values of `COLUMNS` (lengths in milliseconds).

    Days without any are left out.
    """
    for days in wanted:
        bounds = _bounds(database)
        first, last = max(days[0], bounds[0]), min(days[1], bounds[1])
        for begin in range(first, last + 1, _BLOCK):
            yield _block(database, begin, min(begin + _BLOCK - 1, last), day_start)


def sessions_around(database: Rows, days: Days) -> Iterator[Session]:
    """All that have ended of which something may lie in these days, and some more; as far as sums need them."""
    low, high = (days[0] - _EPOCH - 1) * _DAY_MS, (days[1] - _EPOCH + 3) * _DAY_MS
    for row in database.peewee.execute_sql(_SESSIONS, (low, high, low)):
        yield _session(row)


def _bounds(database: Rows) -> Days:
    """The days that anything can lie in: a zone is up to 15 hours from UTC, and a day begins up to 24 hours late."""
    first, last = database.peewee.execute_sql(
        f"SELECT (SELECT min(start_time) FROM session), (SELECT max(start_time) FROM session) + {_LONGEST}"
    ).fetchone()
    return (1, 0) if first is None else (first // _DAY_MS + _EPOCH - 2, last // _DAY_MS + _EPOCH + 1)


def _block(database: Rows, first: int, last: int, day_start: time) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for session in sessions_around(database, (first, last)):
        for kind, day, key, tally in sums.of_session(session, day_start):
            ordinal = day.toordinal()
            if first <= ordinal <= last:
                values = found.setdefault((kind.value, ordinal, key), [0] * len(COLUMNS))
                for place, value in enumerate(_values(tally)):
                    values[place] += value
    return found


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
        start_offset=timedelta(minutes=offset),
        zone=zone,
        end=instants.from_ms(end),
        end_offset=timedelta(minutes=end_offset),
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
