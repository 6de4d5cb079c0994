"""What a transaction changed of the record, row by row, whoever wrote it and however: triggers of this connection tell.

They lie in SQLite's temporary database, so another program that writes to the file has nothing to do with them. A
cascade is seen like any other change.
"""

import json
from typing import Any

from app.store.database import Database

COLUMNS = {
    "import": ("id", "time", "source", "file_name", "added"),
    "project": ("id", "name", "name_key", "color", "archived", "quiet", "weekly_target"),
    "tag": ("id", "name", "name_key", "quiet"),
    "planning": (
        "id",
        "uid",
        "day",
        "title",
        "title_key",
        "project_id",
        "planned_duration",
        "position",
        "done",
        "unplanned",
    ),
    "planning_tag": ("planning_id", "tag_id"),
    "session": (
        "id",
        "uid",
        "source",
        "import_id",
        "project_id",
        "planning_id",
        "start_time",
        "start_offset",
        "end_time",
        "end_offset",
        "zone",
        "planned_duration",
        "notification_disabled",
        "satisfaction_score",
        "tasks_done",
        "notes",
        "worked",
        "last_seen",
    ),
    "session_tag": ("session_id", "tag_id"),
    "gap": ("id", "session_id", "start_time", "end_time", "cause", "verdict"),
    "alert": ("id", "session_id", "kind", "due_time", "done_time", "result", "way", "reason"),
    "deleted_session": ("uid", "source"),
}
"""The tables that are followed, parents before children."""
KEYS = {
    "planning_tag": ("planning_id", "tag_id"),
    "session_tag": ("session_id", "tag_id"),
    "deleted_session": ("uid",),
}
"""What tells a row from others; `id` in the tables not named here."""
UNTOUCHED = "last_seen"
"""Written once a minute: no change of the record, and never put back."""
_ONLY_WHEN_GONE = frozenset({"alert"})
"""Rows that come and change by themselves; they are followed where a session takes them along."""

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
"""By table, then by key."""


def keys_of(table: str) -> tuple[str, ...]:
    return KEYS.get(table, ("id",))


class Trail:
    """Follows the writes of this connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> None:
        """From here on; inside a transaction. What a rollback took away is made anew."""
        self._run("CREATE TEMP TABLE IF NOT EXISTS trail (seq INTEGER PRIMARY KEY, name, key, before, after)")
        if not self._run("SELECT 1 FROM temp.sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone():
            for table in COLUMNS:
                for statement in _triggers(table):
                    self._run(statement)
        self._run("DELETE FROM temp.trail")

    def end(self) -> tuple[Rows, Rows]:
        """The rows that differ, as they were when it began and as they are now."""
        before: Rows = {}
        after: Rows = {}
        seen: set[tuple[str, str]] = set()
        for table, key, old, new in self._run("SELECT name, key, before, after FROM temp.trail ORDER BY seq"):
            if (table, key) not in seen:
                seen.add((table, key))
                if old is not None:
                    before.setdefault(table, {})[key] = json.loads(old)
            rows = after.setdefault(table, {})
            rows.pop(key, None)
            if new is not None:
                rows[key] = json.loads(new)
        self._run("DELETE FROM temp.trail")
        return _differing(before, after), _differing(after, before)

    def _run(self, statement: str) -> Any:
        return self._database.peewee.execute_sql(statement)


def _differing(rows: Rows, others: Rows) -> Rows:
    """Without those that both have alike."""
    return {
        table: kept
        for table in COLUMNS
        if (
            kept := {
                key: row
                for key, row in rows.get(table, {}).items()
                if _without_untouched(row) != _without_untouched(others.get(table, {}).get(key))
            }
        )
    }


def _without_untouched(row: Row | None) -> Row | None:
    return None if row is None else {column: value for column, value in row.items() if column != UNTOUCHED}


def _triggers(table: str) -> list[str]:
    old, new = _object("OLD", table), _object("NEW", table)
    of = ", ".join(column for column in COLUMNS[table] if column != UNTOUCHED)
    made = [_trigger(table, "DELETE", "DELETE", _key("OLD", table), old, "NULL")]
    if table not in _ONLY_WHEN_GONE:
        made.append(_trigger(table, "INSERT", "INSERT", _key("NEW", table), "NULL", new))
        made.append(_trigger(table, "UPDATE", f"UPDATE OF {of}", _key("NEW", table), old, new))
    return made


def _trigger(table: str, name: str, event: str, key: str, old: str, new: str) -> str:
    return (
        f"CREATE TEMP TRIGGER trail_{table}_{name.lower()} AFTER {event} ON main.{table} BEGIN "
        f"INSERT INTO trail (name, key, before, after) VALUES ('{table}', {key}, {old}, {new}); END"
    )


def _object(which: str, table: str) -> str:
    pairs = ", ".join(f"'{column}', {which}.{column}" for column in COLUMNS[table])
    return f"json_object({pairs})"


def _key(which: str, table: str) -> str:
    return " || '-' || ".join(f"{which}.{column}" for column in keys_of(table)) + " || ''"  # as text
