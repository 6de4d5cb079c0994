"""Which sessions were deleted is remembered, so that an import does not bring them back unasked."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.execute_sql("CREATE TABLE deleted_session (uid TEXT PRIMARY KEY, source TEXT UNIQUE) WITHOUT ROWID")
    db.pragma("user_version", 6)
