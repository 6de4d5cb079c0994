"""The tables for speed know in which days a session lies: made after the last migration, from the record as it is."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    db.pragma("user_version", 5)
