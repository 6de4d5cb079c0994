"""The file as the reader thread sees it: read-only, over a connection of its own, one moment for each question."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import peewee
from peewee import SqliteDatabase

from app.core.errors import Unavailable
from app.core.keeping import Content, Named
from app.store import backup
from app.store.backup import Kept
from app.store.database import MOVED, Identity, identity
from app.store.gaps import Gaps
from app.store.lengths import Lengths
from app.store.past import Past
from app.store.sessions import Sessions

_CACHE_KIB = 16 * 1024
_STEPS = 10_000
"""So many of SQLite's steps take a few milliseconds at most."""
_SENTENCE = "The data file can't be read now. Nothing recorded is lost; try again in a moment."


class Dropped(Exception):
    """The question was broken off: nobody waits for its answer."""


class _ReadOnly(SqliteDatabase):
    def __init__(self, path: Path) -> None:
        pragmas = {"query_only": 1, "temp_store": "memory", "cache_size": -_CACHE_KIB}
        super().__init__(f"{path.resolve().as_uri()}?mode=ro", pragmas=pragmas, uri=True, autoconnect=False)
        self.dropped = threading.Event()

    def check_wanted(self) -> None:
        """Raises Dropped where nobody waits any more."""
        if self.dropped.is_set():
            raise Dropped

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Between two statements this looks; within one, SQLite asks every `_STEPS`."""
        self.check_wanted()
        return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]  # Peewee's


class ReadingStore:
    """Made, asked and closed on one thread; `drop` may be called from any."""

    def __init__(self, path: Path, wanted: Identity | None) -> None:
        """Raises Unavailable where the file can't be opened, and where another one than `wanted` lies there."""
        _check_is(path, wanted)  # SQLite would read another file with the log of the one that lay there
        self.path = path
        self.peewee = _ReadOnly(path)
        try:
            self.peewee.connect()
            self._connection: sqlite3.Connection = self.peewee.connection()  # type: ignore[no-untyped-call]  # Peewee's
            _check_is(path, wanted)
        except Unavailable:
            self.peewee.close()
            raise
        except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
            raise Unavailable(_SENTENCE, str(error)) from error
        self._connection.set_progress_handler(self.peewee.dropped.is_set, _STEPS)
        self.sessions = Sessions(self, Gaps(self))
        self.past = Past(self, self.sessions)
        self.lengths = Lengths(self)

    def back_up(self, kept: Kept, reason: str, now: datetime) -> Named:
        """Within `moment`: what is written meanwhile neither holds it up nor gets into it. Raises Unavailable too."""
        return backup.make(self._connection, kept, reason, now, self.peewee.check_wanted)

    def check(self) -> str:
        """What SQLite finds wrong first, empty where the file is sound; within `moment`."""
        return backup.check(self._connection)

    def content(self) -> Content:
        """What lies in the file; within `moment`."""
        return backup.content(self._connection)

    def rest(self) -> None:
        """Nothing is asked for a long time: give back what was kept of the file in memory."""
        self._connection.execute("PRAGMA shrink_memory")

    @contextmanager
    def moment(self) -> Iterator[None]:
        """All that is read in the block is of one moment. Raises Dropped, and Unavailable where it can't be read."""
        try:
            self._connection.execute("BEGIN")
            yield
        except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
            origin = getattr(error, "orig", None) or error
            if getattr(origin, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT:
                raise Dropped from error
            raise Unavailable(_SENTENCE, str(getattr(origin, "sqlite_errorname", ""))) from error
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def heed(self) -> None:
        """A new question begins: what was broken off was the one before."""
        self.peewee.dropped.clear()

    def drop(self) -> None:
        """Break off what is being read.

        Not by `interrupt`: it does nothing to a statement that is just about to begin.
        """
        self.peewee.dropped.set()

    def close(self) -> None:
        self.peewee.close()


def _check_is(path: Path, wanted: Identity | None) -> None:
    if identity(path) != wanted:
        raise Unavailable(MOVED.format(name=path))
