"""The undo of an import: by its id, with what it made that nothing else uses. Inside a transaction of the caller's."""

import zlib
from contextlib import nullcontext
from typing import Any

from app.store import caches
from app.store.database import Database
from app.store.journal import ChangedSince
from app.store.step_sides import Brought

_FEW = 2_000
"""So many are left to the triggers in any case."""
_ROWS = (
    """SELECT total(crc(json_array(id, uid, source, project_id, planning_id, start_time, start_offset, end_time,
    end_offset, zone, planned_duration, notification_disabled, satisfaction_score, tasks_done, notes, worked))),
    count(*) FROM session WHERE import_id = ?""",
    """SELECT total(crc(session_id || '-' || tag_id)), count(*) FROM session_tag
    WHERE session_id IN (SELECT id FROM session WHERE import_id = ?)""",
    """SELECT total(crc(json_array(id, session_id, start_time, end_time, cause, verdict))), count(*) FROM gap
    WHERE session_id IN (SELECT id FROM session WHERE import_id = ?)""",
)
_UNUSED = {
    "planning": "id NOT IN (SELECT planning_id FROM session WHERE planning_id IS NOT NULL)",
    "project": "id NOT IN (SELECT project_id FROM session WHERE project_id IS NOT NULL) "
    "AND id NOT IN (SELECT project_id FROM planning WHERE project_id IS NOT NULL)",
    "tag": "id NOT IN (SELECT tag_id FROM session_tag) AND id NOT IN (SELECT tag_id FROM planning_tag)",
}


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))


class Imports:
    """Tells how an import lies in the file, and takes it out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def print_of(self, import_id: int) -> list[float]:
        connection = self._database.peewee.connection()
        connection.create_function(
            "crc", 1, lambda text: zlib.crc32(text.encode("utf-8", "replace")), deterministic=True
        )
        return [number for query in _ROWS for number in connection.execute(query, (import_id,)).fetchone()]

    def take_back(self, import_id: int, brought: Brought) -> None:
        """Raises ChangedSince where its sessions are not as they came; the transaction must be given up then."""
        if self.print_of(import_id) != brought.print:
            raise ChangedSince
        database = self._database.peewee
        with caches.many_at_once(database) if brought.added > _FEW else nullcontext():
            caches.mark_import(database, import_id)
            self._run("DELETE FROM session WHERE import_id = ?", import_id)
            self._run("DELETE FROM import WHERE id = ?", import_id)
            for table, unused in _UNUSED.items():
                first, last = brought.made.get(table, (1, 0))
                self._run(f"DELETE FROM {table} WHERE id BETWEEN ? AND ? AND {unused}", first, last)

    def _run(self, statement: str, *values: Any) -> None:
        self._database.peewee.execute_sql(statement, values)
