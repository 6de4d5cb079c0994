"""Brings a file up to date. Loaded only when the file is behind; `playhouse.migrations` runs the numbered scripts."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from peewee import SqliteDatabase
from playhouse.migrations import Migration, Runner

from app.core.errors import CannotOpen
from app.store import backup, caches
from app.store.backup import Kept


def to_current(
    database: SqliteDatabase, path: Path, migrations: Path, *, found: int, wanted: int, now: datetime
) -> None:
    """Run the migrations from number `found` to `wanted`, each in one transaction that also sets `user_version`.

    A file that holds tables is copied to `backups` beside it first. Raises CannotOpen when scripts are missing, and
    Unavailable where no copy can be made.
    What is for speed goes before them, so that none has to heed it, and is made anew after them; where that was broken
    off, the next opening finds none and makes it.
    """
    numbers = [migration.idx for migration in Migration.load_directory(str(migrations))]
    if numbers != list(range(1, wanted + 1)):
        raise CannotOpen("This copy of Sessile is incomplete: its migrations are missing. Please install it again.")
    if 0 < found < wanted:
        _back_up(path, found, now)
    with database.atomic("IMMEDIATE"):
        caches.drop(database)
    Runner(database, directory=str(migrations)).up()
    caches.make(database)
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _back_up(path: Path, found: int, now: datetime) -> None:
    with closing(sqlite3.connect(path)) as source:
        backup.make(source, Kept(path, datetime.date), f"version-{found}", now, _nobody_waits)


def _nobody_waits() -> None:
    """It is never broken off."""
