"""Histories for property tests: sessions in zones, over midnight and changes of the clocks, with gaps and tags."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC", "UTC+03:00")
MINUTE_MS = 60_000
SPRING = int(datetime(2026, 3, 26, tzinfo=UTC).timestamp() * 1000)
"""Three days before the clocks go forward in Berlin; Lord Howe's go back a week later."""


class Lived(NamedTuple):
    """A session to be: milliseconds from `SPRING`; gaps as shares of its length in thousandths."""

    zone: str
    start: int
    length: int
    project: int | None
    tags: frozenset[int]
    planned: int | None
    score: int | None
    gaps: tuple[tuple[int, int, str, str], ...]


def histories(most: int = 12) -> st.SearchStrategy[list[Lived]]:
    length = st.one_of(st.integers(0, 90 * MINUTE_MS), st.integers(0, 60 * 60 * MINUTE_MS))
    gap = st.tuples(
        st.integers(0, 1000),
        st.integers(0, 400),
        st.sampled_from(("pause", "idle", "closed")),
        st.sampled_from(("kept", "discarded", "undecided")),
    )
    session = st.builds(
        Lived,
        zone=st.sampled_from(ZONES),
        start=st.integers(0, 12 * 24 * 60 * MINUTE_MS),
        length=length,
        project=st.sampled_from((None, 1, 2)),
        tags=st.frozensets(st.integers(1, 2)),
        planned=st.sampled_from((None, 1, 25, 1440)),
        score=st.sampled_from((None, 1, 3, 5)),
        gaps=st.lists(gap, max_size=3).map(tuple),
    )
    return st.lists(session, max_size=most)


def write_named(path: Path) -> None:
    """Two projects and two tags."""
    with closing(sqlite3.connect(path)) as db:
        for n in (1, 2):
            db.execute(
                "INSERT INTO project (id, name, name_key, weekly_target) VALUES (?, ?, ?, 60)", (n, f"P{n}", f"p{n}")
            )
            db.execute("INSERT INTO tag (id, name, name_key) VALUES (?, ?, ?)", (n, f"t{n}", f"t{n}"))
        db.commit()


def write(path: Path, lived: list[Lived]) -> None:
    """Behind the back of the program, as another one might."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        for one in lived:
            _write_one(db, one)
        db.commit()


def _write_one(db: sqlite3.Connection, one: Lived) -> None:
    start, end = SPRING + one.start, SPRING + one.start + one.length
    gaps, at = [], start
    for after, share, cause, verdict in sorted(one.gaps):
        begin = max(at, start + one.length * after // 1000)
        stop = min(begin + one.length * share // 1000, end)
        if stop > begin:
            gaps.append((begin, stop, cause, verdict))
            at = stop
    worked = one.length - sum(stop - begin for begin, stop, _, verdict in gaps if verdict != "kept")
    row = (*(start, _offset(one.zone, start), end, _offset(one.zone, end)), one.zone, one.project, one.planned)
    id_ = db.execute(
        "INSERT INTO session (uid, start_time, start_offset, end_time, end_offset, zone, project_id, "
        "planned_duration, satisfaction_score, worked) VALUES (lower(hex(randomblob(16))), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, one.score, worked),
    ).lastrowid
    db.executemany("INSERT INTO session_tag VALUES (?, ?)", [(id_, tag) for tag in one.tags])
    insert = "INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (?, ?, ?, ?, ?)"
    db.executemany(insert, [(id_, *gap) for gap in gaps])


def _offset(zone: str, ms: int) -> int:
    if zone == "UTC+03:00":
        return 180
    offset: Any = datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).utcoffset()
    return int(offset // timedelta(minutes=1))
