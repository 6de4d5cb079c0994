"""The dry run of an import: what of the sessions that were read can come in, beside what the file holds now.

It is done with a store of its own on a thread of its own. The same connection writes what was settled
(`taking_in.py`), so that nothing but numbers goes through the program: a million sessions need no more memory than one.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from app.core import importing, overlaps
from app.core.errors import Unavailable
from app.core.importing import TOLD, Options, Overlap, Overlapping, Placed, Plan, Taken
from app.core.overlaps import Span
from app.core.readers.said import Clocks
from app.store import instants
from app.store.import_file import ImportFile
from app.store.incoming_rows import COMES, DELETED, LEFT_OUT, THERE, IncomingRows, gaps_of
from app.store.store import Store

_AT_ONCE = 10_000
_STEPS = 10_000
"""So many of SQLite's steps take a few milliseconds at most."""
_NO_ROOM = "What the file holds can't be laid out on the disk: there is no room. Nothing was changed."
_NAMES_TOLD = 100
_WANTED = "SELECT n, line, start_time, end_time FROM incoming WHERE state = ? ORDER BY start_time, n"
_TAKEN = """SELECT id, start_time, end_time FROM session
WHERE start_time < (SELECT max(end_time) FROM incoming)
AND (end_time IS NULL OR start_time >= (SELECT min(start_time) FROM incoming) - ?) ORDER BY start_time"""
_COUNTS = """SELECT count(*) FILTER (WHERE state = ?), count(*) FILTER (WHERE state = ?),
count(*) FILTER (WHERE state = ?), count(*) FILTER (WHERE state = ? AND (at, until) != (start_time, end_time)),
sum(coalesce(worked, until - at)) FILTER (WHERE state = ?), min(at) FILTER (WHERE state = ?),
max(until) FILTER (WHERE state = ?) FROM incoming"""
_OVERLAPS = """SELECT line, title, project, start_time, end_time, start_offset, end_offset, state, at, until, other_id,
other_line FROM incoming WHERE other_id IS NOT NULL ORDER BY start_time, n LIMIT ?"""
_NEW_ITEMS = "incoming_item AS i WHERE NOT EXISTS (SELECT 1 FROM planning WHERE uid = i.uid)"
_NAMES = f"""INSERT OR IGNORE INTO incoming_name (kind, key, name)
SELECT kind, key, name FROM incoming_listed
UNION ALL SELECT 'project', project_key, project FROM {_NEW_ITEMS} AND project_key IS NOT NULL
UNION ALL SELECT 'tag', t.key, t.name FROM incoming_item_tag AS t JOIN {_NEW_ITEMS} AND i.n = t.n
UNION ALL SELECT 'project', project_key, project FROM incoming WHERE state = ? AND project_key IS NOT NULL
UNION ALL SELECT 'tag', t.key, t.name FROM incoming_tag AS t JOIN incoming AS i USING (n) WHERE i.state = ?"""
_KNOWN = """UPDATE incoming_name SET id = CASE kind WHEN 'tag' THEN (SELECT id FROM tag WHERE name_key = key)
ELSE (SELECT id FROM project WHERE name_key = key) END"""

Step = Callable[[float], None]
"""Told how much of the work at hand is done, 0 to 1. Raises what breaks it off."""


class Importing:
    """Used on the thread that made the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.connection = store.connection
        self.rows = IncomingRows(self.connection)

    def broken_off_by(self, is_asked: Callable[[], bool] | None) -> None:
        """Whether to break off is asked in the middle of statements, too; None takes that away."""
        self.connection.set_progress_handler(is_asked, _STEPS)

    def read(self, file: ImportFile, clocks: Clocks, now: datetime, step: Step) -> None:
        """Raises Refused, and what `step` raises; what was read before is gone then, too."""
        day_start = self.store.settings.load().day_start
        with self._transaction():
            for _ in self.rows.fill(file.found(clocks), now, day_start):
                step(file.share)

    def settle(self, options: Options, step: Step) -> None:
        """What becomes of each, as the record is now."""
        with self._transaction():
            self._forget()
            self._mark(THERE, "session")
            if not options.brings_back:
                self._mark(DELETED, "deleted_session")
            self._place(options.overlapping, step)
            self._fit_gaps()
            run = self.connection.execute
            run("DELETE FROM incoming_name")
            run(_NAMES, (COMES, COMES))
            run(_KNOWN)

    def plan(self, file_name: str, zone: str, file: ImportFile) -> Plan:
        run = self.connection.execute
        counts = run(_COUNTS, (COMES, DELETED, LEFT_OUT, *[COMES] * 4)).fetchone()
        to_add, deleted, left_out, cut, worked, first, last = counts
        return Plan(
            kind=file.kind.name,
            file_name=file_name,
            zone=zone,
            needs_zone=file.kind.is_local,
            header=file.kind.header,
            mapping=file.kind.mapping,
            to_add=to_add,
            there=self.rows.sessions - to_add - deleted - left_out,
            deleted=deleted,
            left_out=left_out,
            cut=cut,
            worked=instants.span_from_ms(worked or 0),
            first=instants.from_ms(first),
            last=instants.from_ms(last),
            new_projects=self._new("project"),
            new_tags=self._new("tag"),
            new_items=run(f"SELECT count(*) FROM {_NEW_ITEMS}").fetchone()[0],
            overlaps=tuple(self._overlaps()),
            problems=tuple(self.rows.problems),
            problem_count=self.rows.problem_count,
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One of its own, or part of the one that is open. Raises Unavailable where there is no room on the disk."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise Unavailable(_NO_ROOM, str(error)) from error
        finally:
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")

    def _forget(self) -> None:
        self.connection.execute(
            "UPDATE incoming SET state = 0, at = start_time, until = end_time, worked = NULL, other_id = NULL, "
            "other_line = NULL WHERE state OR other_id IS NOT NULL OR worked IS NOT NULL"
        )
        self.connection.execute("DELETE FROM incoming_gap")

    def _mark(self, state: int, table: str) -> None:
        known = f"uid IN (SELECT uid FROM {table}) OR source IN (SELECT source FROM {table})"
        self.connection.execute(f"UPDATE incoming SET state = ? WHERE state = ? AND ({known})", (state, COMES))

    def _place(self, choice: Overlapping, step: Step) -> None:
        """In order of time, beside the sessions that are there."""
        run = self.connection.execute
        count = run("SELECT count(*) FROM incoming WHERE state = ?", (COMES,)).fetchone()[0]
        keys: list[int] = []
        taken = (Taken(_span(*times), id_) for id_, *times in run(_TAKEN, (self.store.sessions.longest(),)))
        changes = []
        for number, placed in enumerate(importing.placed(self._wanted(keys), taken, choice)):
            if placed.obstacle is not None:
                changes.append(_change(keys[number % _AT_ONCE], placed, placed.obstacle))
            if number % _AT_ONCE == _AT_ONCE - 1:
                keys.clear()
                step(number / count)
        self.connection.executemany(
            "UPDATE incoming SET state = ?, at = coalesce(?, at), until = coalesce(?, until), other_id = ?, "
            "other_line = ? WHERE n = ?",
            changes,
        )

    def _wanted(self, keys: list[int]) -> Iterator[tuple[int, Span]]:
        for n, line, start, end in self.connection.execute(_WANTED, (COMES,)):
            keys.append(n)
            yield line, _span(start, end)

    def _fit_gaps(self) -> None:
        query = "SELECT n, at, until, gaps, lost FROM incoming WHERE state = ? AND (gaps IS NOT NULL OR lost)"
        cursor = self.connection.execute(query, (COMES,))
        while rows := cursor.fetchmany(_AT_ONCE):
            worked, gaps = [], []
            for n, at, until, written, lost in rows:
                fitted = importing.fitted(gaps_of(written), instants.span_from_ms(lost), _span(at, until))
                worked.append((instants.span_to_ms(importing.worked(_span(at, until), fitted)), n))
                gaps += [
                    (n, instants.to_ms(gap.start), instants.to_ms(gap.end), gap.cause.value, gap.verdict.value)
                    for gap in fitted
                ]
            self.connection.executemany("UPDATE incoming SET worked = ? WHERE n = ?", worked)
            self.connection.executemany("INSERT INTO incoming_gap VALUES (?, ?, ?, ?, ?)", gaps)

    def _new(self, kind: str) -> tuple[str, ...]:
        query = "SELECT name FROM incoming_name WHERE kind = ? AND id IS NULL LIMIT ?"
        return tuple(name for (name,) in self.connection.execute(query, (kind, _NAMES_TOLD)))

    def _overlaps(self) -> Iterator[Overlap]:
        rows = self.connection.execute(_OVERLAPS, (TOLD,)).fetchall()
        there = self.store.sessions.by_ids({row[10] for row in rows if row[10]})
        for line, title, project, start, end, start_offset, end_offset, state, at, until, other_id, other_line in rows:
            local = instants.from_ms(start) + timedelta(minutes=start_offset)
            yield Overlap(
                line=line,
                name=title or project or "Session",
                span=_span(start, end),
                start_offset=timedelta(minutes=start_offset),
                end_offset=timedelta(minutes=end_offset),
                other=overlaps.named(there[other_id], local) if other_id else f"Line {other_line} of the file",
                fits=_span(at, until) if state == COMES else None,
            )


def _span(start: int, end: int | None) -> Span:
    return Span(instants.from_ms(start), instants.from_ms(end))


def _change(n: int, placed: Placed, obstacle: Taken) -> tuple[Any, ...]:
    if placed.span is None or placed.span.end is None:
        return (LEFT_OUT, None, None, obstacle.session_id, obstacle.line, n)
    start, end = instants.to_ms(placed.span.start), instants.to_ms(placed.span.end)
    return (COMES, start, end, obstacle.session_id, obstacle.line, n)
