"""Also an alert about no session has one row: SQLite takes each empty `session_id` for another one."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE UNIQUE INDEX alert_of_no_session ON alert (kind, due_time) WHERE session_id IS NULL")
    db.pragma("user_version", 3)
