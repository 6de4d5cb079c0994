"""What a file brings, in tables of this connection alone: on disk once it is much, gone when it is closed."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from app.core import errors, text
from app.core.days import day_of
from app.core.importing import TOLD
from app.core.incoming import (
    Found,
    IncomingAlert,
    IncomingGap,
    IncomingItem,
    IncomingProject,
    IncomingRunning,
    IncomingSession,
    IncomingTag,
    Problem,
)
from app.core.model import Cause, Verdict
from app.core.readers.said import STILL_RUNS
from app.store import instants

_SOURCES = UUID("6b0a3b6e-0a5f-4f0e-9f38-5a1c3f6e7d21")
"""The uid of a session that comes from elsewhere is made from its source: the same on every machine."""
_AT_ONCE = 1000
COLUMNS = (
    *("n", "line", "source", "uid", "start_time", "start_offset", "end_time", "end_offset", "zone", "project"),
    *("project_key", "title", "title_key", "item", "day", "planned", "muted", "score", "tasks_done", "notes", "gaps"),
    *("lost", "at", "until"),
)
_TABLES = (
    f"CREATE TEMP TABLE incoming (n INTEGER PRIMARY KEY, {', '.join(COLUMNS[1:])}, state DEFAULT 0, worked, "
    "other_id, other_line, planning_id)",
    "CREATE UNIQUE INDEX temp.incoming_uid ON incoming (uid)",
    "CREATE TEMP TABLE incoming_tag (n, key, name)",
    "CREATE TEMP TABLE incoming_gap (n, start_time, end_time, cause, verdict)",
    "CREATE TEMP TABLE incoming_name (kind, key, name, id, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    "CREATE TEMP TABLE incoming_listed (kind, key, name, color, archived, quiet, weekly_target)",
    "CREATE TEMP TABLE incoming_item (n INTEGER PRIMARY KEY, uid UNIQUE, day, title, title_key, project, project_key, "
    "planned, position, done, unplanned)",
    "CREATE TEMP TABLE incoming_item_tag (n, key, name)",
    "CREATE TEMP TABLE incoming_alert (n, kind, due_time, done_time, result, way, reason)",
)
"""`at` and `until` are the times that come in; `state` is one of those below. `incoming_name` has the projects and tags
that what comes in needs, `incoming_listed` those that the file tells more of than a name.
"""
_OLD = "SELECT name FROM sqlite_temp_schema WHERE type = 'table' AND name LIKE 'incoming%'"
COMES, THERE, DELETED, LEFT_OUT = range(4)


class IncomingRows:
    """Fills them. `sessions` counts those that could be read, also where one is there twice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.sessions = self.problem_count = 0
        self.problems: list[Problem] = []

    def fill(self, found: Iterable[Found], now: datetime, day_start: time) -> Iterator[None]:
        """Anew, with a pause after every thousand. `day_start` tells the day that a session's title belongs to."""
        self.sessions = self.problem_count = 0
        self.problems = []
        run = self._connection.execute
        for (table,) in run(_OLD).fetchall():
            run(f"DROP TABLE temp.{table}")
        for statement in _TABLES:
            run(statement)
        found = iter(found)
        while batch := list(islice(found, _AT_ONCE)):
            self._write([each for each in batch if isinstance(each, IncomingSession)], now, day_start)
            self._list([each for each in batch if isinstance(each, IncomingProject | IncomingTag)])
            self._plan([each for each in batch if isinstance(each, IncomingItem)])
            self._say([each for each in batch if isinstance(each, Problem)])
            self._say([Problem(each.session.line, STILL_RUNS) for each in batch if isinstance(each, IncomingRunning)])
            yield

    def _say(self, problems: list[Problem]) -> None:
        self.problem_count += len(problems)
        self.problems += problems[: TOLD - len(self.problems)]

    def _write(self, sessions: list[IncomingSession], now: datetime, day_start: time) -> None:
        self._say([Problem(each.line, errors.END_IN_FUTURE) for each in sessions if each.end > now])
        rows, tags, alerts = [], [], []
        for each in sessions:
            if each.end <= now:
                self.sessions += 1
                alerts += [_alert(self.sessions, alert) for alert in each.alerts]
                rows.append(_row(self.sessions, each, day_start))
                tags += [(self.sessions, _key(tag), tag) for tag in each.tags]
        marks = ", ".join("?" * len(COLUMNS))
        self._connection.executemany(f"INSERT OR IGNORE INTO incoming ({', '.join(COLUMNS)}) VALUES ({marks})", rows)
        self._connection.executemany("INSERT INTO incoming_tag VALUES (?, ?, ?)", tags)
        self._note(alerts)

    def _note(self, alerts: list[tuple[Any, ...]]) -> None:
        self._connection.executemany("INSERT INTO incoming_alert VALUES (?, ?, ?, ?, ?, ?, ?)", alerts)

    def _list(self, named: list[IncomingProject | IncomingTag]) -> None:
        self._connection.executemany("INSERT INTO incoming_listed VALUES (?, ?, ?, ?, ?, ?, ?)", map(_listed, named))

    def _plan(self, items: list[IncomingItem]) -> None:
        run = self._connection.execute
        for item in items:
            marks = ", ".join("?" * len(_item(item)))
            n = run(f"INSERT OR IGNORE INTO incoming_item VALUES (NULL, {marks})", _item(item)).lastrowid
            tags = [(n, _key(tag), tag) for tag in item.tags]
            self._connection.executemany("INSERT INTO incoming_item_tag VALUES (?, ?, ?)", tags)


def _listed(named: IncomingProject | IncomingTag) -> tuple[Any, ...]:
    if isinstance(named, IncomingTag):
        return ("tag", _key(named.name), named.name, None, 0, int(named.quiet), None)
    flags = int(named.archived), int(named.quiet)
    return ("project", _key(named.name), named.name, named.color or None, *flags, named.weekly_target)


def _item(item: IncomingItem) -> tuple[Any, ...]:
    project = (item.project, None if item.project is None else _key(item.project))
    flags = int(item.done), int(item.unplanned)
    title = (item.title, text.key(item.title))
    return (item.uid, item.day.isoformat(), *title, *project, item.planned_minutes, item.position, *flags)


def _alert(n: int, alert: IncomingAlert) -> tuple[Any, ...]:
    """`n` is the session that it is about."""
    told = alert.record
    done = None if alert.done is None else instants.to_ms(alert.done)
    result = None if told.result is None else told.result.value
    return (n, told.kind.value, instants.to_ms(told.due), done, result, told.way, told.reason)


def gaps_of(written: str | None) -> tuple[IncomingGap, ...]:
    return tuple(
        IncomingGap(instants.from_ms(start), instants.from_ms(end), Cause(cause), Verdict(verdict))
        for start, end, cause, verdict in json.loads(written or "[]")
    )


def _row(number: int, session: IncomingSession, day_start: time) -> tuple[Any, ...]:
    start, end = instants.to_ms(session.start), instants.to_ms(session.end)
    gaps = [(instants.to_ms(g.start), instants.to_ms(g.end), g.cause.value, g.verdict.value) for g in session.gaps]
    return (
        number,
        session.line,
        session.source or None,
        session.uid or str(uuid5(_SOURCES, session.source)),
        start,
        instants.to_minutes(session.start_offset),
        end,
        instants.to_minutes(session.end_offset),
        session.zone,
        session.project,
        None if session.project is None else _key(session.project),
        session.title,
        _key(session.title) if session.title else "",
        session.item,
        day_of(session.start, session.start_offset, day_start).isoformat() if session.title else None,
        None if session.planned is None else instants.to_minutes(session.planned),
        int(session.muted),
        session.score,
        session.tasks_done,
        session.notes,
        json.dumps(gaps) if gaps else None,
        instants.span_to_ms(session.lost),
        start,
        end,
    )


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return text.key(name)
