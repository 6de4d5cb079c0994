"""Sessions with their tags and gaps: read as values, written column by column."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from peewee import JOIN, Expression, ModelSelect, fn

from app.core import timing
from app.core.model import Combination, Gap, Project, Session, Tag
from app.store import instants
from app.store.catalogue import project_of, tag_of
from app.store.database import Rows
from app.store.gaps import Gaps
from app.store.tables import PlanningRow, ProjectRow, SessionRow, SessionTagRow, TagRow

_COLUMNS = (
    SessionRow.id,
    SessionRow.uid,
    SessionRow.planning,
    SessionRow.start_time,
    SessionRow.start_offset,
    SessionRow.end_time,
    SessionRow.end_offset,
    SessionRow.zone,
    SessionRow.planned_duration,
    SessionRow.notification_disabled,
    SessionRow.satisfaction_score,
    SessionRow.tasks_done,
    SessionRow.notes,
    SessionRow.worked,
    SessionRow.last_seen,
    PlanningRow.title,
)


class NewSession(NamedTuple):
    """What a start writes; `offset` is east of UTC at `start`."""

    start: datetime
    offset: timedelta
    zone: str
    project_id: int | None
    planning_id: int | None
    planned_minutes: int
    tag_ids: tuple[int, ...]
    now: datetime


class Sessions:
    """Reads and writes sessions."""

    def __init__(self, database: Rows, gaps: Gaps) -> None:
        self._database = database
        self._gaps = gaps

    def active(self) -> Session | None:
        return self._first(SessionRow.end_time.is_null())

    def find(self, session_id: int) -> Session | None:
        return self._first(SessionRow.id == session_id)

    def by_ids(self, ids: Iterable[int]) -> dict[int, Session]:
        wanted = list(ids)
        return {session.id: session for session in self._sessions(_select(SessionRow.id << wanted))} if wanted else {}

    def recent(self, limit: int) -> tuple[Session, ...]:
        """Ended sessions, newest start first."""
        newest = (SessionRow.start_time.desc(), SessionRow.id.desc())
        return self._sessions(_select(SessionRow.end_time.is_null(False)).order_by(*newest).limit(limit))

    def overlapping(self, start: datetime, end: datetime | None) -> tuple[Session, ...]:
        """Sessions that share more than an instant with the stretch, oldest first; the active one too.

        The stretch lasts where `end` is None.
        """
        which = self._ends_after(start)
        if end is not None:
            which &= SessionRow.start_time < instants.to_ms(end)
        found = self._sessions(_select(which).order_by(SessionRow.start_time))
        active = self.active()
        if active is not None and (end is None or active.start < end):
            found = tuple(sorted((*found, active), key=lambda session: session.start))
        return found

    def ended_after(self, start: datetime) -> Session | None:
        """The first ended session that a session from `start` on would overlap."""
        query = _select(self._ends_after(start)).order_by(SessionRow.start_time).limit(1)
        return next(iter(self._sessions(query)), None)

    def longest(self) -> int:
        """Milliseconds of the longest ended session: one that began earlier before an instant does not reach it."""
        length = fn.MAX(SessionRow.end_time - SessionRow.start_time)
        return SessionRow.select(length).scalar(self._database.peewee) or 0

    def with_undecided_gaps(self, limit: int) -> tuple[Session, ...]:
        """The sessions of the newest gaps that nobody decided."""
        ids = list(self._gaps.undecided_ids(limit))
        return self._sessions(_select(SessionRow.id << ids).order_by(SessionRow.start_time.desc())) if ids else ()

    def combinations(self, limit: int) -> tuple[Combination, ...]:
        """The last different project, tags and minutes, newest first, looked for in the last 100 sessions.

        None with an archived project.
        """
        tag_ids = fn.GROUP_CONCAT(SessionTagRow.tag).coerce(False)
        its_tags = SessionTagRow.select(tag_ids).where(SessionTagRow.session == SessionRow.id).alias("its_tags")
        query = (
            SessionRow.select(SessionRow.id, SessionRow.planned_duration, its_tags, ProjectRow)
            .join(ProjectRow, JOIN.LEFT_OUTER)
            .where(SessionRow.end_time.is_null(False))
            .order_by(SessionRow.start_time.desc(), SessionRow.id.desc())
            .limit(100)
        )
        found: dict[tuple[Any, ...], tuple[int, Project | None, int]] = {}
        for id_, minutes, tags, *project in query.tuples().execute(self._database.peewee).iterator():  # until enough
            known = project_of(tuple(project)) if project[0] is not None else None
            if minutes is None or (known is not None and known.archived):
                continue
            key = (project[0], frozenset((tags or "").split(",")), minutes)
            found.setdefault(key, (id_, known, minutes))
            if len(found) == limit:
                break
        tags_of = self._tags([id_ for id_, *_ in found.values()])
        return tuple(Combination(known, tags_of[id_], minutes) for id_, known, minutes in found.values())

    def insert(self, new: NewSession) -> int:
        row = {
            "uid": str(uuid4()),
            "project": new.project_id,
            "planning": new.planning_id,
            "start_time": instants.to_ms(new.start),
            "start_offset": instants.to_minutes(new.offset),
            "zone": new.zone,
            "planned_duration": new.planned_minutes,
            "notification_disabled": 0,
            "tasks_done": "",
            "notes": "",
            "last_seen": instants.to_ms(new.now),
        }
        session_id = int(SessionRow.insert(row).execute(self._database.peewee))
        self._add_tags(session_id, new.tag_ids)
        return session_id

    def end(self, session_id: int, end: datetime, offset: timedelta) -> None:
        """Ended, with its worked time; its gaps must be as they stay."""
        self._update(session_id, end_time=instants.to_ms(end), end_offset=instants.to_minutes(offset))
        self.settle_worked(session_id)

    def place(self, session: Session) -> None:
        """Its start and the instant it was last seen at, as they stand in the value."""
        last_seen = None if session.last_seen is None else instants.to_ms(session.last_seen)
        self._update(session.id, start_time=instants.to_ms(session.start), last_seen=last_seen)

    def settle_worked(self, session_id: int) -> None:
        """Write `worked` of an ended session anew: the one place that does."""
        session = self.find(session_id)
        if session is not None and session.end is not None:
            self._update(session_id, worked=instants.span_to_ms(timing.worked(session, session.end)))

    def continue_as_second(self, first: Session, start: datetime, offset: timedelta, now: datetime) -> int:
        """A new session from `start` on with the same project, tags, plan item, planned duration and mute.

        It ends where the first one does; `offset` is east of UTC at its start.
        """
        row = {
            "uid": str(uuid4()),
            "project": None if first.project is None else first.project.id,
            "planning": first.planning_id,
            "start_time": instants.to_ms(start),
            "start_offset": instants.to_minutes(offset),
            "end_time": None if first.end is None else instants.to_ms(first.end),
            "end_offset": None if first.end_offset is None else instants.to_minutes(first.end_offset),
            "zone": first.zone,
            "planned_duration": None if first.planned is None else instants.to_minutes(first.planned),
            "notification_disabled": int(first.muted),
            "tasks_done": "",
            "notes": "",
            "last_seen": instants.to_ms(now if first.end is None else first.end),
        }
        session_id = int(SessionRow.insert(row).execute(self._database.peewee))
        self._add_tags(session_id, [tag.id for tag in first.tags])
        return session_id

    def set_planned(self, session_id: int, minutes: int | None) -> None:
        self._update(session_id, planned_duration=minutes)

    def set_muted(self, session_id: int, muted: bool) -> None:
        self._update(session_id, notification_disabled=int(muted))

    def set_notes(self, session_id: int, notes: str) -> None:
        self._update(session_id, notes=notes)

    def set_tasks_done(self, session_id: int, tasks_done: str) -> None:
        self._update(session_id, tasks_done=tasks_done)

    def set_score(self, session_id: int, score: int | None) -> None:
        self._update(session_id, satisfaction_score=score)

    def set_tags(self, session_id: int, tag_ids: Iterable[int]) -> None:
        SessionTagRow.delete().where(SessionTagRow.session == session_id).execute(self._database.peewee)
        self._add_tags(session_id, tag_ids)

    def set_last_seen(self, session_id: int, now: datetime) -> None:
        self._update(session_id, last_seen=instants.to_ms(now))

    def _update(self, session_id: int, **columns: Any) -> None:
        SessionRow.update(columns).where(SessionRow.id == session_id).execute(self._database.peewee)

    def _add_tags(self, session_id: int, tag_ids: Iterable[int]) -> None:
        for tag_id in dict.fromkeys(tag_ids):
            SessionTagRow.insert(session=session_id, tag=tag_id).execute(self._database.peewee)

    def _ends_after(self, start: datetime) -> Expression:
        """Of the sessions that have ended; those alone are looked at that begin late enough for it."""
        begins = instants.to_ms(start)
        return (SessionRow.end_time > begins) & (SessionRow.start_time >= begins - self.longest())

    def _first(self, which: Expression) -> Session | None:
        return next(iter(self._sessions(_select(which).limit(1))), None)

    def _sessions(self, query: "ModelSelect[SessionRow]") -> tuple[Session, ...]:
        rows = list(query.tuples().execute(self._database.peewee))
        ids = [row[0] for row in rows]
        tags, gaps = self._tags(ids), self._gaps.of_sessions(ids)
        return tuple(_session(row, tags[row[0]], gaps[row[0]]) for row in rows)

    def _tags(self, ids: list[int]) -> dict[int, tuple[Tag, ...]]:
        found: defaultdict[int, tuple[Tag, ...]] = defaultdict(tuple)
        query = (
            SessionTagRow.select(SessionTagRow.session, TagRow)
            .join(TagRow)
            .where(SessionTagRow.session << ids)
            .order_by(TagRow.name_key)
        )
        for session_id, *tag in query.tuples().execute(self._database.peewee) if ids else ():
            found[session_id] += (tag_of(tuple(tag)),)
        return found


def _select(which: Expression) -> "ModelSelect[SessionRow]":
    query = SessionRow.select(*_COLUMNS, ProjectRow)
    return (
        query.join_from(SessionRow, ProjectRow, JOIN.LEFT_OUTER)
        .join_from(SessionRow, PlanningRow, JOIN.LEFT_OUTER)
        .where(which)
    )


def _session(row: tuple[Any, ...], tags: tuple[Tag, ...], gaps: tuple[Gap, ...]) -> Session:
    id_, uid, planning, start, offset, end, end_offset, zone, planned, muted, score, tasks, notes = row[:13]
    worked, last_seen, title, *project = row[13:]
    return Session(
        id=id_,
        uid=uid,
        start=instants.from_ms(start),
        start_offset=instants.from_minutes(offset),
        zone=zone,
        end=instants.from_ms(end),
        end_offset=None if end is None else instants.from_minutes(offset if end_offset is None else end_offset),
        project=project_of(tuple(project)) if project[0] is not None else None,
        planning_id=planning,
        title=title,
        tags=tags,
        planned=None if planned is None else timedelta(minutes=planned),
        muted=bool(muted),
        score=score,
        tasks_done=tasks,
        notes=notes,
        worked=None if worked is None else timedelta(milliseconds=worked),
        last_seen=instants.from_ms(last_seen),
        gaps=gaps,
    )
