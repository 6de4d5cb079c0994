"""Sessions with gaps that wait for an answer, and what of the file an answer changes."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.control import gaps, operations
from app.control.operations import Start
from app.core.model import Cause, Review, Session, Verdict
from app.store.store import Store
from tests.control.conftest import Known, moment
from tests.fakes import at, dump, rows

NOW = moment(120)
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Case:
    """Gaps in minutes after noon, which of them is asked for, the end, and from when on a pause lasts."""

    gaps: tuple[tuple[float, float], ...]
    asked: int
    ended: float | None
    paused: float | None = None


CASES = {
    "active": Case(((2, 4), (10, 20), (30, 35), (40, 50)), 1, None),
    "active and paused": Case(((10, 20), (30, 35)), 0, None, paused=60),
    "active, at the very start": Case(((0, 20), (30, 35)), 0, None),
    "ended": Case(((2, 4), (10, 20), (30, 35), (40, 50)), 1, 60),
    "ended, at the very end": Case(((2, 4), (10, 60)), 1, 60),
    "ended, nothing else": Case(((0, 60),), 0, 60),
}


@dataclass(frozen=True)
class Asked:
    """A session and the id of the gap that the person is asked about."""

    session: Session
    gap: int


def made(store: Store, known: Known, case: Case) -> Asked:
    """A muted session with project, tag and plan item from noon on; every gap waits for a verdict."""
    session = operations.start(store, moment(0), Start(50, known.project, known.item, (known.tag,)))
    operations.toggle_notifications(store, moment(0), session.id)
    operations.add_note(store, moment(1), session.id, "first")
    with store.write():
        ids = [
            store.gaps.add(session.id, at(start), at(end), Cause.ASLEEP, Verdict.UNDECIDED) for start, end in case.gaps
        ]
    if case.paused is not None:
        gaps.pause(store, moment(case.paused), session.id)
    if case.ended is not None:
        operations.stop(store, moment(case.ended), session.id, Review(score=3, tasks_done="this"))
    return Asked(operations.get(store, session.id), ids[case.asked])


def record(path: Path) -> Rows:
    """Every row, but for what is written once a minute and the memory of undo itself."""
    tables = dump(path)
    columns = [name for (name,) in rows(path, "SELECT name FROM pragma_table_info('session') ORDER BY cid")]
    seen = columns.index("last_seen")
    tables["session"] = [row[:seen] + row[seen + 1 :] for row in tables["session"]]
    return {name: each for name, each in tables.items() if name not in ("change", "sqlite_sequence")}


def shape(session: Session | None) -> Session | None:
    """What an outcome settles: not ids and offsets."""
    if session is None:
        return None
    own = tuple(gap._replace(id=0, session_id=0) for gap in session.gaps)
    return session._replace(id=0, uid="", start_offset=timedelta(), end_offset=None, last_seen=None, gaps=own)


def all_of(store: Store) -> list[Session | None]:
    return [shape(session) for session in store.sessions.overlapping(at(-60), at(10_000))]


def second_of(store: Store, first: Session) -> Session | None:
    newest = store.sessions.overlapping(at(-60), at(10_000))
    return next((session for session in newest if session.id != first.id), None)
