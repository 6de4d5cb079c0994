"""What a correction writes of a session: its times, its project, a whole one that was missed, one that goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from peewee import Expression

from app.core.model import Gap, Session
from app.store import instants
from app.store.database import Database
from app.store.gaps import Gaps
from app.store.sessions import Sessions
from app.store.tables import AlertRow, DeletedSessionRow, SessionRow


class Corrections:
    """Writes what no other command does; reads what lies around a session."""

    def __init__(self, database: Database, sessions: Sessions, gaps: Gaps) -> None:
        self._database, self._sessions, self._gaps = database, sessions, gaps

    def before(self, session: Session) -> Session | None:
        """The session that began last before this one."""
        start = instants.to_ms(session.start)
        known = (SessionRow.start_time == start) & (SessionRow.id >= session.id)
        return self._next((SessionRow.start_time <= start) & ~known, SessionRow.start_time.desc(), SessionRow.id.desc())

    def after(self, session: Session) -> Session | None:
        """The session that began first after this one."""
        start = instants.to_ms(session.start)
        known = (SessionRow.start_time == start) & (SessionRow.id <= session.id)
        return self._next((SessionRow.start_time >= start) & ~known, SessionRow.start_time, SessionRow.id)

    def overlapping(self, start: datetime, end: datetime | None, *own: int) -> tuple[Session, ...]:
        """Sessions but those ids that share more than an instant with the stretch, which lasts where `end` is None."""
        return tuple(session for session in self._sessions.overlapping(start, end) if session.id not in own)

    def place(self, session: Session) -> None:
        """Its start, its end with both offsets, and the instant it was last seen at, as they stand in the value.

        Without an end it is active: no other may be then. Worked time is settled after its gaps.
        """
        active = {"worked": None} if session.end is None else {}
        self._update(session.id, **_placed(session), **active)

    def set_project(self, session_id: int, project_id: int | None) -> None:
        self._update(session_id, project=project_id)

    def set_plan_item(self, session_id: int, planning_id: int | None) -> None:
        self._update(session_id, planning=planning_id)

    def add(self, session: Session, project_id: int | None, tag_ids: Sequence[int]) -> int:
        """A session that has ended; its id and uid are made here, its worked time and gaps are not written."""
        row = {
            "uid": str(uuid4()),
            "project": project_id,
            "zone": session.zone,
            "planned_duration": None if session.planned is None else instants.to_minutes(session.planned),
            "notification_disabled": int(session.muted),
            "satisfaction_score": session.score,
            "tasks_done": session.tasks_done,
            "notes": session.notes,
            **_placed(session),
        }
        session_id = int(SessionRow.insert(row).execute(self._database.peewee))
        self._sessions.set_tags(session_id, tag_ids)
        return session_id

    def delete(self, session_id: int) -> None:
        """With its tags, gaps and alerts. That it was there stays known: an import does not bring it back unasked."""
        its = SessionRow.select(SessionRow.uid, SessionRow.source).where(SessionRow.id == session_id)
        DeletedSessionRow.insert_from(
            its, [DeletedSessionRow.uid, DeletedSessionRow.source]
        ).on_conflict_replace().execute(self._database.peewee)
        SessionRow.delete().where(SessionRow.id == session_id).execute(self._database.peewee)

    def write_gaps(self, session_id: int, there: Sequence[Gap], wanted: Sequence[Gap]) -> None:
        """The session's gaps from now on, which are `there` yet; those with the id 0 are new."""
        known = {gap.id: gap for gap in there}
        self._gaps.remove(known.keys() - {gap.id for gap in wanted})
        for gap in wanted:
            was = known.get(gap.id)
            if was is None:
                self._gaps.add(session_id, gap.start, gap.end, gap.cause, gap.verdict)
                continue
            if (was.start, was.end) != (gap.start, gap.end):
                self._gaps.place(gap)
            if was.verdict is not gap.verdict:
                self._gaps.decide(gap.id, gap.verdict)

    def hand_over_alerts(self, from_id: int, to_id: int) -> None:
        """What became of the one's alerts is the other's from now on; where both had one at that instant, its own."""
        own = AlertRow.alias()
        both = AlertRow.select(AlertRow.id).join(
            own, on=(own.session == to_id) & (own.kind == AlertRow.kind) & (own.due_time == AlertRow.due_time)
        )
        twice = [row[0] for row in both.where(AlertRow.session == from_id).tuples().execute(self._database.peewee)]
        AlertRow.delete().where(AlertRow.id << twice).execute(self._database.peewee)
        AlertRow.update(session=to_id).where(AlertRow.session == from_id).execute(self._database.peewee)

    def _next(self, which: Expression, *order: Any) -> Session | None:
        query = SessionRow.select(SessionRow.id).where(which).order_by(*order).limit(1).tuples()
        return next((self._sessions.find(row[0]) for row in query.execute(self._database.peewee)), None)

    def _update(self, session_id: int, **columns: Any) -> None:
        SessionRow.update(columns).where(SessionRow.id == session_id).execute(self._database.peewee)


def _placed(session: Session) -> dict[str, Any]:
    end_offset = session.start_offset if session.end_offset is None else session.end_offset
    return {
        "start_time": instants.to_ms(session.start),
        "start_offset": instants.to_minutes(session.start_offset),
        "end_time": None if session.end is None else instants.to_ms(session.end),
        "end_offset": None if session.end is None else instants.to_minutes(end_offset),
        "last_seen": None if session.last_seen is None else instants.to_ms(session.last_seen),
    }
