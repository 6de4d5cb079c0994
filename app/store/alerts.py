"""What became of each alert that came due."""

from datetime import datetime

from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.clock_steps import Move
from app.store import instants
from app.store.database import Database
from app.store.tables import AlertRow

_FAR = 10**16
"""Milliseconds: later than any instant there is."""


class Alerts:
    """Reads and writes alert records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_session(self, session_id: int) -> tuple[AlertRecord, ...]:
        query = (
            AlertRow.select(AlertRow.kind, AlertRow.due_time, AlertRow.result, AlertRow.reason, AlertRow.way)
            .where((AlertRow.session == session_id) & (AlertRow.kind << [kind.value for kind in AlertKind]))
            .order_by(AlertRow.due_time)
            .tuples()
        )
        return tuple(
            AlertRecord(AlertKind(kind), instants.from_ms(due), None if result is None else Result(result), reason, way)
            for kind, due, result, reason, way in query.execute(self._database.peewee)
        )

    def put(self, session_id: int, record: AlertRecord, now: datetime) -> None:
        """The one row of an alert that came due, as it stands now."""
        outcome = {
            "done_time": None if record.result is None else instants.to_ms(now),
            "result": None if record.result is None else record.result.value,
            "way": record.way,
            "reason": record.reason,
        }
        row = {"session": session_id, "kind": record.kind.value, "due_time": instants.to_ms(record.due), **outcome}
        target = (AlertRow.session, AlertRow.kind, AlertRow.due_time)
        AlertRow.insert(row).on_conflict(conflict_target=target, update=outcome).execute(self._database.peewee)

    def move(self, session_id: int, move: Move) -> None:
        """After a step of the clock. By way of a far place: two alerts must not meet at one instant meanwhile."""
        since, by = instants.to_ms(move.since), instants.span_to_ms(move.by)
        of_session = AlertRow.session == session_id
        for update in (
            AlertRow.update(due_time=AlertRow.due_time + (_FAR + by)).where(of_session & (AlertRow.due_time >= since)),
            AlertRow.update(due_time=AlertRow.due_time - _FAR).where(of_session & (AlertRow.due_time >= _FAR // 2)),
            AlertRow.update(done_time=AlertRow.done_time + by).where(of_session & (AlertRow.done_time >= since)),
        ):
            update.execute(self._database.peewee)

    def close_unfinished(self, reason: str, now: datetime) -> None:
        """Alerts that were being sent when the program ended: nobody knows what became of them."""
        AlertRow.update(result=Result.FAILED.value, reason=reason, done_time=instants.to_ms(now)).where(
            AlertRow.result.is_null()
        ).execute(self._database.peewee)
