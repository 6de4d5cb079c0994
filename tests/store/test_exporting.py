"""What an export reads of the file: all of it or a range, in an order that ids do not change."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import export_json
from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.days import day_of_session
from app.core.model import Cause, PlanItem, Project, Session, Tag, Verdict
from app.core.outgoing import Outgoing, OutgoingAlert, OutgoingItem, OutgoingSession
from app.core.periods import Period, Span
from app.store.exporting import Exporting, chosen
from app.store.reading import ReadingStore
from app.store.store import Store
from tests.fakes import MINUTE, NOON, a_gap, a_session, at
from tests.histories import day_starts, histories, write

DAY_START = time(4)
MS = int(NOON.timestamp() * 1000)
MIN = 60_000
FILL = f"""
INSERT INTO project (id, name, name_key, color, archived, quiet, weekly_target) VALUES
    (1, 'Zoo', 'zoo', 'sky', 0, 0, NULL), (2, 'Art', 'art', 'kelp', 1, 1, 90),
    (3, 'Unused', 'unused', 'kelp', 0, 0, NULL);
INSERT INTO tag (id, name, name_key, quiet) VALUES (1, 'b', 'b', 1), (2, 'a', 'a', 0), (3, 'c', 'c', 0);
INSERT INTO planning (id, uid, day, title, title_key, project_id, planned_duration, position, done, unplanned) VALUES
    (7, 'i7', '2026-03-11', 'Later', 'later', 2, NULL, 0, 0, 0),
    (8, 'i8', '2026-03-09', 'Before', 'before', NULL, 25, 1, 1, 1);
INSERT INTO planning_tag (planning_id, tag_id) VALUES (8, 1), (8, 2);
INSERT INTO import (id, time, source) VALUES (4, 1, 'Toggl Track');
INSERT INTO session (id, uid, source, import_id, project_id, planning_id, start_time, start_offset, end_time,
    end_offset, zone, planned_duration, notification_disabled, satisfaction_score, tasks_done, notes, worked,
    last_seen) VALUES
    (1, 'runs', NULL, NULL, NULL, NULL, {MS + 90 * MIN}, 60, NULL, NULL, 'Europe/Berlin', 25, 0, NULL, '', '', NULL,
        {MS + 99 * MIN}),
    (2, 'u', 'toggl:7', 4, 1, 8, {MS}, 60, {MS + 60 * MIN}, NULL, 'Europe/Berlin', NULL, 1, 4, 'done', 'noted',
        {50 * MIN}, {MS + 60 * MIN});
INSERT INTO session_tag (session_id, tag_id) VALUES (2, 1), (2, 2);
INSERT INTO gap (id, session_id, start_time, end_time, cause, verdict) VALUES
    (1, 2, {MS + 20 * MIN}, NULL, 'idle', 'kept'), (2, 2, {MS + 5 * MIN}, {MS + 15 * MIN}, 'pause', 'discarded');
INSERT INTO alert (session_id, kind, due_time, done_time, result, way, reason) VALUES
    (2, 'Time is up', {MS + 25 * MIN}, {MS + 26 * MIN}, 'held', '', 'quiet'),
    (2, 'An alert of another version', {MS + 25 * MIN}, NULL, NULL, '', ''),
    (NULL, 'Break is over', {MS + 70 * MIN}, NULL, NULL, '', '');
"""  # fmt: skip

ZOO, ART = Project(1, "Zoo", "sky"), Project(2, "Art", "kelp", archived=True, quiet=True, weekly_target=90)
A, B, C = Tag(2, "a"), Tag(1, "b", quiet=True), Tag(3, "c")
BEFORE = OutgoingItem("i8", 1, PlanItem(8, date(2026, 3, 9), "Before", None, (A, B), 25, True, True))
LATER = OutgoingItem("i7", 0, PlanItem(7, date(2026, 3, 11), "Later", ART, (), None, False, False))
ENDED = OutgoingSession(
    a_session(
        a_gap(5, 15, id_=2)._replace(session_id=2),
        a_gap(20, 60, Cause.IDLE, Verdict.KEPT)._replace(session_id=2),
        id=2,
        ended=60,
        end_offset=60 * MINUTE,
        project=ZOO,
        planning_id=8,
        title="Before",
        tags=(A, B),
        planned=None,
        muted=True,
        score=4,
        tasks_done="done",
        notes="noted",
        worked=50 * MINUTE,
        last_seen=at(60),
    ),
    "toggl:7",
    "i8",
    (OutgoingAlert(AlertRecord(AlertKind.TIME_IS_UP, at(25), Result.HELD, "quiet"), at(26)),),
)
RUNNING = OutgoingSession(a_session(id=1, uid="runs", start=at(90), last_seen=at(99)))


@pytest.fixture
def reading(store: Store) -> Iterator[ReadingStore]:
    reading = store.reading_store()
    yield reading
    reading.close()


@pytest.fixture
def filled(reading: ReadingStore, data_file: Path) -> ReadingStore:
    execute(data_file, FILL)
    return reading


def execute(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)


def exported(reading: ReadingStore, period: Period | None = None, day_start: time = DAY_START) -> Outgoing:
    with reading.moment():
        found = Exporting(reading, chosen(period, day_start)).outgoing()
        return Outgoing._make(tuple(part) for part in found)


def days(first: date, last: date | None = None) -> Period:
    return Period(Span.RANGE, first, last or first)


def test_everything_goes_out_by_name_by_day_and_by_start(filled: ReadingStore) -> None:
    assert exported(filled) == Outgoing(
        projects=(ART, Project(3, "Unused", "kelp"), ZOO),
        tags=(A, B, C),
        items=(BEFORE, LATER),
        sessions=(ENDED, RUNNING),
    )


def test_a_range_goes_out_with_what_it_uses_and_nothing_else(filled: ReadingStore) -> None:
    assert exported(filled, days(date(2026, 3, 10))) == Outgoing((ZOO,), (A, B), (BEFORE,), (ENDED, RUNNING))


def test_a_day_goes_out_with_its_plan_items_too(filled: ReadingStore) -> None:
    assert exported(filled, days(date(2026, 3, 11))) == Outgoing((ART,), (), (LATER,), ())


def test_what_has_ended_is_counted_before(filled: ReadingStore) -> None:
    for period, count in ((None, 1), (days(date(2026, 3, 10)), 1), (days(date(2026, 3, 11)), 0)):
        assert Exporting(filled, chosen(period, DAY_START)).count() == count


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(histories, day_starts, st.dates(date(2026, 3, 7), date(2026, 3, 30)), st.integers(0, 3))
def test_a_range_has_the_sessions_that_began_on_its_days(
    reading: ReadingStore, data_file: Path, history: tuple[Session, ...], day_start: time, first: date, more: int
) -> None:
    write(data_file, history)
    period = days(first, first.replace(day=min(first.day + more, 31)))
    wanted = sorted((s for s in history if period.holds(day_of_session(s, day_start))), key=lambda s: (s.start, s.uid))
    found = [one.session._replace(gaps=()) for one in exported(reading, period, day_start).sessions]
    assert [(one.uid, one.start) for one in found] == [(one.uid, one.start) for one in wanted]


def test_the_order_is_not_that_of_ids(reading: ReadingStore, data_file: Path) -> None:
    columns = "INSERT INTO session (id, uid, start_time, end_time, worked) VALUES"
    execute(data_file, f"{columns} (5, 'b', 10, 20, 10), (6, 'a', 10, 15, 5), (7, 'c', 9, 20, 11);")
    assert [one.session.uid for one in exported(reading).sessions] == ["c", "a", "b"]


def test_more_sessions_than_are_held_at_a_time_go_out(reading: ReadingStore, data_file: Path) -> None:
    execute(
        data_file,
        "INSERT INTO tag (id, name, name_key) VALUES (1, 't', 't');"
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1203) "
        "INSERT INTO session (id, uid, start_time, end_time, worked) SELECT n, n, n, n, 0 FROM n;"
        "INSERT INTO session_tag SELECT id, 1 FROM session;",
    )
    found = exported(reading).sessions
    assert [(one.session.id, len(one.session.tags)) for one in found] == [(n, 1) for n in range(1, 1204)]


def test_a_write_meanwhile_does_not_show(filled: ReadingStore, data_file: Path) -> None:
    with filled.moment():
        pieces = export_json.pieces(Exporting(filled, chosen(None, DAY_START)).outgoing())
        first = next(pieces)
        execute(data_file, "UPDATE session SET notes = 'later'; DELETE FROM planning")
        content = first + b"".join(pieces)
    assert b"later" not in content
    assert b"i8" in content


def test_sessions_come_by_the_index_of_starts(filled: ReadingStore) -> None:
    seen: list[str] = []
    trace: Callable[[str], None] = seen.append
    filled._connection.set_trace_callback(trace)
    exported(filled)
    filled._connection.set_trace_callback(None)
    (query,) = (sql for sql in seen if "ORDER BY s.start_time" in sql)
    plan = [row[3] for row in filled._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert [step for step in plan if "TEMP B-TREE" in step] == ["USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"]
