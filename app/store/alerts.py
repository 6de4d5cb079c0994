"""What became of each alert that came due."""

from datetime import datetime
from typing import Any

from peewee import JOIN

from app.core.alerts import AlertKind, AlertRecord, Delivered, Result
from app.core.clock_steps import Move
from app.store import instants
from app.store.database import Database
from app.store.tables import AlertRow, PlanningRow, ProjectRow, SessionRow

_ABOUT_NONE = (AlertKind.BREAK_IS_OVER, AlertKind.NO_SESSION_RUNNING)
_LATEST = 20
"""So many records of each kind that is about no session are looked at: a few would do."""
_FAR = 10**16
"""Milliseconds: later than any instant there is."""


class Alerts:
    """Reads and writes alert records. A session of None stands for alerts about no session."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_session(self, session_id: int) -> tuple[AlertRecord, ...]:
        return self._records(AlertRow.select().where(AlertRow.session == session_id).order_by(AlertRow.due_time))

    def of_none(self, now: datetime) -> tuple[AlertRecord, ...]:
        """The newest that are about no session; what a clock that was ahead left in the future says nothing of now."""
        found: list[AlertRecord] = []
        has_come = AlertRow.session.is_null() & (AlertRow.due_time <= instants.to_ms(now))
        for kind in _ABOUT_NONE:
            of_kind = AlertRow.select().where(has_come & (AlertRow.kind == kind.value))
            found += self._records(of_kind.order_by(AlertRow.due_time.desc()).limit(_LATEST))
        return tuple(found)

    def latest(self, limit: int) -> tuple[Delivered, ...]:
        """Those that came due last and are settled, newest first."""
        query = (
            AlertRow.select(*_COLUMNS, PlanningRow.title, ProjectRow.name)
            .join(SessionRow, JOIN.LEFT_OUTER)
            .join_from(SessionRow, PlanningRow, JOIN.LEFT_OUTER)
            .join_from(SessionRow, ProjectRow, JOIN.LEFT_OUTER)
            .where(AlertRow.result.is_null(False) & (AlertRow.kind << _KINDS))
            .order_by(AlertRow.due_time.desc(), AlertRow.id.desc())
            .limit(limit)
            .tuples()
        )
        rows = query.execute(self._database.peewee)
        return tuple(Delivered(_record(row[:5]), row[5] or row[6] or "") for row in rows)

    def put(self, session_id: int | None, record: AlertRecord, now: datetime) -> None:
        """The one row of an alert that came due, as it stands now."""
        outcome = {
            "done_time": None if record.result is None else instants.to_ms(now),
            "result": None if record.result is None else record.result.value,
            "way": record.way,
            "reason": record.reason,
        }
        row = {"session": session_id, "kind": record.kind.value, "due_time": instants.to_ms(record.due), **outcome}
        insert, key = AlertRow.insert(row), (AlertRow.kind, AlertRow.due_time)
        if session_id is not None and not SessionRow.select().where(SessionRow.id == session_id).exists(
            self._database.peewee
        ):
            return  # it was deleted, or its start undone, while the alert was on its way
        if session_id is None:
            is_same = {"conflict_target": key, "conflict_where": AlertRow.session.is_null()}
        else:
            is_same = {"conflict_target": (AlertRow.session, *key)}
        insert.on_conflict(**is_same, update=outcome).execute(self._database.peewee)

    def move(self, session_id: int | None, move: Move) -> None:
        """After a step of the clock. By way of a far place: two alerts must not meet at one instant meanwhile."""
        since, by = instants.to_ms(move.since), instants.span_to_ms(move.by)
        of_session = AlertRow.session == session_id if session_id is not None else AlertRow.session.is_null()
        for update in (
            AlertRow.update(due_time=AlertRow.due_time + (_FAR + by)).where(of_session & (AlertRow.due_time >= since)),
            AlertRow.update(due_time=AlertRow.due_time - _FAR).where(of_session & (AlertRow.due_time >= _FAR // 2)),
            AlertRow.update(done_time=AlertRow.done_time + by).where(of_session & (AlertRow.done_time >= since)),
        ):
            update.execute(self._database.peewee)

    def close_unfinished(self, reason: str, now: datetime) -> None:
        """Alerts that were being sent when the program ended: nobody knows what became of them, so none is lost."""
        AlertRow.update(result=Result.HELD.value, reason=reason, done_time=instants.to_ms(now)).where(
            AlertRow.result.is_null()
        ).execute(self._database.peewee)

    def _records(self, query: Any) -> tuple[AlertRecord, ...]:
        query = query.select(*_COLUMNS).where(AlertRow.kind << _KINDS).tuples()
        return tuple(_record(row) for row in query.execute(self._database.peewee))


_COLUMNS = (AlertRow.kind, AlertRow.due_time, AlertRow.result, AlertRow.reason, AlertRow.way)
_KINDS = [kind.value for kind in AlertKind]


def _record(row: tuple[Any, ...]) -> AlertRecord:
    kind, due, result, reason, way = row
    return AlertRecord(AlertKind(kind), instants.from_ms(due), None if result is None else Result(result), reason, way)
