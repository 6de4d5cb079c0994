"""What was exported as JSON is enough to make the same record: put into an empty file, it gives the same bytes."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.core import export_json, text, timing
from app.core.incoming import IncomingAlert, IncomingGap, IncomingSession
from app.core.model import Gap, Session
from app.store import instants
from app.store.database import identity
from app.store.exporting import Exporting, chosen
from app.store.reading import ReadingStore
from app.store.store import Store
from tests.core.outgoing import Read, read
from tests.fakes import NOON
from tests.histories import histories, write
from tests.store.test_exporting import FILL, days

MINUTE = timedelta(minutes=1)
PAUSE = """
UPDATE gap SET end_time = start_time WHERE end_time IS NULL;
INSERT INTO gap (session_id, start_time, cause, verdict) SELECT id, start_time, 'pause', 'discarded' FROM session
    WHERE end_time IS NULL
"""


def exported(path: Path) -> bytes:
    reading = ReadingStore(path, identity(path))
    with reading.moment():
        content = b"".join(export_json.pieces(Exporting(reading, chosen(None, time(4))).outgoing()))
    reading.close()
    return content


class Putting:
    """Writes what was read by plain SQL, row by row."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def all(self, found: Read) -> None:
        for project in found.projects:
            self._insert("project", name_key=text.key(project.name), **project._asdict())
        for tag in found.tags:
            self._insert("tag", name_key=text.key(tag.name), **tag._asdict())
        for item in found.items:
            row = item._asdict() | {"day": item.day.isoformat(), "title_key": text.key(item.title)}
            row |= {"project_id": self._id("project", item.project), "planned_duration": row.pop("planned_minutes")}
            id_ = self._insert("planning", **{name: row[name] for name in row if name not in ("project", "tags")})
            self._tags("planning", id_, item.tags)
        for session in found.sessions:
            gaps = tuple(Gap(0, 0, *gap) for gap in session.gaps)
            bare = Session(0, "", session.start, session.start_offset, "", end=session.end, gaps=gaps)
            worked = instants.span_to_ms(timing.worked(bare, session.end))
            end = {"end_time": instants.to_ms(session.end), "end_offset": session.end_offset // MINUTE}
            self._session(session, worked=worked, **end)
        for running in found.running:
            last_seen = None if running.last_seen is None else instants.to_ms(running.last_seen)
            id_ = self._session(running.session, last_seen=last_seen)
            if running.open_gap is not None:
                self._gap(id_, running.open_gap, None)

    def _session(self, session: IncomingSession, **columns: Any) -> int:
        id_ = self._insert(
            "session",
            uid=session.uid,
            source=session.source or None,
            project_id=self._id("project", session.project),
            planning_id=self._id("planning", session.item or None, "uid"),
            start_time=instants.to_ms(session.start),
            start_offset=session.start_offset // MINUTE,
            zone=session.zone,
            planned_duration=None if session.planned is None else session.planned // MINUTE,
            notification_disabled=session.muted,
            satisfaction_score=session.score,
            tasks_done=session.tasks_done,
            notes=session.notes,
            **columns,
        )
        self._tags("session", id_, session.tags)
        for gap in session.gaps:
            self._gap(id_, gap, instants.to_ms(gap.end))
        self._alerts(id_, session.alerts)
        return id_

    def _gap(self, session_id: int, gap: IncomingGap, end: int | None) -> None:
        start = instants.to_ms(gap.start)
        self._insert("gap", session_id=session_id, start_time=start, end_time=end, cause=gap.cause, verdict=gap.verdict)

    def _alerts(self, session_id: int, alerts: Iterable[IncomingAlert]) -> None:
        for alert in alerts:
            self._insert(
                "alert",
                session_id=session_id,
                kind=alert.record.kind,
                due_time=instants.to_ms(alert.record.due),
                done_time=None if alert.done is None else instants.to_ms(alert.done),
                result=alert.record.result,
                way=alert.record.way,
                reason=alert.record.reason,
            )

    def _tags(self, of: str, id_: int, names: Iterable[str]) -> None:
        for name in names:
            self._insert(f"{of}_tag", **{f"{of}_id": id_, "tag_id": self._id("tag", name)})

    def _id(self, table: str, name: str | None, column: str = "name") -> int | None:
        if name is None:
            return None
        (id_,) = self._db.execute(f"SELECT id FROM {table} WHERE {column} = ?", (name,)).fetchone()
        return int(id_)

    def _insert(self, table: str, **row: Any) -> int:
        marks = ", ".join("?" for _ in row)
        cursor = self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        return cursor.lastrowid or 0


def put(content: bytes, new_file: Path, path: Path) -> Path:
    shutil.copy(new_file, path)
    found = read(content)
    assert (found.refused, found.problems) == ("", ())
    with closing(sqlite3.connect(path)) as db:
        Putting(db).all(found)
        db.commit()
    return path


def test_a_record_with_all_there_is_comes_back_to_the_byte(
    store: Store, data_file: Path, new_file: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
        db.executescript(PAUSE)
    content = exported(data_file)
    assert exported(put(content, new_file, tmp_path / "again.db")) == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(histories)
def test_any_history_comes_back_to_the_byte(
    store: Store, data_file: Path, new_file: Path, tmp_path: Path, history: tuple[Session, ...]
) -> None:
    write(data_file, history)
    content = exported(data_file)
    assert exported(put(content, new_file, tmp_path / "again.db")) == content


def test_days_are_a_record_of_their_own(store: Store, data_file: Path, new_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
    reading = store.reading_store()
    period = days(NOON.date())
    with reading.moment():
        content = b"".join(export_json.pieces(Exporting(reading, chosen(period, time(4))).outgoing()))
    reading.close()
    assert exported(put(content, new_file, tmp_path / "again.db")) == content


@pytest.mark.parametrize("hostile", ["\u202e\u2028\x01\x7f", "😀" * 1000, "x" * 1_000_000, "'; DROP TABLE session; --"])
def test_hostile_text_comes_back_to_the_byte(
    store: Store, data_file: Path, new_file: Path, tmp_path: Path, hostile: str
) -> None:
    with closing(sqlite3.connect(data_file)) as db:
        db.executescript(FILL)
        db.execute("UPDATE session SET notes = ?1, tasks_done = ?1", (hostile,))
        db.commit()
    content = exported(data_file)
    assert exported(put(content, new_file, tmp_path / "again.db")) == content
