"""The store: one open file and what lies in it, by subject."""

import sqlite3
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from app.store.alerts import Alerts
from app.store.bare import BareSessions
from app.store.catalogue import Catalogue
from app.store.database import Database
from app.store.gaps import Gaps
from app.store.journal import Journal
from app.store.planning import Planning
from app.store.sessions import Sessions
from app.store.settings import SettingsTable

if TYPE_CHECKING:
    from app.store.corrections import Corrections
    from app.store.reading import ReadingStore
    from app.store.sums import SumsTable
    from app.store.taking_back import Imports


class Store:
    """Everything that lies in the file. Used on the thread that made it."""

    def __init__(self, path: Path, migrations: Path, now: datetime) -> None:
        """Open or make the file. Raises CannotOpen, leaving what is there as it is."""
        self._database, self._migrations = Database(path, migrations, now), migrations
        self.catalogue = Catalogue(self._database)
        self.planning = Planning(self._database)
        self.gaps = Gaps(self._database)
        self.sessions = Sessions(self._database, self.gaps)
        self.bare = BareSessions(self._database)
        self.alerts = Alerts(self._database)
        self.journal = Journal(self._database)
        self.settings = SettingsTable(self._database)

    @cached_property
    def corrections(self) -> "Corrections":
        """What corrections of the record write; a start needs none of it."""
        from app.store.corrections import Corrections

        return Corrections(self._database, self.sessions, self.gaps)

    @cached_property
    def imports(self) -> "Imports":
        """How imports are taken back."""
        from app.store.taking_back import Imports

        return Imports(self._database)

    @cached_property
    def sums(self) -> "SumsTable":
        """Sums for reports that were worked out, to be written."""
        from app.store.sums import SumsTable

        return SumsTable(self._database)

    def write(self, *, patiently: bool = True) -> AbstractContextManager[None]:
        """One transaction, on disk when the block ends. Raises Unavailable, with nothing written.

        `patiently`: it waits a while for a lock, as for a command; what the program itself writes down can come later.
        """
        return self._database.write(patiently=patiently)

    @property
    def state(self) -> tuple[int, int]:
        """Another one after each row that was written, by this connection or by any other; a write given up counts."""
        (others,) = self.connection.execute("PRAGMA data_version").fetchone()
        return self.connection.total_changes, int(others)

    @property
    def peewee(self) -> SqliteDatabase:
        return self._database.peewee

    @property
    def connection(self) -> sqlite3.Connection:
        """For statements over what lies beside the tables of the record."""
        connection: sqlite3.Connection = self._database.peewee.connection()
        return connection

    def another(self, now: datetime) -> "Store":
        """The same file once more, for the thread that calls this. Raises Unavailable where it is not there."""
        self._database.check_file_is_in_place()
        return Store(self._database.path, self._migrations, now)

    def first_reading(self) -> AbstractContextManager[None]:
        """Around what the start reads. Raises CannotOpen where the file is damaged."""
        return self._database.first_reading()

    def reading_store(self) -> "ReadingStore":
        """The same file, read-only, for the thread that calls this. Raises Unavailable."""
        from app.store.reading import ReadingStore

        return ReadingStore(self._database.path, self._database.identity)

    @property
    def path(self) -> Path:
        return self._database.path

    def close(self) -> None:
        self._database.close()
