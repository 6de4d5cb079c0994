"""Sessions as hypothesis makes them up: in several zones, over changes of the clocks, over midnight, with gaps."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.core.model import Cause, Gap, Project, Session, Tag, Verdict
from app.store import instants

_MS = timedelta(milliseconds=1)
_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC+03:00")
"""The system knows no zone of the last name."""
_AROUND = (
    datetime(2026, 3, 8, 6, tzinfo=UTC),  # New York's clocks go forward
    datetime(2026, 3, 28, 20, tzinfo=UTC),  # Berlin's
    datetime(2026, 10, 24, 20, tzinfo=UTC),  # and back
    datetime(2026, 11, 1, 5, tzinfo=UTC),  # New York's
)
day_starts = st.one_of(
    st.sampled_from((time(0), time(4), time(22, 45), time(23, 30))),
    st.times().map(lambda found: found.replace(second=0, microsecond=0)),
)


def offset(zone: str, at: datetime) -> timedelta:
    """East of UTC, as the system's own tables say."""
    if zone.startswith("UTC"):
        return timedelta(hours=3)
    found = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


@st.composite
def sessions(draw: st.DrawFn, number: int = 1) -> Session:
    """An ended one; now and then the person was elsewhere at its end than at its start."""
    zone = draw(st.sampled_from(ZONES))
    near = st.one_of(st.integers(-2 * _HOUR_MS, 2 * _HOUR_MS), st.integers(-_DAY_MS, _DAY_MS))
    start = draw(st.sampled_from(_AROUND)) + draw(near) * _MS
    length = draw(st.one_of(st.integers(0, 2 * _HOUR_MS), st.integers(0, _DAY_MS), st.integers(0, 4 * _DAY_MS)))
    end = start + length * _MS
    there = draw(st.sampled_from((zone, zone, zone, *ZONES)))
    found = Session(
        id=number,
        uid=f"u{number}",
        start=start,
        start_offset=offset(zone, start),
        zone=zone,
        end=end,
        end_offset=offset(there, end),
        project=draw(st.sampled_from((None, Project(1, "P", "lagoon"), Project(2, "Q", "sky")))),
        tags=draw(st.sampled_from(((), (Tag(1, "t1"),), (Tag(1, "t1"), Tag(2, "t2"))))),
        planned=draw(st.sampled_from((None, timedelta(minutes=1), timedelta(minutes=1440)))),
        score=draw(st.sampled_from((None, 1, 5))),
        notes=draw(st.sampled_from(("", "tide", "tide and moon"))),
    )
    gaps = draw(gaps_of(found))
    lost = sum(((gap.end or end) - gap.start for gap in gaps if gap.verdict is not Verdict.KEPT), timedelta())
    return found._replace(gaps=gaps, worked=end - start - lost)


@st.composite
def gaps_of(draw: st.DrawFn, session: Session) -> tuple[Gap, ...]:
    """One after the other."""
    assert session.end is not None
    length = (session.end - session.start) // _MS
    marks = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    return tuple(
        Gap(
            session.id * 10 + number,
            session.id,
            session.start + begin * _MS,
            session.start + until * _MS,
            draw(st.sampled_from(Cause)),
            draw(st.sampled_from(Verdict)),
        )
        for number, (begin, until) in enumerate(zip(marks[::2], marks[1::2], strict=False))
    )


def histories_from(number: int, most: int) -> st.SearchStrategy[tuple[Session, ...]]:
    """Some sessions, with the ids from `number` on."""
    numbers = st.integers(1, most).map(lambda count: range(number, number + count))
    return numbers.flatmap(lambda ids: st.tuples(*(sessions(id_) for id_ in ids)))


histories = histories_from(1, 8)


def write(path: Path, history: tuple[Session, ...], *, anew: bool = True) -> None:
    """In place of what is in the file (`anew`) or beside it, as any program would."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        if anew:
            db.execute("DELETE FROM session")
        for id_ in (1, 2):
            for table, name in (("project", "P"), ("tag", "t")):
                insert = f"INSERT OR IGNORE INTO {table} (id, name, name_key) VALUES (?, ?, ?)"
                db.execute(insert, (id_, f"{name}{id_}", f"{name.lower()}{id_}"))
        for session in history:
            _put(db, session)
        db.commit()


def _put(db: sqlite3.Connection, session: Session) -> None:
    assert session.end is not None and session.end_offset is not None and session.worked is not None
    minute = timedelta(minutes=1)
    row = {
        "id": session.id,
        "uid": session.uid,
        "project_id": session.project and session.project.id,
        "start_time": instants.to_ms(session.start),
        "start_offset": session.start_offset // minute,
        "end_time": instants.to_ms(session.end),
        "end_offset": session.end_offset // minute,
        "zone": session.zone,
        "planned_duration": None if session.planned is None else session.planned // minute,
        "satisfaction_score": session.score,
        "tasks_done": "",
        "notes": session.notes,
        "worked": session.worked // _MS,
    }
    db.execute(f"INSERT INTO session ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})", row)
    db.executemany("INSERT INTO session_tag VALUES (?, ?)", [(session.id, tag.id) for tag in session.tags])
    for gap in session.gaps:
        assert gap.end is not None
        values = (session.id, instants.to_ms(gap.start), instants.to_ms(gap.end), gap.cause.value, gap.verdict.value)
        db.execute("INSERT INTO gap (session_id, start_time, end_time, cause, verdict) VALUES (?, ?, ?, ?, ?)", values)
